"""A text with its claims marked: paragraphs of HTML in which each claim's words can be linked to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from kg.rdf.namespaces import clean
from kg.site.facts import Claim, Evidence

BLANK_LINE = re.compile(r"\n\s*\n")
PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]+)*")
LINE = re.compile(r"\S[^\n]*")
SPACE = re.compile(r"\s")
AROUND = 280
"""Characters before and after a quotation on the page of a claim."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the words of a claim stand, in code points; `key` is the id of the mark, `look` its classes."""

    start: int
    end: int
    key: str
    look: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with the claims whose words begin in it."""

    html: Markup
    claims: tuple[Claim, ...]


def marks_of(claims: Sequence[Claim], text: str) -> list[Mark]:
    """Return the marks of the claims whose evidence stands in the text word by word; others are left out."""
    return [
        Mark(piece.start, piece.end, claim.name, f"{claim.kind} {claim.sort}")
        for claim in claims
        for piece in claim.words
        if _stands(piece, text)
    ]


def marked_paragraphs(text: str, claims: Sequence[Claim]) -> list[Paragraph]:
    """Return the paragraphs of a text with the words of its claims in `<mark>`; without blank lines each line is one.

    Marks nest; where two cross, the later one is closed and opened again. Only the first piece of a claim has its id.
    """
    marks = marks_of(claims, text)
    first = {mark.key: mark.start for mark in sorted(marks, key=lambda one: one.start, reverse=True)}
    told: set[str] = set()
    found = []
    for match in (PARAGRAPH if BLANK_LINE.search(text) else LINE).finditer(text):
        start, end = match.span()
        inside = [mark for mark in marks if mark.start < end and mark.end > start]
        begun = tuple(claim for claim in claims if start <= first.get(claim.name, -1) < end)
        found.append(Paragraph(_marked(text, start, end, inside, told), begun))
    return found


def excerpt(text: str, claim: Claim, *, around: int = AROUND) -> Markup:
    """Return the words of a claim, marked, with what stands around them; `…` where the text goes on.

    Without the text, or where the words are not in it, what the evidence itself keeps is shown.
    """
    marks = [Mark(mark.start, mark.end, "", claim.sort) for mark in marks_of([claim], text)]
    if not marks:
        return Markup(" … ").join(
            Markup('{}<mark class="{}">{}</mark>{}').format(piece.prefix, claim.sort, piece.exact, piece.suffix)
            for piece in claim.words
        )
    start = _edge(text, max(0, min(mark.start for mark in marks) - around), forward=True)
    end = _edge(text, min(len(text), max(mark.end for mark in marks) + around), forward=False)
    start, end = min(start, *(mark.start for mark in marks)), max(end, *(mark.end for mark in marks))
    inner = _marked(text, start, end, marks, set())
    return Markup("{}{}{}").format("… " if start else "", inner, " …" if end < len(text) else "")


def _stands(piece: Evidence, text: str) -> bool:
    return 0 <= piece.start < piece.end <= len(text) and clean(text[piece.start : piece.end]) == piece.exact


def _edge(text: str, place: int, *, forward: bool) -> int:
    """Return the place, moved to a space nearby so that no word is cut; as it is where there is none."""
    if place in (0, len(text)):
        return place
    if forward:
        space = SPACE.search(text, place, place + 40)
        return space.end() if space else place
    spaces = [space.start() for space in SPACE.finditer(text, max(0, place - 40), place)]
    return spaces[-1] if spaces else place


def _marked(text: str, start: int, end: int, marks: list[Mark], told: set[str]) -> Markup:
    """Return `text[start:end]` with marks; `told` holds the ids that were given already."""
    marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.key))
    edges = {edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end}
    out: list[str] = []
    open_marks: list[Mark] = []
    for left, right in pairwise(sorted(edges | {start, end})):
        going = [mark for mark in open_marks if mark.end > left]
        kept = next((n for n, mark in enumerate(open_marks) if mark.end <= left), len(open_marks))
        out.append("</mark>" * (len(open_marks) - kept))
        new = [mark for mark in marks if mark.start == left or (left == start and mark.start < start)]
        opened = [*going[kept:], *(mark for mark in new if mark not in open_marks)]
        out.extend(_tag(mark, told) for mark in opened)
        open_marks = [*open_marks[:kept], *opened]
        out.append(str(escape(clean(text[left:right]))))
    out.append("</mark>" * len(open_marks))
    return Markup("".join(out))  # noqa: S704 - every part is escaped


def _tag(mark: Mark, told: set[str]) -> str:
    anchor = f' id="{escape(mark.key)}"' if mark.key and mark.key not in told else ""
    told.add(mark.key)
    return f'<mark{anchor} class="{escape(mark.look)}">'
