"""Pictures as files: the same picture gives the same bytes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, BinaryIO

import matplotlib as mpl
from matplotlib.figure import Figure

from kg.errors import ExportError
from kg.export.network import PICTURES
from kg.picture.svg import finished_svg
from kg.store.atomic import writing
from kg.version import __version__

FORMATS = PICTURES
DPI = 300
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kg",
    "pdf.fonttype": 42,
    "path.simplify": False,
    "text.hinting": "none",
}
"""Text stays text in both: it can be found, read aloud, copied and edited. A PDF has its fonts with it (TrueType); an SVG
names them, with the width that each text takes, and the program that shows it has the characters that kg lacks. Without
hinting texts are as wide as they were measured, whatever the resolution."""


def picture_format(named: str | None, target: str | Path | None) -> str | None:
    """Return `svg`, `pdf` or `png` if the format or the file's ending says so, else None."""
    ending = (named or (Path(target).suffix.lstrip(".") if target else "")).lower()
    return ending if ending in FORMATS else None


def save(
    picture: Figure,
    target: str | Path | BinaryIO,
    format: str | None = None,  # noqa: A002 - the field's word
    *,
    dpi: int = DPI,
    prefix: str = "",
) -> None:
    """Write a picture as SVG, PDF or PNG.

    Args:
        picture: As a `draw_…` function returned it, or any figure of matplotlib.
        target: A file, or an open binary one.
        format: `svg`, `pdf` or `png`; else by the file's ending.
        dpi: Dots an inch, of PNG.
        prefix: In front of all ids of an SVG, for several of them in one page.

    Raises:
        ExportError: If the format is unknown or the file cannot be written.
    """
    name = target if isinstance(target, (str, Path)) else None
    chosen = picture_format(format, name)
    if chosen is None:
        said = f"--format {format}" if format else f"{name or 'picture'}"
        raise ExportError(f"{said}: no picture. Known: {', '.join(FORMATS)}.", format=format)
    content = _content(picture, chosen, dpi=dpi, prefix=prefix)
    if not isinstance(target, (str, Path)):
        target.write(content)
        return
    with writing(target) as file:
        file.write(content)


def _content(picture: Figure, chosen: str, *, dpi: int, prefix: str) -> bytes:
    stream = io.BytesIO()
    heading, description = (str(getattr(picture, name, "")) for name in ("heading", "description"))
    with mpl.rc_context(STYLE):
        picture.savefig(stream, format=chosen, dpi=dpi, metadata=_metadata(chosen, heading, description))
    if chosen != "svg":
        return stream.getvalue()
    originals, tips = getattr(picture, "originals", {}), getattr(picture, "tips", {})
    return finished_svg(
        stream.getvalue(), heading=heading, description=description, originals=originals, tips=tips, prefix=prefix
    )


def _metadata(chosen: str, heading: str, description: str) -> dict[str, Any]:
    program = f"kg {__version__}"
    if chosen == "svg":
        told = {"Title": heading, "Description": description}
        return {"Date": None, "Creator": program, **{name: words for name, words in told.items() if words}}
    if chosen == "pdf":
        return {"CreationDate": None, "Creator": program, "Title": heading, "Subject": description}
    return {"Software": program, "Title": heading, "Description": description}
