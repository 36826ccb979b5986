"""Serves our own bundle of plotly.js, bars and lines only, where Dash loads the whole of it."""

from pathlib import Path

from flask import Flask, Response, request, send_file

ADDRESS = "/_dash-component-suites/plotly/package_data/plotly.min.js"
BUNDLE = (
    Path(__file__).resolve().parents[2]
    / "assets"
    / "vendor"
    / "plotly"
    / "plotly-bar-scatter.min.js"
)
# What the bundle can draw; any other kind of trace would silently draw nothing.
TRACES = frozenset({"bar", "scatter"})


def install_own_plotly(server: Flask) -> None:
    """Answer the address of plotly.js; call after the gate is in place."""

    @server.before_request
    def own_plotly() -> Response | None:
        if request.path != ADDRESS or request.method != "GET":
            return None
        return send_file(BUNDLE, mimetype="application/javascript", conditional=True)
