"""Tell parties from places, products and other names that do nothing in the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from kg.extract.evidence import Features, gather_evidence
from kg.extract.parties import Party
from kg.linear import read_weights, sigmoid, weigh

THRESHOLD = "threshold"


def load_weights() -> Mapping[str, float]:
    """Return the weight of each feature, fitted by `training/actors/fit.py` on annotated documents."""
    return read_weights("kg.extract", "party_weights.csv")


def party_score(features: Features) -> float:
    """Return the probability, in [0, 1], that what the features describe is a party."""
    return sigmoid(weigh(features, load_weights()))


def keep_parties(doc: Doc, parties: Sequence[Party]) -> list[Party]:
    """Return the parties that act, speak or are spoken about; names that only say where are dropped.

    "Geneva" in "in Geneva" is dropped, "Moscow" in "Moscow rejected the charge" is kept. Parties without a name
    (an office whose holder is not named) are always kept.
    """
    named = [party for party in parties if party.names]
    threshold = load_weights()[THRESHOLD]
    scored = zip(named, gather_evidence(doc, named), strict=True)
    dropped = {id(party) for party, features in scored if party_score(features) < threshold}
    return [party for party in parties if id(party) not in dropped]
