"""To whom, where and when something was said, and whether at all: the shipped pipeline on sentences of this suite."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

LEVELS = {"negation": 94, "addressee": 87, "venue": 96, "date": 100}
"""Rows right of each table, in whole percent."""
EXPECTED = {"negation": "negated", "addressee": "addressees", "venue": "venue", "date": "date"}
NOTHING = ("", "no")
NOT_FOUND = "no such statement"


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table; `cue` holds words of which the statement's cue has at least one."""
    with Path(__file__).with_name(f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def find(nlp) -> Callable[[dict[str, str]], dict[str, str]]:
    """Finds the circumstances of a row's statement, written as in the tables; none where it is not found."""
    from kg.annotate import annotate
    from kg.extract.attribution import attribution_model, find_attributions
    from kg.read import make_document

    model = attribution_model("rules")

    def finder(row: dict[str, str]) -> dict[str, str]:
        day = row.get("published")
        plain = make_document(row["text"], input="sentence.txt")
        ((doc, document),) = annotate([replace(plain, published=dt.date.fromisoformat(day) if day else None)], nlp=nlp)
        for found in find_attributions(doc, document, model=model):
            cue = {word for span in found.cue for word in span.of(document.text).lower().split()}
            if cue & set(row["cue"].split()):
                return {
                    "negated": "yes" if found.negated else "no",
                    "addressees": " | ".join(span.of(document.text) for span in found.addressees),
                    "venue": found.venue or "",
                    "date": found.date.isoformat() if found.date else "",
                }
        return {}

    return finder


@pytest.mark.model
@pytest.mark.parametrize("table", LEVELS)
def test_circumstances_are_those_expected(table, find):
    """As many rows are right as when the level was set."""
    field = EXPECTED[table]
    all_rows = rows(table)
    answers = [(row["text"], row[field], find(row).get(field, NOT_FOUND)) for row in all_rows]
    wrong = [answer for answer in answers if answer[1] != answer[2]]
    for text, wanted, got in wrong:
        print(f"{table}: {text}\n    expected {wanted!r}, found {got!r}")
    assert 100 * (len(all_rows) - len(wrong)) // len(all_rows) >= LEVELS[table]


@pytest.mark.parametrize("table", LEVELS)
def test_tables_are_large_enough(table):
    """At least 32 sentences, none twice; in at least 8 the right answer is that there is nothing."""
    all_rows = rows(table)
    assert len({(row["text"], row.get("published")) for row in all_rows}) == len(all_rows) >= 32
    assert sum(row[EXPECTED[table]] in NOTHING for row in all_rows) >= 8
    assert all(any(word in row["text"].lower() for word in row["cue"].split()) for row in all_rows)
