"""Who is meant: the shipped pipeline on names in context, many of them ambiguous, against a reader's answer.

`mentions.csv`: `occurrence` counts from 1 how often `mention` has come in `context`; `expected` is an actor's id, or
`none` where no known actor is meant (a person, a city as a place). An adjective ("Iranian officials") names the state.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.link import Linker
from kg.model import Mention, Span

with Path(__file__).with_name("mentions.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
LEAST_ROWS = 300
LEAST_ACCURACY = 0.96
"""Share of rows answered as a reader would: the level reached, in whole percent rounded down. The goal is 0.93."""
LEAST_PRECISION = 0.99
"""Share of links to known actors that are right: the level reached, in whole percent rounded down. The goal is 0.97."""
NONE = "none"


def place(row: dict[str, str]) -> Span:
    """Return where a row's mention stands in its context, without a leading article."""
    found = list(re.finditer(re.escape(row["mention"]), row["context"]))[int(row["occurrence"]) - 1]
    article = re.match(r"[Tt]he ", row["mention"])
    return Span(found.start() + (article.end() if article else 0), found.end())


def overlap(a: Span, b: Span) -> float:
    """Return the Jaccard coefficient of two spans' characters."""
    shared = max(0, min(a.end, b.end) - max(a.start, b.start))
    return shared / (a.end - a.start + b.end - b.start - shared)


def answer(mentions: Sequence[Mention], wanted: Span, known: frozenset[str]) -> str:
    """Return the known actor of the mention nearest to a span, or `none`; a description has to share half of it."""
    near = [
        (share, mention.actor)
        for mention in mentions
        for span in mention.spans
        if mention.form != "pronoun"
        and (share := overlap(span, wanted)) > (0 if mention.form in ("name", "acronym") else 0.5)
    ]
    actor = max(near)[1] if near else NONE
    return actor if actor in known else NONE


@pytest.fixture(scope="module")
def linker() -> Linker:
    """The linker with the shipped lists."""
    return Linker()


@pytest.fixture(scope="module")
def answers(linker, nlp) -> list[str]:
    """The shipped pipeline's answer to each row, each context read once as a document of its own."""
    from kg.annotate import annotate
    from kg.extract import find_attributions, find_clusters
    from kg.extract.attribution import attribution_model
    from kg.read import make_document

    contexts = list(dict.fromkeys(row["context"] for row in ROWS))
    documents = [make_document(context, input=f"{n}.txt") for n, context in enumerate(contexts)]
    mentions, model = {}, attribution_model()
    for context, (doc, document) in zip(contexts, annotate(documents, nlp=nlp), strict=True):
        attributions = find_attributions(doc, document, model=model)
        linked = linker.link(find_clusters(doc, document), attributions, document=document)
        mentions[context] = linked.mentions
    known = frozenset(linker.gazetteer.entities)
    return [answer(mentions[row["context"]], place(row), known) for row in ROWS]


def wrong(answers: list[str]) -> str:
    """Return the rows answered otherwise than expected, one a line."""
    return "\n".join(
        f"{row['note']}: {row['mention']!r} is {row['expected']}, not {got}: {row['context']}"
        for row, got in zip(ROWS, answers, strict=True)
        if got != row["expected"]
    )


@pytest.mark.model
def test_accuracy(answers):
    """As many mentions as before are linked as a reader would, or left alone where no known actor is meant."""
    right = sum(got == row["expected"] for row, got in zip(ROWS, answers, strict=True))
    assert right / len(ROWS) >= LEAST_ACCURACY, f"{right} of {len(ROWS)} right\n{wrong(answers)}"


@pytest.mark.model
def test_precision(answers):
    """Of the mentions linked to a known actor, as many as before are linked to the right one."""
    linked = [(row["expected"], got) for row, got in zip(ROWS, answers, strict=True) if got != NONE]
    right = sum(expected == got for expected, got in linked)
    assert right / len(linked) >= LEAST_PRECISION, f"{right} of {len(linked)} right\n{wrong(answers)}"


def test_rows_are_enough_and_stand_in_their_context(linker):
    """At least 300 mentions, none twice, each where its row says, and each expected id known."""
    assert len({(row["context"], row["mention"], row["occurrence"]) for row in ROWS}) == len(ROWS) >= LEAST_ROWS
    for row in ROWS:
        assert row["context"].count(row["mention"]) >= int(row["occurrence"]) >= 1, row
        assert row["expected"] == NONE or row["expected"] in linker.gazetteer.entities, row
