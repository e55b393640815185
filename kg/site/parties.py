"""Pages of actors and of issues: how they stand, with whom, and every claim that tells so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib.namespace import ORG, OWL, RDFS, SKOS

from kg.rdf.namespaces import FPP, SCHEMA
from kg.site.facts import Claim, Facts, Thing
from kg.site.neighbours import Neighbours
from kg.site.pages import Pages

PART = 100
"""Claims on one page; the others follow on pages of their own."""
ROWS = 60
"""Rows of a table of stances, or names on one side."""


@dataclass(frozen=True, slots=True)
class Section:
    """Claims of one sort on the page of an actor or issue: the first of `total`, which fill `parts` pages."""

    key: str
    title: str
    rows: Sequence[Claim]
    total: int
    parts: int


@dataclass(frozen=True, slots=True)
class Stances:
    """How often an actor is for, against, or both, on one issue; the last day."""

    thing: Thing
    support: int
    oppose: int
    ambivalent: int
    last: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who takes a side: how often, and when last."""

    thing: Thing
    count: int
    last: str


@dataclass(frozen=True, slots=True)
class Side:
    """Those who take one side on an issue, the most frequent first."""

    sort: str
    title: str
    rows: list[Holder]
    total: int


BOUNDS = (("from", SCHEMA.startDate), ("to", SCHEMA.endDate))


@dataclass(frozen=True, slots=True)
class PostHeld:
    """An office of an actor; `days` tells each time for which it was held: "from 2021-01-26 to 2025-01-20"."""

    title: str
    organization: str
    represents: Thing | None
    days: tuple[str, ...] = ()


