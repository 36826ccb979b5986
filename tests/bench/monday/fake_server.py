"""A server that answers as told: with whose amounts, how slowly, how many at a time."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answers(BaseHTTPRequestHandler):
    """Answers to everything; what figures tell, and how long they take, stands in the class."""

    protocol_version = "HTTP/1.1"
    told = ""
    takes = 0.0
    status = 200
    turn = threading.Lock()

    def do_GET(self) -> None:
        self._send(200, "<html></html>", "forecourt_callback=token")

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert asked["outputs"]
        assert self.headers["X-Forecourt-Callback"] == "token"
        with self.turn:
            time.sleep(self.takes)
        self._send(self.status, json.dumps({"response": self.told, "snapshot": "s1"}))

    def _send(self, status: int, text: str, cookie: str = "") -> None:
        body = text.encode()
        self.send_response(status)
        if cookie:
            self.send_header("Set-Cookie", f"{cookie}; Path=/")
        if status == 503:
            self.send_header("Retry-After", "2")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def answering(told: str = "", takes: float = 0.0, status: int = 200) -> Iterator[str]:
    """Run such a server; yields its address."""
    handler = type("Told", (Answers,), {"told": told, "takes": takes, "status": status})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
