"""Our own annotated training documents: PolNeAR's articles by their places, and texts that we wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator

from training.position.annotations import TEXTS, annotated, annotated_views, held_back, taught

STANCES = {"support", "oppose", "ambivalent"}


def _strings(annotation: dict) -> Iterator[str]:
    for one in annotation["statements"]:
        yield from (*one["content"], *one["cue"], *one["source"])
        yield from (position["target"] for position in one.get("positions", ()))
    for position in annotation["positions"]:
        yield from (position["target"], position["evidence"])


def test_places_in_articles_are_spans_with_a_stance():
    """Positions and views in PolNeAR name characters, a stance, and who holds it."""
    for positions in annotated().values():
        assert all(0 <= one.start < one.end and one.stance in STANCES and one.holder for one in positions)
    for views in annotated_views().values():
        assert all(one.object[0] < one.object[1] and one.stance in STANCES - {"ambivalent"} for one in views)


def test_views_are_told_of_articles_whose_positions_are_known():
    """Both annotations are of the same articles."""
    assert len(annotated_views().keys() - annotated().keys()) <= 1  # an article has views and no position


def test_what_is_annotated_stands_in_the_text():
    """Every quoted string of our texts is in the text, with a stance that there is."""
    for path in sorted(TEXTS.glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        text = (TEXTS / annotation["file"]).read_text(encoding="utf-8")
        assert annotation["file"] == f"{path.stem}.txt"
        assert [string for string in _strings(annotation) if string not in text] == [], path.stem
        stances = {p["stance"] for one in (annotation, *annotation["statements"]) for p in one.get("positions", ())}
        assert stances <= STANCES, path.stem


def test_documents_are_either_learnt_from_or_held_back():
    """The list of those held back names documents that are there."""
    golds = [{"doc": name} for name in (*annotated(), *(path.stem for path in TEXTS.glob("*.json")))]
    kept, back = taught(golds), held_back(golds)
    assert len(kept) + len(back) == len(golds)
    assert 0.1 < len(back) / len(golds) < 0.2