class PartyPages:
    """Writes the pages of actors and issues."""

    def __init__(self, pages: Pages, facts: Facts) -> None:
        self._pages = pages
        self._facts = facts
        self._neighbours = Neighbours(facts)

    def actor(self, iri: str) -> tuple[int, int]:
        """Write an actor's pages; return how many positions it holds and how many statements are its own."""
        facts = self._facts
        positions = facts.claims("position", str(FPP.holder), iri)
        statements = _merged(facts, "statement", iri, "speaker", "onBehalfOf")
        stances = _stances(positions)
        allies, opponents = self._neighbours.of(iri)
        self._write(
            "actor.html.j2",
            facts.thing("actor", iri),
            [
                ("positions", "Positions", positions),
                ("statements", "Statements", statements),
                ("does", "What it did or said to others", facts.claims("relation", str(FPP["from"]), iri)),
                ("undergoes", "What others did or said to it", facts.claims("relation", str(FPP.to), iri)),
                ("told", "Statements made to it", facts.claims("statement", str(FPP.addressee), iri)),
                ("ascribes", "Positions it ascribes to others", facts.claims("position", str(FPP.ascribedBy), iri)),
            ],
            aliases=facts.values(iri, str(SKOS.altLabel)),
            posts=self._posts(iri),
            holders=self._representatives(iri),
            iso3=", ".join(facts.values(iri, str(FPP.iso3))),
            same=facts.values(iri, str(OWL.sameAs)),
            mentions=sum(1 for _ in facts.subjects(str(SCHEMA.mentions), iri)),
            stances=stances[:ROWS],
            more_stances=max(0, len(stances) - ROWS),
            allies=allies,
            opponents=opponents,
        )
        return len(positions), len(statements)

    def issue(self, iri: str) -> tuple[int, int]:
        """Write an issue's pages; return how many actors support it and how many oppose it."""
        facts = self._facts
        positions = facts.claims("position", str(FPP.issue), iri)
        sides = _sides(positions)
        self._write(
            "issue.html.j2",
            facts.thing("issue", iri),
            [("positions", "Positions", positions)],
            sort=", ".join(facts.values(iri, str(FPP.issueKind))),
            definition=" ".join(facts.values(iri, str(SKOS.definition))),
            notation=", ".join(facts.values(iri, str(SKOS.notation))),
            aliases=facts.values(iri, str(SKOS.altLabel)),
            broader=facts.things("issue", facts.values(iri, str(SKOS.broader))),
            narrower=facts.things("issue", facts.subjects(str(SKOS.broader), iri)),
            sides=sides,
        )
        totals = {side.sort: side.total for side in sides}
        return totals.get("support", 0), totals.get("oppose", 0)

    def _write(
        self, template: str, thing: Thing, found: Iterable[tuple[str, str, list[Claim]]], **told: object
    ) -> None:
        """Write a page, and the pages that its long lists go on."""
        assert thing.path is not None  # noqa: S101 - only what is described gets here
        kind = thing.path.partition("/")[0] + "s"
        sections = []
        for key, title, rows in found:
            parts = max(1, -(-len(rows) // PART))
            section = Section(key, title, rows[:PART], len(rows), parts)
            sections.append(section)
            for part in range(2, parts + 1):
                (self._pages.folder / thing.path).mkdir(exist_ok=True)
                here = rows[(part - 1) * PART : part * PART]
                path = f"{thing.path}/{key}-{part}"
                self._pages.page("part.html.j2", path, section=kind, thing=thing, rest=section, part=part, rows=here)
        self._pages.resource(template, thing.path, thing.iri, section=kind, thing=thing, sections=sections, **told)

    def _posts(self, actor: str) -> list[PostHeld]:
        facts = self._facts
        days = self._days_in_office(actor)
        found = []
        for post in facts.values(actor, str(ORG.holds)):
            title, organization = (
                next(iter(facts.values(post, str(name))), "") for name in (RDFS.label, FPP.organizationName)
            )
            represents = next(iter(facts.values(post, str(FPP.represents))), "")
            whom = facts.thing("actor", represents) if represents else None
            found.append(PostHeld(title or post, organization, whom, tuple(sorted(days.get(post, ())))))
        return found

    def _days_in_office(self, actor: str) -> dict[str, set[str]]:
        """Return for each post of an actor the times for which it was held, in words."""
        facts = self._facts
        found: dict[str, set[str]] = {}
        for time in facts.values(actor, str(ORG.hasMembership)):
            days = ((word, facts.values(time, str(prop))) for word, prop in BOUNDS)
            told = " ".join(f"{word} {day[0]}" for word, day in days if day)
            for post in facts.values(time, str(ORG.role)) if told else ():
                found.setdefault(post, set()).add(told)
        return found

    def _representatives(self, actor: str) -> list[Thing]:
        """Return those who hold a post that speaks for the actor."""
        facts = self._facts
        posts = list(facts.subjects(str(FPP.represents), actor))
        holders = {holder for post in posts for holder in facts.subjects(str(ORG.holds), post)}
        return facts.things("actor", sorted(holders))[:ROWS]


def _merged(facts: Facts, kind: str, iri: str, *terms: str) -> list[Claim]:
    """Return the claims that name an actor in any of several roles, each once, the latest first."""
    found = {claim.iri: claim for term in terms for claim in facts.claims(kind, str(FPP[term]), iri)}
    return sorted(found.values(), key=lambda claim: claim.day, reverse=True)


def _stances(positions: Iterable[Claim]) -> list[Stances]:
    """Return one row an issue, those with most positions first."""
    counts: dict[Thing, Counter[str]] = defaultdict(Counter)
    last: dict[Thing, str] = {}
    for claim in positions:
        if claim.about:
            counts[claim.about][claim.sort] += 1
            last[claim.about] = max(last.get(claim.about, ""), claim.day)
    rows = [Stances(t, c["support"], c["oppose"], c["ambivalent"], last[t]) for t, c in counts.items()]
    return sorted(rows, key=lambda row: (-counts[row.thing].total(), row.thing.label.casefold(), row.thing.iri))


def _sides(positions: Iterable[Claim]) -> list[Side]:
    """Return who supports, opposes, or does both; sides that nobody takes are left out."""
    counts: dict[str, Counter[Thing]] = defaultdict(Counter)
    last: dict[tuple[str, Thing], str] = {}
    for claim in positions:
        if claim.who:
            counts[claim.sort][claim.who] += 1
            last[claim.sort, claim.who] = max(last.get((claim.sort, claim.who), ""), claim.day)
    found = []
    for sort, title in (("support", "Support"), ("oppose", "Oppose"), ("ambivalent", "For and against")):
        ranked = sorted(counts[sort].items(), key=lambda one: (-one[1], one[0].label.casefold(), one[0].iri))
        rows = [Holder(thing, count, last[sort, thing]) for thing, count in ranked[:ROWS]]
        if rows:
            found.append(Side(sort, title, rows, len(ranked)))
    return found
