"""The shipped lists of states, bodies, leaders and titles, and the user's own `actors.csv`."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, get_args

from kg.errors import LinkError
from kg.model import ActorType

COLUMNS = ("name", "type", "aliases", "wikidata", "iso3", "represents", "id")
FIRST_WORD = re.compile(r"\w+")
SLOT = re.compile(r"\{[a-z]+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A known actor.

    `represents` is the name of the state or body that a person speaks for, `parent` the id of the body's own body.
    """

    id: str
    name: str
    type: ActorType
    acronym: str = ""
    wikidata: str | None = None
    iso3: str | None = None
    country: str | None = None
    represents: str | None = None
    parent: str | None = None


class Spell(NamedTuple):
    """A leader's time in office, ISO dates, some of a month or year; `end` empty while it lasts."""

    country: str
    organization: str
    post: str
    start: str
    end: str

    def covers(self, day: dt.date) -> bool:
        """Tell whether the office was held on a day; an end may be a month or a year."""
        iso = day.isoformat()
        return self.start <= iso and (not self.end or iso[: len(self.end)] <= self.end)

    def overlaps(self, year: str) -> bool:
        """Tell whether the office was held in a year."""
        return self.start[: len(year)] <= year and (not self.end or year <= self.end[: len(year)])

    @property
    def body(self) -> str:
        """The state (its ISO code) or body (its id in the list) whose office it is."""
        return self.country or self.organization


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a shipped list."""
    text = (files("kg.link") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


class Gazetteer:
    """Holds actors by name. Names are case-sensitive: US and us, WHO and who differ.

    Args:
        actors_file: The user's list, which goes before the shipped ones.

    Raises:
        LinkError: If the user's list cannot be used; the message names the line.
    """

    def __init__(self, actors_file: Path | None = None) -> None:
        self.entities: dict[str, Entity] = {}
        self.names: dict[str, list[str]] = {}
        self.demonyms: dict[str, list[str]] = {}
        self.seats: dict[str, list[str]] = {}
        self.locals: dict[str, list[str]] = {}
        self.best: dict[str, str] = {}
        self._own: frozenset[str] = frozenset()
        if actors_file:
            self._read_own(actors_file)
            self._own = frozenset(self.names)
        self._read_countries()
        self._read_organizations()
        self._read_shared()

    def named(self, name: str) -> tuple[Entity, ...]:
        """Return the actors that bear a name, with or without its article."""
        return self._entities(self.names, name)

    def local(self, name: str) -> tuple[Entity, ...]:
        """Return the bodies that their own state calls so: each "Foreign Ministry"."""
        return self._entities(self.locals, name)

    def states_named(self, name: str) -> tuple[Entity, ...]:
        """Return the states behind a name, adjective, demonym or seat of government."""
        for table in (self.demonyms, self.seats):
            if name in table:
                return self._entities(table, name)
        return tuple(entity for entity in self.named(name) if entity.type == "Country")

    def is_shared(self, name: str) -> bool:
        """Tell whether others than the known bearers may have a name."""
        return any(spelling in self.best for spelling in _spellings(name))

    def best_known(self, name: str) -> Entity | None:
        """Return the bearer of a shared name that the name alone means, if any."""
        best = next((self.best[spelling] for spelling in _spellings(name) if spelling in self.best), "")
        return self.entities.get(best)

    def _entities(self, table: Mapping[str, Sequence[str]], name: str) -> tuple[Entity, ...]:
        ids = next((table[spelling] for spelling in _spellings(name) if spelling in table), ())
        return tuple(self.entities[i] for i in ids)

    @cached_property
    def signs(self) -> dict[str, list[tuple[str, str | None]]]:
        """Return, by first word, what shows that a text speaks of a state: (name, ISO code), the longest first.

        The code is None for names that several states share.
        """
        states: dict[str, set[str]] = {}
        for table in (self.names, self.demonyms, self.seats):
            for name, ids in table.items():
                codes = {iso3 for i in ids if (iso3 := self.entities[i].iso3)}
                if codes:
                    states.setdefault(name, set()).update(codes)
        for row in rows("signs"):
            states.setdefault(row["name"], set()).add(row["country"])
        found: dict[str, list[tuple[str, str | None]]] = {}
        for name, codes in sorted(states.items(), key=lambda item: (-len(item[0]), item[0])):
            if first := FIRST_WORD.match(name):
                found.setdefault(first.group(), []).append((name, min(codes) if len(codes) == 1 else None))
        return found

    @cached_property
    def leaders(self) -> dict[str, list[Spell]]:
        """Spells in office by full name."""
        found: dict[str, list[Spell]] = {}
        for names, spells in self._served:
            for name in names:
                if " " in name:
                    found.setdefault(name, []).extend(spells)
        return found

    @cached_property
    def of_one_word(self) -> dict[str, list[Spell]]:
        """Spells in office of those whose whole name is one word: "Sukarno"."""
        return {names[0]: spells for names, spells in self._served if " " not in names[0]}

    @cached_property
    def surnames(self) -> dict[str, list[Spell]]:
        """Spells in office by the last word of a name, which may be the only one."""
        found: dict[str, list[Spell]] = {}
        for name, spells in (*self.leaders.items(), *self.of_one_word.items()):
            found.setdefault(name.split()[-1], []).extend(spells)
        return found

    @cached_property
    def initials(self) -> dict[str, list[Spell]]:
        """Spells in office by the last word of a name and the initial: "J. Holm"."""
        found: dict[str, list[Spell]] = {}
        for name, spells in self.leaders.items():
            found.setdefault(f"{name[0]}. {name.split()[-1]}", []).extend(spells)
        return found

    def shortly(self, name: str) -> Sequence[Spell]:
        """Return the spells in office of all whom a surname, or one with an initial, may mean."""
        return (self.initials if " " in name else self.surnames).get(name, ())

    @cached_property
    def _served(self) -> list[tuple[tuple[str, ...], list[Spell]]]:
        """The names of each leader, the usual one first, and the times in office; read when first asked for."""
        found = []
        for row in rows("leaders"):
            cells = (spell.split("|") for spell in row["spells"].split(";"))
            spells = [Spell(*parts) for parts in cells if len(parts) == len(Spell._fields)]
            found.append(((row["name"], *row["aliases"].split(";")), spells))
        return found

    def _add(self, entity: Entity, names: tuple[str, ...]) -> None:
        self.entities.setdefault(entity.id, entity)
        for name in filter(None, names):
            if name not in self._own:
                _put(self.names, name, entity.id)

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
                    _put(self.demonyms, name, entity.id)
            for name in filter(None, row["seats"].split(";")):
                if name != row["name"]:
                    _put(self.seats, name, entity.id)

    def _read_organizations(self) -> None:
        for row in rows("organizations"):
            entity = Entity(
                id=f"actor-{row['id']}",
                name=row["name"],
                type=actor_type(row["type"]),
                acronym=row["acronym"],
                wikidata=row["wikidata"] or None,
                country=row["country"] or None,
                parent=f"actor-{row['parent']}" if row["parent"] else None,
            )
            plain = re.sub(r" \([^)]*\)$", "", row["name"])
            names = (row["name"], plain, row["acronym"], *row["aliases"].split(";"))
            self._add(entity, names)
            if entity.type == "GovernmentBody" and entity.country and row["subtype"] != "government":
                self._add_local(entity, names, small=row["subtype"] == "legislature")
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

    def _add_local(self, entity: Entity, names: Sequence[str], *, small: bool) -> None:
        """Add what a state's own body is called at home: "Foreign Ministry" for "Egypt's Foreign Ministry".

        A single noun counts when it has a capital, or when `small`: "parliament".
        """
        for name in names:
            words = name.replace("’", "'").split()
            for size in range(1, len(words)):
                first, rest = " ".join(words[:size]), " ".join(words[size:])
                if self._is_of(first.removesuffix("'s"), entity):
                    self._put_local(rest, entity, small=small)
                if first.endswith(" of") and self._is_of(rest.removeprefix("the "), entity):
                    self._put_local(first.removesuffix(" of"), entity, small=small)

    def _is_of(self, owner: str, entity: Entity) -> bool:
        return any(state.iso3 == entity.country for state in self.states_named(owner))

    def _put_local(self, name: str, entity: Entity, *, small: bool) -> None:
        if name.islower() and " " not in name and not small:
            return
        capital = name[0].upper() + name[1:]
        for spelling in {capital, capital.replace("Defense", "Defence"), capital.replace("Defence", "Defense")}:
            _put(self.locals, spelling, entity.id)

    def _read_shared(self) -> None:
        """Read which names several actors share; the user's own names are theirs alone."""
        for row in rows("ambiguous"):
            name = row["surface"]
            if name in self._own:
                continue
            self.best[name] = f"actor-{row['best'].lower()}" if row["best"] else ""
            if name.startswith("the "):
                self.locals.pop(name.removeprefix("the "), None)
            for actor in (f"actor-{candidate.lower()}" for candidate in row["candidates"].split(";")):
                if self.entities[actor].type != "Country":
                    _put(self.names, name, actor)

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


