"""For whom officials speak, sentence by sentence, with the shipped pipeline: the way their office is told differs in each."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

ROWS = list(csv.DictReader(Path(__file__).with_name("offices.csv").open(encoding="utf-8")))


def parameters() -> list:
    """Return one parameter a row; unsolved ones may fail."""
    params = []
    for row in ROWS:
        marks = [pytest.mark.xfail(reason=row["unsolved"])] if row["unsolved"] else []
        params.append(pytest.param(row, id=row["text"][:50], marks=marks))
    return params


@pytest.fixture(scope="module")
def represented(nlp):
    """Gives for a text the persons in it, each with the state or body that their first telling post represents."""
    from kg.annotate import annotate
    from kg.extract import find_clusters
    from kg.link import Linker
    from kg.read import make_document

    linker = Linker()

    def find(text: str) -> dict[str, str]:
        ((doc, document),) = annotate([make_document(text, input="sentence.txt")], nlp=nlp)
        actors = linker.link(find_clusters(doc, document), (), document=document).actors
        return {
            a.name: next((post.represents for post in a.posts if post.represents), "")
            for a in actors
            if a.type == "Person"
        }

    return find


@pytest.mark.model
@pytest.mark.parametrize("row", parameters())
def test_official_speaks_for(row, represented):
    """The official is found, and speaks for the state or body that the sentence names."""
    assert represented(row["text"]).get(row["person"]) == row["represents"]
