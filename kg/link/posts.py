"""Who speaks for whom: offices as the text names them, and leaders known by name."""

from __future__ import annotations

import datetime as dt
import re
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


SHORT = re.compile(r"(?:\w\. ?)?\S+")
"""A surname, with an initial or without."""


def is_short(name: str) -> bool:
    """Tell whether a name is a surname alone, or one with an initial.

    >>> is_short("Holm"), is_short("J. Holm"), is_short("Jan Holm")
    (True, True, False)
    """
    return SHORT.fullmatch(name) is not None


RECENT = "1990"
"""Leaders out of office for longer are not meant by a surname alone, unless the text is of their time."""


def known_leader(
    cluster: Cluster,
    gazetteer: Gazetteer,
    published: dt.date | None,
    named: Container[str] = frozenset(),
    year: str | None = None,
) -> tuple[Spell, Entity] | None:
    """Return the time in office of a person known by full name, and the state or body represented.

    It is the one in which the day of publication falls; without such a day, one of the year that the text is of, else
    the last one.

    A surname alone, or with an initial, is enough for one whom the text calls a state's official, or for a leader of one
    of the states and bodies that the document names. A name that leaders of several of them bear tells nothing.

    Args:
        cluster: The person.
        gazetteer: The known leaders.
        published: The day of publication.
        named: The states (ISO codes) and bodies (ids of the list) that the document names.
        year: The year that the text is of, as far as it tells.
    """
    names = (cluster.name, *cluster.aliases)
    official = any(speaks_for(post.title) == "country" for post in cluster.posts)
    spells = [spell for name in names for spell in gazetteer.leaders.get(name, ())]
    if not spells and all(is_short(name) for name in names):
        known = [spell for name in names for spell in gazetteer.shortly(name)]
        known = [s for s in known if (official and s.country) or s.body in named]
        whole = any(name in gazetteer.of_one_word for name in names)
        spells = [s for s in known if whole or (s.end or "9999") >= RECENT or (year and s.overlaps(year))]
    if published is not None:
        spells = [spell for spell in spells if spell.covers(published)]
    elif year is not None:
        spells = [spell for spell in spells if spell.overlaps(year)] or spells
    if len({spell.body for spell in spells}) > 1:
        spells = [spell for spell in spells if spell.body in named]
    if not spells or len({spell.body for spell in spells}) > 1:
        return None
    best = max(spells, key=lambda s: (bool(s.post), s.start))
    served = gazetteer.entities.get(f"actor-{best.body.lower()}")
    return (best, served) if served else None
