"""A page of Dash with the same libraries and no content, to set our pages beside."""

# Run in a process of its own: benchmarks do not draw, and importing Dash twice would not be fair.
PROGRAM = """
import sys
import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import Dash, dcc, html
from gunicorn.app.base import BaseApplication

app = Dash("bare", title="bare")
app.layout = html.Div(
    [
        dbc.Card("card", id="card"),
        dcc.Graph(id="graph", figure={"data": [{"x": [1, 2], "y": [1, 2]}], "layout": {}}),
        dag.AgGrid(id="grid", columnDefs=[{"field": "a"}], rowData=[]),
    ],
    id="page-body",
)


class Server(BaseApplication):
    def load_config(self):
        self.cfg.set("bind", "127.0.0.1:" + sys.argv[1])
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", 4)
        self.cfg.set("loglevel", "error")

    def load(self):
        return app.server


Server().run()
"""