def _put(table: dict[str, list[str]], name: str, entity: str) -> None:
    ids = table.setdefault(name, [])
    if entity not in ids:
        ids.append(entity)


def _spellings(name: str) -> tuple[str, ...]:
    """Return a name as it stands, and with its article written otherwise or left out."""
    plain = name.removeprefix("the ").removeprefix("The ")
    return (name,) if plain == name else (name, plain, f"the {plain}", f"The {plain}")


def actor_type(name: str) -> ActorType:
    """Return a type by its name."""
    kinds: dict[str, ActorType] = {kind: kind for kind in get_args(ActorType)}
    return kinds[name]


UNOFFICIAL = frozenset({"candidate", "elect", "nominee", "opponent", "opposition", "rival", "challenger", "shadow"})
"""Words of titles that give no office."""

PORTFOLIO = re.compile(r"\bminister (?:for|of) ")
"""A title of which the list knows no ending: "minister for trade and tourism"."""


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

    Who only wants an office, or shadows one, speaks for no state.

    >>> speaks_for("deputy foreign minister"), speaks_for("president-elect")
    ('country', 'self')
    """
    return role_of(title)[1]


def role_of(title: str) -> tuple[str | None, str | None]:
    """Return (kind of office, speaks for) for a title, from its longest known ending; Nones for an unknown one.

    >>> role_of("minister of foreign affairs")
    ('ForeignMinister', 'country')
    """
    words = title.lower().replace(".", "").replace("-elect", " elect").split()
    if not UNOFFICIAL.isdisjoint(words):
        return None, "self"
    for start in range(len(words)):
        found = role_table().get(" ".join(words[start:]))
        if found:
            return found
    return ("Minister", "country") if PORTFOLIO.search(" ".join(words)) else (None, None)
