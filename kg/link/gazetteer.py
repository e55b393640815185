"""The shipped lists of states, bodies, leaders and titles, and the user's own `actors.csv`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import get_args

from kg.errors import LinkError
from kg.model import ActorType

COLUMNS = ("name", "type", "aliases", "wikidata", "iso3", "represents", "id")
SLOT = re.compile(r"\{[a-z]+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A known actor. `represents` is the name of the state or body that it speaks for, for persons."""

    id: str
    name: str
    type: ActorType
    acronym: str = ""
    wikidata: str | None = None
    iso3: str | None = None
    country: str | None = None
    represents: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A leader's time in office, ISO dates; `end` empty while it lasts."""

    country: str
    organization: str
    post: str
    start: str
    end: str


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a shipped list."""
    text = (files("kg.link") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


class Gazetteer:
    """Finds actors by name. Names are case-sensitive: US and us, WHO and who differ.

    Args:
        actors_file: The user's list, which goes before the shipped ones.

    Raises:
        LinkError: If the user's list cannot be used; the message names the line.
    """

    def __init__(self, actors_file: Path | None = None) -> None:
        self.entities: dict[str, Entity] = {}
        self.names: dict[str, list[str]] = {}
        self.demonyms: dict[str, str] = {}
        self.seats: dict[str, str] = {}
        if actors_file:
            self._read_own(actors_file)
        self._read_countries()
        self._read_organizations()

    def find(self, name: str, *, country: str | None = None) -> Entity | None:
        """Return the actor with a name; of several, that of the `country` (ISO code), else none unless it is the first."""
        candidates = [self.entities[i] for i in self.names.get(name, self.names.get(name.removeprefix("the "), []))]
        if len(candidates) <= 1:
            return candidates[0] if candidates else None
        near = [entity for entity in candidates if country and country in (entity.country, entity.iso3)]
        if near:
            return near[0]
        return candidates[0] if candidates[0].country is None else None

    def country(self, name: str) -> Entity | None:
        """Return the state behind a name, adjective, demonym or seat of government."""
        for table in (self.demonyms, self.seats):
            if name in table:
                return self.entities[table[name]]
        found = self.find(name)
        return found if found and found.type == "Country" else None

    @cached_property
    def leaders(self) -> dict[str, list[Spell]]:
        """Spells in office by full name; read when first asked for."""
        found: dict[str, list[Spell]] = {}
        for row in rows("leaders"):
            spells = [
                Spell(country=p[0], organization=p[1], post=p[2], start=p[3], end=p[4])
                for s in row["spells"].split(";")
                if len(p := s.split("|")) == 5
            ]
            for name in (row["name"], *row["aliases"].split(";")):
                if " " in name:
                    found.setdefault(name, []).extend(spells)
        return found

    @cached_property
    def surnames(self) -> dict[str, list[Spell]]:
        """Spells in office by the last word of a name."""
        found: dict[str, list[Spell]] = {}
        for name, spells in self.leaders.items():
            found.setdefault(name.split()[-1], []).extend(spells)
        return found

    def _add(self, entity: Entity, names: tuple[str, ...]) -> None:
        self.entities.setdefault(entity.id, entity)
        for name in filter(None, names):
            ids = self.names.setdefault(name, [])
            if entity.id not in ids:
                ids.append(entity.id)

    def _read_countries(self) -> None:
        for row in rows("countries"):
            entity = Entity(
                id=f"actor-{row['iso3'].lower()}",
                name=row["name"],
                type="Country",
                wikidata=row["wikidata"] or None,
                iso3=row["iso3"],
            )
            self._add(entity, (row["name"], *row["names"].split(";")))
            for column in ("adjectives", "demonyms"):
                for name in filter(None, row[column].split(";")):
                    self.demonyms.setdefault(name, entity.id)
            for name in filter(None, row["seats"].split(";")):
                if name != row["name"]:
                    self.seats.setdefault(name, entity.id)

    def _read_organizations(self) -> None:
        for row in rows("organizations"):
            entity = Entity(
                id=f"actor-{row['id']}",
                name=row["name"],
                type=actor_type(row["type"]),
                acronym=row["acronym"],
                wikidata=row["wikidata"] or None,
                country=row["country"] or None,
            )
            plain = re.sub(r" \([^)]*\)$", "", row["name"])
            self._add(entity, (row["name"], plain, row["acronym"], *row["aliases"].split(";")))
        for row in rows("armed_groups"):
            if row["name"] not in self.names:
                slug = re.sub(r"[^a-z0-9]+", "-", row["name"].lower()).strip("-")
                entity = Entity(
                    id=f"actor-armed-{slug}",
                    name=row["name"],
                    type="NonStateArmedGroup",
                    country=row["country"] or None,
                )
                self._add(entity, (row["name"], *(a for a in row["aliases"].split(";") if " " in a)))

    def _read_own(self, path: Path) -> None:
        try:
            table = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        except (OSError, UnicodeDecodeError) as exc:
            raise LinkError(f"{path}: cannot be read ({exc}). It has to be CSV in UTF-8.", path=path) from exc
        if "name" not in (table.fieldnames or []) or "type" not in (table.fieldnames or []):
            raise LinkError(
                f"{path}: needs the columns name and type; {', '.join(COLUMNS[2:])} are optional.", path=path
            )
        for number, row in enumerate(table, 2):
            self._add_own(row, f"{path} line {number}")

    def _add_own(self, row: dict[str, str], where: str) -> None:
        name, kind = (row.get("name") or "").strip(), (row.get("type") or "").strip()
        if not name:
            raise LinkError(f"{where}: no name.", line=where)
        if kind not in get_args(ActorType):
            raise LinkError(f"{where}: type {kind!r} is unknown. Known: {', '.join(get_args(ActorType))}.", line=where)
        wikidata = (row.get("wikidata") or "").strip()
        if wikidata and not re.fullmatch(r"Q[1-9]\d*", wikidata):
            raise LinkError(f"{where}: wikidata {wikidata!r} is no item such as Q148.", line=where)
        iso3 = (row.get("iso3") or "").strip().upper()
        if iso3 and not re.fullmatch(r"[A-Z]{3}", iso3):
            raise LinkError(f"{where}: iso3 {iso3!r} has not three letters.", line=where)
        slug = (row.get("id") or "").strip() or re.sub(r"[^\w]+", "-", name.casefold()).strip("-")
        entity = Entity(
            id=slug if slug.startswith("actor-") else f"actor-own-{slug}",
            name=name,
            type=actor_type(kind),
            wikidata=wikidata or None,
            iso3=iso3 or None,
            represents=(row.get("represents") or "").strip() or None,
        )
        self._add(entity, (name, *(a.strip() for a in (row.get("aliases") or "").split(";"))))


def actor_type(name: str) -> ActorType:
    """Return a type by its name."""
    kinds: dict[str, ActorType] = {kind: kind for kind in get_args(ActorType)}
    return kinds[name]


@cache
def role_table() -> dict[str, tuple[str, str]]:
    """Return (kind, speaks for) by title in lower case; titles with open slots by what remains of them."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows("roles"):
        key = " ".join(SLOT.sub(" ", row["pattern"]).split())
        if key and not row["country"]:
            found.setdefault(key, (row["kind"], row["speaks_for"]))
    return found


def speaks_for(title: str) -> str | None:
    """Return `country`, `organization` or `self` for a title, from its longest known ending; None for an unknown one.

    >>> speaks_for("deputy foreign minister")
    'country'
    """
    words = title.lower().replace(".", "").split()
    for start in range(len(words)):
        found = role_table().get(" ".join(words[start:]))
        if found:
            return found[1]
    return None
