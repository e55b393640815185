"""The Court, the Council, the Commission: the body of that kind named last."""

from __future__ import annotations

COUNCIL = "The/DET/det/1 Council/PROPN/nsubj/2 agreed/VERB/ROOT/2 ./PUNCT/punct/2"
EUROPE = "The/DET/det/1 Council/PROPN/nsubj/4 of/ADP/case/3 Europe/PROPN/nmod/1 met/VERB/ROOT/4 Israel/PROPN/obj/4 ./PUNCT/punct/4"
SECURITY = "The/DET/det/2 Security/PROPN/compound/2 Council/PROPN/nsubj/3 warned/VERB/ROOT/3 Israel/PROPN/obj/3 ./PUNCT/punct/3"
ICC = "The/DET/det/1 ICC/PROPN/nsubj/2 warned/VERB/ROOT/2 Israel/PROPN/obj/2 ./PUNCT/punct/2"
COURT = "The/DET/det/1 Court/PROPN/nsubj/2 agreed/VERB/ROOT/2 ./PUNCT/punct/2"


def names(cluster) -> int:
    """Return how many mentions are names."""
    return sum(mention.form in ("name", "acronym") for mention in cluster.mentions)


def test_the_head_before_of_is_a_short_form(parsed, clusters_of):
    """The Council is the Council of Europe."""
    assert names(clusters_of(parsed(EUROPE, COUNCIL))["Council of Europe"]) == 2


def test_an_acronym_counts_with_its_full_name(parsed, clusters_of):
    """The Court is the ICC."""
    assert names(clusters_of(parsed(ICC, COURT))["ICC"]) == 2


def test_the_last_body_of_the_kind_is_meant(parsed, clusters_of):
    """Each Council is the one named before it."""
    clusters = clusters_of(parsed(EUROPE, COUNCIL, SECURITY, COUNCIL))
    assert (names(clusters["Council of Europe"]), names(clusters["Security Council"])) == (2, 2)


def test_the_house_is_not_the_white_house(parsed, clusters_of):
    """A noun that alone names another body is no short form of what it heads."""
    white = (
        "The/DET/det/2 White/PROPN/compound/2 House/PROPN/nsubj/3 warned/VERB/ROOT/3 Israel/PROPN/obj/3 ./PUNCT/punct/3"
    )
    house = "The/DET/det/1 House/PROPN/nsubj/2 agreed/VERB/ROOT/2 ./PUNCT/punct/2"
    assert names(clusters_of(parsed(white, house))["White House"]) == 1
