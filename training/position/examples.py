"""Candidates of annotated documents with what the annotators say about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.position.candidates import Candidate, candidates
from kg.position.lexicon import load_lexicon
from kg.position.perspectives import see

SAME = 0.5
"""Word Dice from which two targets are the same thing, as in the scorer."""
TITLES = re.compile(
    r"^(the|mr|mrs|ms|dr|president|prime minister|foreign minister|minister|ambassador|secretary|secretary-general|"
    r"spokesperson|spokesman|spokeswoman|senator|general)\b\.?\s*"
)


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate and its stance, None where it is no position."""

    candidate: Candidate
    stance: str | None


def examples(doc, gold: dict, records: dict) -> Iterator[Example]:
    """Yield the candidates of one document, except those that name a gold target under another holder.

    Such a candidate is no target only because an earlier stage found somebody else: it would teach the wrong thing. It does
    teach where that somebody is another than the one whose words they are. Where actors are not annotated, holders are called
    as the text calls them, and any is taken for the right one.
    """
    view = see(
        doc, records["document"], actors=records["linked_actors"], mentions=records["mentions"],
        statements=records["statements"], turn_speakers=records["turn_speakers"],
    )  # fmt: skip
    found = list(candidates(doc, view, load_lexicon()))
    names = {actor.id: _names(actor.name, actor.aliases) for actor in records["linked_actors"]}
    known = {a["name"]: _names(a["name"], a.get("aliases", ())) for a in gold["actors"]}
    words = [word_starts(doc.text, c.target.start, c.target.end) for c in found]
    stances: dict[int, str] = {}
    near: set[int] = set()
    for position in gold["positions"]:
        wanted = word_starts(doc.text, *position["target"][0])
        holder = known.get(position["holder"], _names(position["holder"], ()))
        alike = [(dice(words[i], wanted), -i) for i in range(len(found)) if dice(words[i], wanted) >= SAME]
        near.update(-i for _, i in alike)
        fitting = [
            (share, i) for share, i in alike
            if -i not in stances and (not known or any(names[h] & holder for h in found[-i].holders if h in names))
        ]  # fmt: skip
        if fitting:
            stances[-max(fitting)[1]] = position["stance"]
    for i, candidate in enumerate(found):
        if i in stances or i not in near or candidate.of_another:
            yield Example(candidate, stances.get(i))


def dice(a: set[int], b: set[int]) -> float:
    """Return the Dice coefficient of two sets of words."""
    return 2 * len(a & b) / max(1, len(a) + len(b))


def word_starts(text: str, start: int, end: int) -> set[int]:
    """Return the starts of the words that a span touches."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    return {start + match.start() for match in re.finditer(r"\S+", text[start:end])}


def _names(name: str, aliases) -> set[str]:
    return {_normal(n) for n in (name, *aliases)} - {""}


def _normal(name: str) -> str:
    name = re.sub(r"[^\w\s&-]", "", name.casefold()).strip()
    while (shorter := TITLES.sub("", name)) and shorter != name:
        name = shorter
    return name
