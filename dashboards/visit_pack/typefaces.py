"""Which font shows Chinese: without a name of its own, an office program takes any it has."""

from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

CHINESE = "Microsoft YaHei"
LATIN = "Arial"
_SPELLING = {"zh": "zh-CN", "en": "en-US"}


def name_fonts(deck: Any, language: str) -> None:
    """Name the fonts in the theme, in every run of text and in every chart.

    Args:
        deck: a presentation; changed in place.
        language: of its text.
    """
    for master in deck.slide_masters:
        _name_in_theme(master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    for slide in deck.slides:
        for properties in slide.element.iter(qn("a:rPr"), qn("a:endParaRPr")):
            properties.set("lang", _SPELLING[language])
            properties.set("altLang", "en-US" if language == "zh" else "zh-CN")
            _name(properties)
        for shape in slide.shapes:
            if shape.has_chart:
                for properties in shape.chart.element.iter(qn("a:defRPr")):
                    _name(properties)


def _name_in_theme(part: Any) -> None:
    # The library keeps a theme as bytes; it is ours, so that it is safe to parse.
    theme = etree.fromstring(part.blob)
    for fonts in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        for tag, face in (("a:latin", LATIN), ("a:ea", CHINESE)):
            found = fonts.find(qn(tag))
            if found is not None:
                found.set("typeface", face)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _name(properties: Any) -> None:
    """Latin before East Asian, after fills: the order that the schema asks for."""
    for tag in ("a:latin", "a:ea"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    later = ("a:cs", "a:sym", "a:hlinkClick", "a:hlinkMouseOver", "a:rtl", "a:extLst")
    places = [n for n, child in enumerate(properties) if child.tag in {qn(tag) for tag in later}]
    at = places[0] if places else len(properties)
    for offset, (tag, face) in enumerate((("a:latin", LATIN), ("a:ea", CHINESE))):
        child = etree.SubElement(properties, qn(tag))
        child.set("typeface", face)
        properties.remove(child)
        properties.insert(at + offset, child)
