"""Actors by the names that coders gave them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from kg.coding.sheet import folded
from kg.errors import SettingsError
from kg.link.entities import normal_name, type_heads
from kg.link.gazetteer import Entity, Gazetteer
from kg.model import Actor, ActorType, content_id

TYPES: tuple[str, ...] = get_args(ActorType)


class NamedActors:
    """Finds the actor that a name means: one of the graph, else one that is known, else a new one.

    Args:
        unknown: The type of new actors whose name does not tell.
        kinds: Types that a table tells; empty texts are none.

    Raises:
        SettingsError: If one of these is no type.
    """

    def __init__(self, *, unknown: str = "Group", kinds: Iterable[str] = ()) -> None:
        for kind in sorted(set(kinds) - {""}):
            actor_type(kind)
        self._gazetteer = Gazetteer()
        self._unknown = actor_type(unknown)
        self._by_name: dict[str, dict[str, Actor]] = {}
        self._found: dict[tuple[str, str], Actor] = {}

    def know(self, actors: Iterable[Actor]) -> None:
        """Take in the actors of a graph."""
        for actor in actors:
            for name in (actor.name, *actor.aliases):
                self._by_name.setdefault(folded(name) or "", {}).setdefault(actor.id, actor)

    def __call__(self, name: str, *, kind: str = "") -> Actor:
        """Return the actor.

        Args:
            name: What it is called.
            kind: Its type, where the table tells; only an actor of that type is then meant.
        """
        key = (name, kind)
        if key not in self._found:
            self._found[key] = self._of_graph(name, kind) or self._of_lists(name, kind) or self._new(name, kind)
        return self._found[key]

    def _of_graph(self, name: str, kind: str) -> Actor | None:
        found = [one for one in self._by_name.get(folded(name) or "", {}).values() if not kind or one.type == kind]
        if len(found) != 1:
            return None
        actor = found[0]
        return Actor(id=actor.id, name=actor.name, type=actor.type, wikidata=actor.wikidata, iso3=actor.iso3)

    def _of_lists(self, name: str, kind: str) -> Actor | None:
        entity = self._entity(name)
        if entity is None or (kind and entity.type != kind) or (entity.type == "Person" and kind != "Person"):
            return None
        aliases = (name,) if name != entity.name else ()
        return Actor(
            id=entity.id,
            name=entity.name,
            type=entity.type,
            aliases=aliases,
            wikidata=entity.wikidata,
            iso3=entity.iso3,
        )

    def _entity(self, name: str) -> Entity | None:
        if self._gazetteer.is_shared(name):
            return self._gazetteer.best_known(name)
        found = self._gazetteer.named(name)
        return found[0] if len(found) == 1 else None

    def _new(self, name: str, kind: str) -> Actor:
        lowered = name.lower()
        told = next((one for one, heads in type_heads() if heads.search(lowered)), self._unknown)
        chosen = actor_type(kind) if kind else told
        return Actor(id=content_id("actor", chosen, normal_name(name)), name=name, type=chosen)


def actor_type(name: str) -> ActorType:
    """Return a type of actors.

    Raises:
        SettingsError: If there is no such type.
    """
    for known in get_args(ActorType):
        if known == name:
            return known  # type: ignore[no-any-return]
    raise SettingsError(f"actor type {name}: unknown. Known: {', '.join(TYPES)}.", type=name)
