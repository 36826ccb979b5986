"""The way from a figure of the tree to the page of its department."""

from dash import html

from dashboards.components.attributes import extra
from dashboards.shell.navigation import WITHOUT_PAGE
from dashboards.visit import Visit
from metrics.bridge.nodes import Node
from metrics.catalogue import CATALOGUE
from metrics.model.kpi import Department

_DRILLS = frozenset(kpi.id for kpi in CATALOGUE)


def department_path(department: Department) -> str:
    """The page of a department; the first one where it has none of its own."""
    return "/" if department in WITHOUT_PAGE else f"/{department.value.replace('_', '-')}"


def node_link(visit: Visit, node: Node) -> html.A:
    """The name of a node; it opens the page of its department, at the figure where that has one."""
    kpis = (node.name,) if node.name in _DRILLS else ()
    changes = {"target": "", "driver": "", "kpis": kpis, "by": ""}
    page = visit.say(f"page.{node.department.value}")
    return html.A(
        node.words.say(visit.language),
        href=visit.view.address(department_path(node.department), **changes),
        className="fc-drivers-name",
        title=visit.say("drivers.node.open", page=page),
        **extra({"data-department": node.department.value}),
    )
