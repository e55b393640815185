"""Whether a text is about a state's own politics: there, officials speak for themselves, and not for the state.

A minister who condemns an invasion does so for the state; one who attacks the opposition, or the court, does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.model import Actor, Mention
from kg.position.holders import bodies_by_name

ABROAD = 0.2
"""The greatest share of mentions that other states and international bodies have in such a text."""
UNOFFICIAL = 0.25
"""The least share that those have whom no state is known for: politicians, parties, movements."""
LEAST = 10
"""Mentions of actors: of a text with fewer nothing is said."""
_ABROAD = "*"


def is_domestic(actors: Sequence[Actor], mentions: Sequence[Mention]) -> bool:
    """Tell whether hardly any of the parties that a text mentions are from outside one state."""
    states = _states(actors)
    counted: Counter[str] = Counter()
    for mention in mentions:
        if mention.form != "pronoun":
            counted[states.get(mention.actor, "")] += len(mention.spans)
    total, unofficial = counted.total(), counted.pop("", 0)
    home = max((number for state, number in counted.items() if state != _ABROAD), default=0)
    abroad = counted.total() - home
    return total >= LEAST and abroad < ABROAD * total and unofficial >= UNOFFICIAL * total


def _states(actors: Sequence[Actor]) -> dict[str, str]:
    """Return the state of each actor that has one: its own, its body's, or that which its post represents."""
    found = {actor.id: state for actor in actors if (state := _own_state(actor))}
    names = bodies_by_name(actors)
    for actor in actors:
        if actor.id not in found and (state := _represented(actor, names, found)):
            found[actor.id] = state
    return found


def _own_state(actor: Actor) -> str:
    if actor.type == "InternationalOrganization":
        return _ABROAD
    return actor.iso3 or (actor.id if actor.type == "Country" else "")


def _represented(actor: Actor, names: Mapping[str, str], states: Mapping[str, str]) -> str:
    bodies = (names.get(post.represents, "") for post in actor.posts if post.represents)
    return next((states[body] for body in bodies if body in states), "")
