"""To which state a body belongs, by its name or by what stands before it: "Iraqi Security Forces", "France's Ministry"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from kg.extract.lexicon import words
from kg.extract.names import COUNTRY_LABELS, Name, states_inside
from kg.extract.parties import Party, name_text

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def give_states(doc: Doc, parties: Sequence[Party], names: Sequence[Name]) -> None:
    """Count in each body's `states` the names of states that its mentions give it.

    Args:
        doc: The parse.
        parties: Bodies are changed in place.
        names: Every name of the text.
    """
    ends = {name.end: name for name in names if name.label in COUNTRY_LABELS and not name.inside}
    for party in parties:
        if party.label == "ORG":
            for name in party.names:
                party.states.update(name_text(doc, state) for state in states_of(doc, name, ends))


def states_of(doc: Doc, name: Name, ends: Mapping[int, Name]) -> Iterator[Name]:
    """Yield the states named before the body's head or after "of"; "Embassy in Iraq" does not belong to Iraq."""
    at = name.start - 1 if name.start and doc[name.start - 1].text in POSSESSIVE else name.start
    if at in ends:
        yield ends[at]
    heads = [i for i in range(name.start, name.end) if doc[i].lower_ in words("bodies", "heads")]
    for state in states_inside(doc, name.start, name.end):
        before = doc[state.start - 1].lower_ if state.start else ""
        before = doc[state.start - 2].lower_ if before == "the" and state.start > 1 else before
        if not heads or state.end <= heads[0] or before == "of":
            yield state
    if name.end + 1 < len(doc) and doc[name.end].lower_ == "of":
        at = name.end + 1 + (doc[name.end + 1].lower_ == "the")
        yield from (state for state in ends.values() if state.start == at)
