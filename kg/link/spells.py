"""When known leaders held their offices."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from kg.link.gazetteer import Entity, Gazetteer, Spell, role_of
from kg.link.posts import is_short
from kg.model import Cluster, Post

SOLE = frozenset({"HeadOfState", "HeadOfGovernment", "ForeignMinister", "SecretaryGeneral"})
"""Kinds of office that a state or body has one of, whatever the title: "minister of foreign affairs"."""


YEAR = re.compile(r"(?<![\w./$€£-])(?:19[4-9]|20[0-2])\d(?![\w%/-]|,\d)")


def year_of(text: str) -> str | None:
    """Return the last of the years that a text names: no text tells of years to come as often as of its own.

    >>> year_of("The talks of 1948 were resumed in May 1949.")
    '1949'
    """
    return max(YEAR.findall(text), default=None)


def named_spells(cluster: Cluster, gazetteer: Gazetteer) -> tuple[Spell, ...]:
    """Return the times for which the bearers of a person's names held offices that the list names.

    Of a person without a full name, they are those of the surname.
    """
    names = (cluster.name, *cluster.aliases)
    found = [spell for name in names for spell in gazetteer.leaders.get(name, ())]
    if not found and all(is_short(name) for name in names):
        found = [spell for name in names for spell in gazetteer.shortly(name)]
    return tuple(dict.fromkeys(spell for spell in found if spell.post))


def dated(post: Post, body: Entity | None, spells: Sequence[Spell], day: dt.date | None) -> Post:
    """Return a post with the days for which it was held around a day.

    Without a day, only a person who held the office once tells when. Without such a time the post stays as it is.

    Args:
        post: The office, as the text or a list names it.
        body: The state or body that it represents.
        spells: The times in office of the person.
        day: The day for which the post is said to be held, if known.
    """
    if body is None or post.start or post.end:
        return post
    held = [spell for spell in spells if is_of(spell, body) and is_same(spell.post, post.title)]
    held = [spell for spell in held if spell.covers(day)] if day else held
    if not held or (day is None and len(held) > 1):
        return post
    return post_in(max(held, key=lambda spell: spell.start), title=post.title, organization=post.organization, of=body)


def post_in(spell: Spell, *, title: str, organization: str | None, of: Entity) -> Post:
    """Return the post that somebody held for a time."""
    return Post(
        title=title, organization=organization, represents=of.name, start=_day(spell.start), end=_day(spell.end)
    )


def is_of(spell: Spell, body: Entity) -> bool:
    """Tell whether an office is one of a state or body."""
    return body.id in {f"actor-{part.lower()}" for part in (spell.country, spell.organization) if part}


def is_same(known: str, title: str) -> bool:
    """Tell whether two titles name one office of a state or body."""
    kinds = {role_of(known)[0], role_of(title)[0]}
    return _plain(known) == _plain(title) or (len(kinds) == 1 and kinds <= SOLE)


def _plain(title: str) -> str:
    """Return a title as all write it: "secretary of defence"."""
    return title.lower().replace("-", " ").replace("defense", "defence").partition(" of the united nations")[0]


def _day(iso: str) -> dt.date | None:
    """Return a day; None where the list has only its month or year."""
    return dt.date.fromisoformat(iso) if len(iso) == len("2025-02-24") else None
