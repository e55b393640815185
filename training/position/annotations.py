"""Our own annotations, beside the documents of `../shared/data`: positions in PolNeAR's articles, and texts of our making.

`polnear.tsv` gives positions in training articles of PolNeAR as places in their texts, which stay outside the repository;
their statements are PolNeAR's. `views.tsv` gives, for the same articles, who is named to think well or ill of whom. `texts/`
holds documents that we wrote, annotated whole. Positions follow the scheme of `../shared/eval/ANNOTATION.md`. Two annotations of 16 of the articles, made apart, agree on 0.87 of targets (F1), and where
they do on 0.99 of stances and 0.95 of holders.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpora

FILE = Path(__file__).with_name("polnear.tsv")
VIEWS = Path(__file__).with_name("views.tsv")
TEXTS = Path(__file__).with_name("texts")
HELD_BACK = Path(__file__).with_name("held_back.txt")
"""Names of the documents that neither network nor features learn from."""


class Annotation(NamedTuple):
    """Who takes which stance on what: characters [start, end) of an article's text, within the statement of that number.

    `statement` is None where no statement of PolNeAR's holds it.
    """

    statement: int | None
    start: int
    end: int
    stance: str
    holder: str


class ViewAnnotation(NamedTuple):
    """Who, called `name` elsewhere, thinks well (support) or ill (oppose) of what: characters of one sentence.

    `subject` is None where the sentence does not say whose view it is.
    """

    subject: tuple[int, int] | None
    name: str
    stance: str
    object: tuple[int, int]


@cache
def annotated() -> dict[str, list[Annotation]]:
    """Return the positions in PolNeAR's articles by the article's name."""
    found: defaultdict[str, list[Annotation]] = defaultdict(list)
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            statement = int(row["statement"]) if row["statement"] else None
            one = Annotation(statement, int(row["start"]), int(row["end"]), row["stance"], row["holder"])
            found[row["doc"]].append(one)
    return dict(found)


@cache
def annotated_views() -> dict[str, list[ViewAnnotation]]:
    """Return the views that the sentences of PolNeAR's articles tell, by the article's name."""
    found: defaultdict[str, list[ViewAnnotation]] = defaultdict(list)
    with VIEWS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            subject = (int(row["start"]), int(row["end"])) if row["start"] else None
            thing = (int(row["object start"]), int(row["object end"]))
            found[row["doc"]].append(ViewAnnotation(subject, row["name"], row["stance"], thing))
    return dict(found)


def polnear(data: Path, part: str) -> Iterator[dict]:
    """Yield the articles of a part of PolNeAR as gold lines."""
    with (data / "polnear" / f"polnear-{part}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def polnear_with_positions(data: Path) -> list[dict]:
    """Return the articles of PolNeAR whose positions we annotated, as gold lines."""
    known = annotated()
    return [_joined(gold, known[gold["doc"]]) for gold in polnear(data, "train") if gold["doc"] in known]


def in_folder(data: Path, folder: Path) -> list[dict]:
    """Return the annotated documents of a folder as gold lines."""
    return [json.loads(line) for line in corpora.located(folder, shared=data.parent).splitlines()]


def _joined(gold: dict, positions: Sequence[Annotation]) -> dict:
    """Return an article with its positions; whose positions stand in a statement is taken for who makes it."""
    holders = {one.statement: one.holder for one in reversed(positions)}
    said = [
        {**statement, "speaker": holders.get(number, "".join(gold["text"][a:b] for a, b in statement["source"]))}
        for number, statement in enumerate(gold["attributions"])
    ]
    held = [{"holder": one.holder, "stance": one.stance, "target": [[one.start, one.end]]} for one in positions]
    return {**gold, "attributions": said, "positions": held, "actors": []}


@cache
def _held_back() -> frozenset[str]:
    return frozenset(HELD_BACK.read_text(encoding="utf-8").split())


def taught(golds: Iterable[dict]) -> list[dict]:
    """Return the documents that networks and features learn from; the others tell how they are weighed (`held_back`)."""
    return [gold for gold in golds if gold["doc"] not in _held_back()]


def held_back(golds: Iterable[dict]) -> list[dict]:
    """Return the documents, about a seventh, that nothing but the weights of voices is learnt from (`held_back.txt`)."""
    return [gold for gold in golds if gold["doc"] in _held_back()]
