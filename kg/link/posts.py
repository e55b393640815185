"""Who speaks for whom: offices as the text names them, and leaders known by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from kg.link.context import Context
from kg.link.gazetteer import Entity, Gazetteer, Spell, speaks_for
from kg.model import Cluster, PostMention


def represented(post: PostMention, context: Context) -> Entity | None:
    """Return the state or body that the holder of a post speaks for; None for a former one or for one's own person.

    Example: the "permanent representative" of "China" to the "UN Office in Geneva" speaks for China.
    """
    entity = _named(post, context)
    if entity is not None and entity.type == "GovernmentBody" and entity.country:
        return context.gazetteer.entities.get(f"actor-{entity.country.lower()}", entity)
    return entity


def _named(post: PostMention, context: Context) -> Entity | None:
    """Return the state or body that a post's words name as the one spoken for."""
    role = speaks_for(post.title)
    if post.former or role == "self":
        return None
    state = context.country(post.country) if post.country else None
    body = context.find(post.country) if post.country and state is None else None
    organization = context.find(post.organization) if post.organization else None
    if role != "country" and not (state is not None and _is_public(organization)):
        return organization or body or state
    if state is not None or body is not None:
        return state or body
    if organization is not None and organization.country and _is_public(organization):
        return context.gazetteer.entities.get(f"actor-{organization.country.lower()}")
    return organization


def _is_public(organization: Entity | None) -> bool:
    """Tell whether an organisation is a state's own, so that its spokesperson speaks for the state."""
    return organization is None or organization.type == "GovernmentBody"


RECENT = "1990"
"""Leaders out of office for longer are not meant by a surname alone."""


def known_leader(
    cluster: Cluster, gazetteer: Gazetteer, published: dt.date | None, states: Container[str] = frozenset()
) -> tuple[Spell, Entity] | None:
    """Return the time in office of a person known by full name, and the state represented.

    It is the one in which the day of publication falls; without such a day, the last one.

    A surname alone is enough for one whom the text calls a state's official, or for a leader of one of the states (ISO
    codes) that the document names. A name that leaders of several of them bear tells nothing.
    """
    names = (cluster.name, *cluster.aliases)
    official = any(speaks_for(post.title) == "country" for post in cluster.posts)
    spells = [spell for name in names for spell in gazetteer.leaders.get(name, ())]
    if not spells and all(" " not in name for name in names):
        known = [spell for name in names for spell in gazetteer.surnames.get(name, ())]
        spells = [s for s in known if (official or s.country in states) and (s.end or "9999") >= RECENT]
    spells = [s for s in spells if s.country and (published is None or s.covers(published))]
    if len({spell.country for spell in spells}) > 1:
        spells = [spell for spell in spells if spell.country in states]
    if not spells or len({spell.country for spell in spells}) > 1:
        return None
    best = max(spells, key=lambda s: (bool(s.post), s.start))
    state = gazetteer.entities.get(f"actor-{best.country.lower()}")
    return (best, state) if state else None
