"""Tell parties from places, products and other names that do nothing in the document."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources

from spacy.tokens import Doc

from kg.extract.evidence import Features, gather_evidence
from kg.extract.parties import Party
from kg.extract.seats import says_where

THRESHOLD = "threshold"


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """Return the weight of each feature, fitted by `training/actors/fit.py` on annotated documents."""
    path = resources.files("kg.extract").joinpath("data/party_weights.csv")
    with path.open(encoding="utf-8") as lines:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(lines)}


def party_score(features: Features) -> float:
    """Return the probability, in [0, 1], that what the features describe is a party."""
    weights = load_weights()
    total = sum(weights.get(feature, 0.0) * value for feature, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def keep_parties(doc: Doc, parties: Sequence[Party]) -> list[Party]:
    """Return the parties that act, speak or are spoken about; names that only say where are dropped.

    "Geneva" in "in Geneva" is dropped, "Moscow" in "Moscow rejected the charge" is kept. Parties without a name
    (an office whose holder is not named) are always kept.
    """
    parties = list(_without_mere_places(doc, parties))
    named = [party for party in parties if party.names]
    threshold = load_weights()[THRESHOLD]
    scored = zip(named, gather_evidence(doc, named), strict=True)
    dropped = {id(party) for party, features in scored if party_score(features) < threshold}
    return [party for party in parties if id(party) not in dropped]


def _without_mere_places(doc: Doc, parties: Sequence[Party]) -> Iterator[Party]:
    """Yield the parties without the names of seats that only say where, and without those that are nothing else."""
    for party in parties:
        places = {(name.start, name.end) for name in party.names if says_where(doc, name)}
        if places:
            party.names = [name for name in party.names if (name.start, name.end) not in places]
            party.spots = [spot for spot in party.spots if spot[:2] not in places]
        if party.names or not places or any(form == "nominal" for _, _, form in party.spots):
            yield party
