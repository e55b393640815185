"""A seat of government stands for its state when it acts or is dealt with, not when it only says where."""

from __future__ import annotations

import pytest

from kg.extract.names import find_known
from kg.extract.seats import says_where

ACTS = {
    "subject": "Beijing/PROPN/nsubj/1 rejected/VERB/ROOT/1 it/PRON/obj/1 ./PUNCT/punct/1",
    "addressed": "Iran/PROPN/nsubj/1 urged/VERB/ROOT/1 Beijing/PROPN/obj/1 ./PUNCT/punct/1",
    "partner": "Talks/NOUN/nsubj/3 with/ADP/case/2 Beijing/PROPN/nmod/0 failed/VERB/ROOT/3 ./PUNCT/punct/3",
    "sender": "Pressure/NOUN/nsubj/3 from/ADP/case/2 Beijing/PROPN/nmod/0 grew/VERB/ROOT/3 ./PUNCT/punct/3",
}
SAYS_WHERE = {
    "place": "Iran/PROPN/nsubj/1 met/VERB/ROOT/1 Israel/PROPN/obj/1 in/ADP/case/4 Beijing/PROPN/obl/1 ./PUNCT/punct/1",
    "goal": "Iran/PROPN/nsubj/1 sees/VERB/ROOT/1 the/DET/det/3 road/NOUN/obj/1 to/ADP/case/5 Beijing/PROPN/nmod/3",
    "left": "Iran/PROPN/nsubj/1 let/VERB/ROOT/1 him/PRON/obj/1 leave/VERB/xcomp/1 Beijing/PROPN/obj/3 ./PUNCT/punct/1",
    "others' officials": "Iranian/ADJ/amod/1 officials/NOUN/nsubj/4 in/ADP/case/3 Beijing/PROPN/nmod/1 said/VERB/ROOT/4",
}


@pytest.mark.parametrize("sentence", ACTS.values(), ids=ACTS.keys())
def test_a_seat_that_acts_or_is_dealt_with_is_a_party(sentence, parsed, clusters_of):
    """Subjects, objects, partners and senders are the state."""
    assert "Beijing" in clusters_of(parsed(sentence, ents={"Beijing": "GPE"}))


@pytest.mark.parametrize("sentence", SAYS_WHERE.values(), ids=SAYS_WHERE.keys())
def test_a_seat_that_says_where_is_none(sentence, parsed, clusters_of):
    """Where something is, where a road goes and what is left are places."""
    assert "Beijing" not in clusters_of(parsed(sentence, ents={"Beijing": "GPE"}))


def test_only_the_mention_that_says_where_is_left_out(parsed, clusters_of):
    """Of a seat that is a place and a party, the mentions as a party remain."""
    clusters = clusters_of(parsed(SAYS_WHERE["place"], ACTS["subject"], ents={"Beijing": "GPE"}))
    assert [mention.form for mention in clusters["Beijing"].mentions].count("name") == 1


def test_a_seat_may_say_whose_officials_they_are(parsed):
    """Officials in Beijing are China's, as nothing else says whose they are."""
    doc = parsed("Officials/NOUN/nsubj/3 in/ADP/case/2 Beijing/PROPN/nmod/0 agreed/VERB/ROOT/3")
    assert [says_where(doc, name) for name in find_known(doc)] == [False]


def test_what_only_a_city_has_makes_it_a_place(parsed, clusters_of):
    """The mayor of Beijing is the city's."""
    sentence = (
        "The/DET/det/1 mayor/NOUN/nsubj/4 of/ADP/case/3 Beijing/PROPN/nmod/1 warned/VERB/ROOT/4 Israel/PROPN/obj/4"
    )
    assert "Beijing" not in clusters_of(parsed(sentence, ents={"Beijing": "GPE"}))
