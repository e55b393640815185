"""matplotlib's SVG with words for screen readers and with texts that keep their width in every program."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from kg.export.network_flat import held
from kg.picture.fonts import FONT, measure

SVG = "{http://www.w3.org/2000/svg}"
SAME_WIDTHS = "Verdana, sans-serif"
"""Verdana has the widths of DejaVu Sans."""
REFERENCE = re.compile(r"(url\(#|^#)")


def finished_svg(
    content: bytes,
    *,
    heading: str,
    description: str,
    originals: Mapping[str, str],
    tips: Mapping[str, str],
    prefix: str,
) -> bytes:
    """Return the SVG with a title and description, tips on its parts, and its texts' own characters and widths.

    Args:
        content: As matplotlib writes it, with texts as text.
        heading: What the picture is.
        description: What it shows.
        originals: By id, the text where some of its characters were not drawn.
        tips: By id, what a part stands for.
        prefix: In front of every id.
    """
    root = etree.fromstring(content, etree.XMLParser(remove_blank_text=False, no_network=True, huge_tree=True))
    for group in root.iter(f"{SVG}g"):
        name = group.get("id", "")
        if name in tips:
            _titled(group, tips[name])
        for text in group.findall(f"{SVG}text"):
            _steady(text, originals.get(name))
    _described(root, heading, description)
    if prefix:
        _prefixed(root, prefix)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _titled(group: etree._Element, tip: str) -> None:
    title = etree.Element(f"{SVG}title")
    title.text = held(tip)
    title.tail = "\n"
    group.insert(0, title)


def _steady(text: etree._Element, original: str | None) -> None:
    """Give a text the width that it was measured with, and a font of the same widths where ours is not there."""
    style = text.get("style", "")
    found = re.search(r"(\d+(?:\.\d+)?)px", style)
    text.set("style", style.replace(f"'{FONT}'", f"'{FONT}', {SAME_WIDTHS}") if SAME_WIDTHS not in style else style)
    if original is not None:
        text.text = held(original)
    elif found and text.text and len(text.text) > 1:
        weight = "bold" if "bold" in style or re.search(r"\b700\b", style) else "normal"
        wide = measure(text.text, float(found.group(1)), weight)[0] * 72
        text.set("textLength", f"{wide:.2f}")
        text.set("lengthAdjust", "spacingAndGlyphs")


def _described(root: etree._Element, heading: str, description: str) -> None:
    if not heading:
        return
    root.set("role", "img")
    root.set("aria-labelledby", "picture-title picture-description")
    for place, (name, words) in enumerate((("title", heading), ("desc", description))):
        element = etree.Element(f"{SVG}{name}", id="picture-title" if name == "title" else "picture-description")
        element.text, element.tail = held(words), "\n "
        root.insert(place, element)


def _prefixed(root: etree._Element, prefix: str) -> None:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, prefix + value)
            elif name == "aria-labelledby":
                element.set(name, " ".join(prefix + one for one in value.split()))
            else:
                element.set(name, REFERENCE.sub(lambda found: found.group(1) + prefix, value))
