"""Turns by labels at line starts: "MR. PRICE: ...", "Wang Wenbin: ...", "Q Do you ...?"."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from kg.model import Span, Turn

LABEL = re.compile(
    r"^[ \t]*(?P<label>(?:Q|[A-Z][\w.'’-]{0,40}(?:[ ,]{1,3}(?:of|the|and|for|de|al|bin|van|von|[A-Z(][\w.'’)-]{0,40})){0,7}))"
    r"(?:[ \t]*:[ \t]*|(?<=^Q)[ \t]+(?=[A-Z“\"]))",
    re.M,
)
LINE = re.compile(r"^[^\n]*\S[^\n]*$", re.M)
WORD = re.compile(r"[^\W\d_]{2}")
HEADLINE = re.compile(r"\s*[^\n]{1,200}(?<![.!?…”\"])[ \t\r]*\n[ \t\r]*\n")
CAPITALS = re.compile(r"[A-Z]{2,5}")
MIN_TURNS = 2
MIN_SHARE = 0.05
"""Labels to lines in a transcript with long answers."""
CLEAR_SHARE = 0.25
"""Labels to lines where nobody asks and only one speaker comes back."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label that may name a speaker, and what stands after it up to the next one."""

    name: str
    span: Span
    body: Span

    @property
    def asks(self) -> bool:
        """Whether it is a questioner: "Q", "REPORTER", a medium."""
        return self.asks_by_name or is_medium(self.name)

    @property
    def asks_by_name(self) -> bool:
        """Whether the label itself says so: "Q", "QUESTION", "MODERATOR"."""
        return self.name.casefold() in _words()["questioners"]


def find_transcript(text: str) -> tuple[Turn, ...]:
    """Return the turns of a transcript, one a label; nothing where labels are too few or no dialogue."""
    labels = _labels(text)
    if len(labels) < MIN_TURNS or not _is_dialogue(labels, lines=sum(1 for _ in LINE.finditer(text))):
        return ()
    return tuple(
        Turn(
            kind="question" if label.asks else "speaker", speakers=() if label.asks else (label.span,), body=label.body
        )
        for label in labels
    )


def _labels(text: str) -> list[Label]:
    """Return the labels that are followed by words, the headline's colon and words like "Note" aside."""
    headline = HEADLINE.match(text)
    found = [
        match
        for match in LABEL.finditer(text, headline.end() if headline else 0)
        if match["label"].split()[0].casefold() not in _words()["no_speakers"]
    ]
    labels = []
    for match, following in zip_longest(found, found[1:]):
        said = text[match.end() : following.start() if following else len(text)].rstrip()
        if WORD.search(said):
            body = Span(match.end() + len(said) - len(said.lstrip()), match.end() + len(said))
            labels.append(Label(match["label"], Span(*match.span("label")), body))
    return labels


def _is_dialogue(labels: list[Label], *, lines: int) -> bool:
    """Tell whether labels are those of a transcript: questions asked, capitals, speakers who come back."""
    share = len(labels) / max(1, lines)
    again = sum(number > 1 for number in Counter(label.name for label in labels).values())
    asked = sum(label.asks for label in labels)
    if any(label.asks_by_name for label in labels) or again > 1 or (again and asked):
        return share > MIN_SHARE
    shouted = sum(label.name.isupper() and len(label.name) > 3 for label in labels)
    return (again > 0 or shouted >= MIN_TURNS or asked > 0) and share > CLEAR_SHARE


def is_medium(name: str) -> bool:
    """Tell whether a label is a medium, whose reporter asks: "AFP", "Reuters", "Global Times"."""
    words = _words()
    if CAPITALS.fullmatch(name):
        return name not in words["parties"]
    lower = name.casefold()
    return lower in words["media"] or any(lower.endswith(f" {ending}") for ending in words["media_endings"])


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in word_lists()["labels"].items()}


@cache
def word_lists() -> dict[str, dict[str, Any]]:
    """Return the word lists of `data/turns.toml`."""
    return tomllib.loads(Path(__file__).with_name("data").joinpath("turns.toml").read_text(encoding="utf-8"))
