"""What is put before a coder: one unit a position, with the sentence around its evidence."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Position, Record, Span

REACH = 600
"""How many characters before and after the evidence are looked through for the ends of its sentence."""

END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bGen)(?<!\bSen)(?<!\bSt)(?<!\b[A-Z])[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n\s*\n"
)
"""Where a sentence ends: not after a title or an initial ("Mr. Price", "J. Price")."""
END_OR_LINE = re.compile(rf"{END.pattern}|\n\s*")
"""The same where each line is a paragraph, as those of web pages are."""
WRAPPED = 120
"""Characters: a text without a longer line has paragraphs of several lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingUnit:
    """A position as kg proposes it, in words.

    `sentence` is the evidence, filled up to the ends of its sentences; `before` and `after` are those beside it.
    """

    position: str
    document: str
    title: str | None
    published: dt.date | None
    url: str | None
    before: str
    sentence: str
    after: str
    holder: str
    issue: str
    target: str
    stance: str
    score: float


def coding_units(
    records: Iterable[Record], *, only: Collection[str] | None = None, sample: int | None = None, seed: int = 0
) -> list[CodingUnit]:
    """Return the positions of the records as units, in order of document and place.

    Args:
        records: What is known about each document.
        only: Ids of the positions that are wanted; None takes all.
        sample: How many to draw at random; None takes all.
        seed: Another number draws another sample; the same draws the same.
    """
    units = [
        _unit(position, record)
        for record in records
        for position in sorted(record.positions, key=lambda one: (one.evidence, one.id))
        if only is None or position.id in only
    ]
    if sample is None or sample >= len(units):
        return units
    drawn = set(sorted((unit.position for unit in units), key=lambda one: _lot(one, seed))[:sample])
    return [unit for unit in units if unit.position in drawn]


def _lot(position: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed} {position}".encode()).digest()


def _unit(position: Position, record: Record) -> CodingUnit:
    document, text = record.document, record.document.text
    names = {actor.id: actor.name for actor in record.actors}
    issues = {issue.id: issue.label for issue in record.issues}
    sentence = sentence_around(text, position.evidence)
    before, after = neighbours(text, sentence)
    return CodingUnit(
        position=position.id,
        document=document.id,
        title=document.title,
        published=document.published,
        url=document.url,
        before=_words(before, text) if before else "",
        sentence=_words(sentence, text),
        after=_words(after, text) if after else "",
        holder=names.get(position.holder, position.holder),
        issue=issues.get(position.issue, position.issue),
        target=" … ".join(_words(span, text) for span in position.target),
        stance=position.stance,
        score=position.score,
    )


def _words(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())


def sentence_around(text: str, spans: Collection[Span]) -> Span:
    """Return the span from the start of the sentence with the first to the end of the sentence with the last.

    >>> text = "It rained. Mr. Otieno rejected the plan. Nobody spoke."
    >>> sentence_around(text, [Span(22, 39)]).of(text)
    'Mr. Otieno rejected the plan.'
    """
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    first, ends = max(0, start - REACH), _ends(text)
    starts = [match.end() for match in ends.finditer(text, first, start + 8) if match.end() <= start]
    closing = ends.search(text, max(start, end - 1), min(len(text), end + REACH))
    stop = len(text[: closing.end()].rstrip()) if closing else min(len(text), end + REACH)
    return Span(starts[-1] if starts else first, max(stop, end))


@lru_cache(maxsize=4)
def _ends(text: str) -> re.Pattern[str]:
    """Return what ends a sentence in a text: its line ends do where its lines are paragraphs."""
    return END_OR_LINE if any(len(line) > WRAPPED for line in text.splitlines()) else END


def neighbours(text: str, sentence: Span) -> tuple[Span | None, Span | None]:
    """Return the sentences before and after one, None at the ends of the text.

    >>> text = "It rained. Nobody spoke."
    >>> neighbours(text, Span(0, 10))
    (None, Span(start=11, end=24))
    """
    earlier = len(text[: sentence.start].rstrip())
    later = len(text) - len(text[sentence.end :].lstrip())
    before = sentence_around(text, [Span(earlier - 1, earlier)]) if earlier else None
    after = sentence_around(text, [Span(later, later + 1)]) if later < len(text) else None
    return before, after
