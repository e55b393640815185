"""What has a state's name and is not the state: lakes, seas, towns and states of the US, persons."""

from __future__ import annotations

import pytest

ENTS = {"Georgia": "GPE", "Chad": "GPE", "Israel": "GPE"}
OTHERS = {
    "lake": "Lake/PROPN/compound/1 Chad/PROPN/nsubj/2 shrank/VERB/ROOT/2 ./PUNCT/punct/2",
    "town": (
        "Athens/PROPN/nsubj/4 ,/PUNCT/punct/2 Georgia/PROPN/appos/0 ,/PUNCT/punct/2 protested/VERB/ROOT/4 ./PUNCT/punct/4"
    ),
    "listed": "Georgia/PROPN/nsubj/3 and/CCONJ/cc/2 Ohio/PROPN/conj/0 voted/VERB/ROOT/3 ./PUNCT/punct/3",
    "office": (
        "The/DET/det/1 senator/NOUN/nsubj/4 from/ADP/case/3 Georgia/PROPN/nmod/1 urged/VERB/ROOT/4 Israel/PROPN/obj/4"
    ),
    "shown": (
        "Georgia/PROPN/nsubj/1 sued/VERB/ROOT/1 ,/PUNCT/punct/1 a/DET/det/4 judge/NOUN/nsubj/7 in/ADP/case/6 "
        "Atlanta/PROPN/nmod/4 said/VERB/conj/1 ./PUNCT/punct/1"
    ),
}


@pytest.mark.parametrize("sentence", OTHERS.values(), ids=OTHERS.keys())
def test_a_namesake_is_not_the_state(sentence, parsed, clusters_of):
    """What the name is part of, or what is beside it, shows that no state is meant."""
    assert not {"Georgia", "Chad", "Athens"} & clusters_of(parsed(sentence, ents=ENTS)).keys()


def test_the_state_beside_other_states_is_the_state(parsed, clusters_of):
    """Georgia beside Armenia is a state."""
    sentence = "Georgia/PROPN/nsubj/3 and/CCONJ/cc/2 Armenia/PROPN/conj/0 agreed/VERB/ROOT/3 ./PUNCT/punct/3"
    assert "Georgia" in clusters_of(parsed(sentence, ents=ENTS))


def test_a_state_in_apposition_to_its_own_town_is_the_state(parsed, clusters_of):
    """A region of Georgia leaves Georgia a state."""
    sentence = (
        "The/DET/det/2 Adjara/PROPN/compound/2 region/NOUN/nsubj/5 of/ADP/case/4 Georgia/PROPN/nmod/2 "
        "warned/VERB/ROOT/5 Israel/PROPN/obj/5 ./PUNCT/punct/5"
    )
    assert "Georgia" in clusters_of(parsed(sentence, ents=ENTS))


@pytest.mark.parametrize("deps", [("nsubj/3", "flat/0"), ("compound/1", "nsubj/3"), ("nsubj/3", "nsubj/3")])
def test_a_given_name_belongs_to_the_person(deps, parsed, clusters_of):
    """A state's name that the parse joins to a surname is a person's."""
    sentence = f"India/PROPN/{deps[0]} Hale/PROPN/{deps[1]} bluntly/ADV/advmod/3 warned/VERB/ROOT/3 Israel/PROPN/obj/3"
    clusters = clusters_of(parsed(sentence, ents={"India": "GPE", "Hale": "PERSON", "Israel": "GPE"}))
    assert clusters["India Hale"].label == "PERSON"
    assert "India" not in clusters


def test_the_state_of_an_office_is_not_a_given_name(parsed, clusters_of):
    """In "Envoy for Iran Robert Malley" the person is Robert Malley."""
    sentence = (
        "Special/PROPN/amod/1 Envoy/PROPN/nsubj/6 for/ADP/case/3 Iran/PROPN/nmod/1 Robert/PROPN/appos/1 "
        "Malley/PROPN/flat/4 warned/VERB/ROOT/6 Israel/PROPN/obj/6"
    )
    assert "Robert Malley" in clusters_of(parsed(sentence, ents={"Iran Robert Malley": "PERSON", "Israel": "GPE"}))
