"""How likely two issues are the same: a few features of their topics, weighed as pairs labelled by hand teach.

`training/issues/fit.py` makes the weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.issues.topics import Topic
from kg.linear import read_weights, sigmoid

CONCEPTS = ("same", "above", "other", "one", "none")
"""Both have one concept; one's stands above the other's; they have others; one has any; none has."""
NAMES = ("same", "more", "crossed", "other", "one", "none")
"""Both have the same names; one has more; each has some of its own; they have others; one has any; none has. The same of
words. Of labels that show a shared concept: one is a name of it and the other is hidden; both are hidden and not one."""
FEATURES = (
    "bias",
    *(f"concepts {one}" for one in CONCEPTS),
    *(f"names {one}" for one in NAMES),
    *(f"concepts {one}, names {other}" for one in ("same", "none") for other in NAMES),
    *("words", "words other", "words one", "words crossed"),
    *(f"concepts {one}, words {other}" for one in ("same", "none") for other in ("other", "one", "crossed")),
    *("stems", "letters", "concepts none, stems", "names alone", "only names", "labels one", "labels other"),
    *(f"proper, names {one}" for one in ("more", "one")),
)


class Similarity:
    """Gives the probability that two topics are one issue.

    Args:
        weights: One a feature; None takes the shipped ones.
    """

    def __init__(self, weights: Mapping[str, float] | None = None) -> None:
        self.weights = read_weights("kg.issues", "weights.csv") if weights is None else weights

    def __call__(self, one: Topic, other: Topic) -> float:
        """Return the probability, in [0, 1]; the order of the two does not matter.

        A concept by its bare name is never what stands below it with a name of its own: sanctions, and those on Iran. A
        state, body or part of the world alone makes no issue: trade with Russia, and the Russian ambassador.
        """
        if (one.bare and other.names and not one.names) or (other.bare and one.names and not other.names):
            return 0.0
        if _only_place(one, other):
            return 0.0
        found = features(one, other)
        return sigmoid(sum(self.weights[name] * value for name, value in found.items()))


def _only_place(one: Topic, other: Topic) -> bool:
    """Tell whether two topics have nothing in common but states, bodies or parts of the world, and one says more."""
    if one.concepts & (other.concepts | other.above) or other.concepts & one.above:
        return False
    if (one.stems - one.name_stems) & (other.stems - other.name_stems):
        return False
    said = (one.stems - one.name_stems) | (other.stems - other.name_stems)
    return bool(said) and bool(one.names & other.names) and one.names & other.names <= one.places & other.places


def features(one: Topic, other: Topic) -> dict[str, float]:
    """Return what tells whether two topics are one issue, each in [0, 1]; see `FEATURES`."""
    concepts, names = _concepts(one, other), _sides(one.names, other.names)
    words, stems = _overlap(one.words, other.words), _dice(one.stems, other.stems)
    kind = _sides(one.words, other.words)
    found = dict.fromkeys(FEATURES, 0.0)
    found |= {"bias": 1.0, f"concepts {concepts}": 1.0, f"names {names}": 1.0, "words": words, "stems": stems}
    if kind in ("other", "one", "crossed"):
        found[f"words {kind}"] = 1.0
    if concepts in ("same", "none"):
        found[f"concepts {concepts}, names {names}"] = 1.0
        if kind in ("other", "one", "crossed"):
            found[f"concepts {concepts}, words {kind}"] = 1.0
    if concepts == "none":
        found["concepts none, stems"] = stems
    if (
        concepts != "same"
        and one.names & other.names
        and not (one.stems - one.name_stems) & (other.stems - other.name_stems)
    ):
        found["names alone"] = 1.0
    if bool(one.concepts or one.words) != bool(other.concepts or other.words):
        found["only names"] = 1.0
    if concepts == "same" and not one.shown_by & other.shown_by:
        named = any(not hidden for _, hidden in one.shown_by | other.shown_by)
        found["labels one" if named else "labels other"] = 1.0
    if concepts == "same" and one.proper and other.proper and names in ("more", "one"):
        found[f"proper, names {names}"] = 1.0
    found["letters"] = _dice(_grams(one.label), _grams(other.label))
    return found


def _concepts(one: Topic, other: Topic) -> str:
    if one.concepts & other.concepts:
        return "same"
    if one.concepts & other.above or other.concepts & one.above:
        return "above"
    return _which(one.concepts, other.concepts)


def _sides(one: frozenset[str], other: frozenset[str]) -> str:
    if not one & other:
        return _which(one, other)
    if one == other:
        return "same"
    return "crossed" if one - other and other - one else "more"


def _which(one: frozenset[str], other: frozenset[str]) -> str:
    return "other" if one and other else "one" if one or other else "none"


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that lies in the other."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


@cache
def _grams(label: str) -> frozenset[str]:
    """Return runs of three letters."""
    text = f" {label.casefold()} "
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))
