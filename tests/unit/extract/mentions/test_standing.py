"""Parties are told from places by the shipped weights."""

from __future__ import annotations

TALKS = (
    "Iran/PROPN/nsubj/1 warned/VERB/ROOT/1 Israel/PROPN/obj/1 in/ADP/case/4 Geneva/PROPN/obl/1 on/ADP/case/6 "
    "Monday/PROPN/obl/1 ./PUNCT/punct/1"
)
ENTS = {"Iran": "GPE", "Israel": "GPE", "Geneva": "GPE"}


def test_who_acts_is_kept(parsed, clusters_of, shipped_weights):
    """The subject of a verb of speech is a party."""
    assert "Iran" in clusters_of(parsed(TALKS, ents=ENTS))


def test_where_it_happens_is_dropped(parsed, clusters_of, shipped_weights):
    """A city behind "in" is no party."""
    assert "Geneva" not in clusters_of(parsed(TALKS, ents=ENTS))


def test_weights_hold_the_threshold(shipped_weights):
    """The threshold of the party model is a probability."""
    assert 0 < shipped_weights["threshold"] < 1
