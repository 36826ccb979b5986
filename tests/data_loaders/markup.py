"""Builds extracts in markup: workbooks as one XML text, and web pages with their parts."""

import base64
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.data_loaders.extracts import Rows, write_text

_URN = "urn:schemas-microsoft-com:office:spreadsheet"


def xml_cell(text: object, kind: str = "String", attributes: str = "") -> str:
    """Return a cell of SpreadsheetML."""
    return f'<Cell{attributes}><Data ss:Type="{kind}">{escape(str(text))}</Data></Cell>'


def xml_workbook(*sheets: tuple[str, Sequence[str]], hidden: Sequence[str] = ()) -> str:
    """Return a workbook of SpreadsheetML from named sheets of finished rows."""
    body = "".join(
        f'<Worksheet ss:Name="{name}"><Table>{"".join(rows)}</Table>'
        + (
            "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
            if name in hidden
            else ""
        )
        + "</Worksheet>"
        for name, rows in sheets
    )
    styles = (
        '<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.00%"/></Style>'
        '<Style ss:ID="n"><NumberFormat ss:Format="0.00"/></Style></Styles>'
    )
    return (
        f'<?xml version="1.0"?>\n<Workbook xmlns="{_URN}" xmlns:ss="{_URN}">'
        f"{styles}{body}</Workbook>"
    )


def write_xml_workbook(path: Path, name: str, rows: Rows, encoding: str = "utf-8") -> Path:
    """Write a list as SpreadsheetML, blank cells left out and the next one placed by index."""
    made = []
    for cells in rows:
        row, skipped = "", False
        for place, cell in enumerate(cells, start=1):
            if cell == "":
                skipped = True
                continue
            row += xml_cell(cell, attributes=f' ss:Index="{place}"' if skipped else "")
            skipped = False
        made.append(f"<Row>{row}</Row>")
    return write_text(path, xml_workbook((name, made)), encoding)


def write_web_archive(path: Path, *pages: str, encoding: str = "utf-8") -> Path:
    """Write pages as MHTML, the way spreadsheets do: a frame first, then a part for each sheet."""
    parts = ["<html><frameset><frame src=sheet001.htm></frameset></html>", *pages]
    text = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=cut\r\n\r\n"
    for part in parts:
        content = base64.encodebytes(part.encode(encoding)).decode()
        text += (
            "--cut\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            f"{content}\r\n"
        )
    return write_text(path, text + "--cut--\r\n", "ascii")


def page(rows: Rows) -> str:
    """Return a page with one table."""
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in rows
    )
    return f"<html><body><table>{body}</table></body></html>"
