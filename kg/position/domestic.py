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
_OF_A_STATE = frozenset({"Country", "GovernmentBody", "PoliticalParty"})
"""Types of actors for whom nobody speaks at home. Spokespeople of armed groups, companies and other states do."""
_DIPLOMATS = frozenset({"ambassador", "envoy", "consul", "diplomat", "delegate", "foreign"})
"""Words in titles of those who speak to other states: where they are named, a text is less about home politics."""


def at_home(actors: Sequence[Actor], mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the state whose own politics a text is about, and its bodies and parties; none where it is not.

    It is where hardly any of the parties that it mentions are from outside one state.
    """
    states = _states(actors)
    abroad_by_office = {actor.id for actor in actors if _is_diplomat(actor)}
    counted: Counter[str] = Counter()
    for mention in mentions:
        if mention.form != "pronoun":
            state = _ABROAD if mention.actor in abroad_by_office else states.get(mention.actor, "")
            counted[state] += len(mention.spans)
    total, unofficial = counted.total(), counted.pop("", 0)
    home = max(counted, key=lambda state: (state != _ABROAD, counted[state]), default=_ABROAD)
    abroad = counted.total() - (counted[home] if home != _ABROAD else 0)
    if total < LEAST or abroad >= ABROAD * total or unofficial < UNOFFICIAL * total:
        return frozenset()
    return frozenset(actor.id for actor in actors if actor.type in _OF_A_STATE and states.get(actor.id, home) == home)


def _states(actors: Sequence[Actor]) -> dict[str, str]:
    """Return the state of each actor that has one: its own, its body's, or that which its post represents."""
    found = {actor.id: state for actor in actors if (state := _own_state(actor))}
    names = bodies_by_name(actors)
    for actor in actors:
        if actor.id not in found and (state := _represented(actor, names, found)):
            found[actor.id] = state
    return found


def _is_diplomat(actor: Actor) -> bool:
    return any(not _DIPLOMATS.isdisjoint(post.title.lower().split()) for post in actor.posts)


def _own_state(actor: Actor) -> str:
    if actor.type == "InternationalOrganization":
        return _ABROAD
    return actor.iso3 or (actor.id if actor.type == "Country" else "")


def _represented(actor: Actor, names: Mapping[str, str], states: Mapping[str, str]) -> str:
    bodies = (names.get(post.represents, "") for post in actor.posts if post.represents)
    return next((states[body] for body in bodies if body in states), "")
