"""Positions as rows of plain values, with the quotation that proves each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import SettingsError

if TYPE_CHECKING:
    from kg.store import GraphStore

PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fpp: <https://w3id.org/fpp/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
POSITIONS = (
    PREFIXES
    + """
SELECT DISTINCT ?position ?holder ?issue ?stance ?score ?document WHERE {
  ?position a fpp:Position ; fpp:holder ?holder ; fpp:issue ?issue ; fpp:stance ?stance ; fpp:score ?score ;
    prov:wasQuotedFrom ?document .
}
ORDER BY ?position
"""
)
QUOTES = (
    PREFIXES
    + """
SELECT DISTINCT ?position ?start ?words WHERE {
  ?position a fpp:Position ; fpp:evidence ?evidence .
  ?evidence oa:hasSelector/oa:start ?start ; oa:hasSelector/oa:exact ?words .
}
"""
)
NAMES = {
    "holderName": "?one a fpp:Actor ; rdfs:label ?value .",
    "holderType": "?one a fpp:Actor ; a ?value . FILTER(?value != fpp:Actor)",
    "issueLabel": "?one a fpp:Issue ; skos:prefLabel ?value .",
    "title": "?one a fpp:Document ; dcterms:title ?value .",
    "date": "?one a fpp:Document ; dcterms:issued ?value .",
}
"""What is told of holders, issues and documents, one query each: joined in SPARQL, the copies of an actor's name in the
documents' graphs would multiply the rows."""


DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
"""A day, a month or a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """One position. `date` is the document's, ISO; empty strings for what is not known."""

    position: str
    holder: str
    holder_name: str
    holder_type: str
    issue: str
    issue_label: str
    stance: str
    score: float
    document: str
    title: str
    date: str
    quote: str


def position_rows(
    store: GraphStore, *, since: str | None = None, until: str | None = None, min_score: float = 0.0
) -> Iterator[PositionRow]:
    """Yield the store's positions in order of their IRI.

    Args:
        store: An open graph.
        since: First day of publication, `YYYY-MM-DD`, or its month or year; undated documents are then left out.
        until: Last day, likewise; a month or year is taken to its end.
        min_score: Positions scored lower are left out.

    Raises:
        SettingsError: If a day is written otherwise.
    """
    for name, wanted in (("since", since), ("until", until)):
        if wanted and not DAY.fullmatch(wanted):
            raise SettingsError(f"--{name} {wanted}: not a day. Write 2025-02-24, 2025-02 or 2025.", value=wanted)
    named = {name: _values(store, pattern) for name, pattern in NAMES.items()}
    quotes = _quotes(store)
    for row in store.select(POSITIONS).to_dicts():
        cells = {name: str(value) for name, value in row.items()}
        day = named["date"].get(cells["document"], "")
        if (since and (not day or day < since)) or (until and (not day or day[: len(until)] > until)):
            continue
        if float(cells["score"]) >= min_score and cells["position"] in quotes:
            yield PositionRow(
                position=cells["position"],
                holder=cells["holder"],
                holder_name=named["holderName"].get(cells["holder"], ""),
                holder_type=named["holderType"].get(cells["holder"], "").rpartition("#")[2],
                issue=cells["issue"],
                issue_label=named["issueLabel"].get(cells["issue"], ""),
                stance=cells["stance"].rpartition("#")[2].lower(),
                score=float(cells["score"]),
                document=cells["document"],
                title=named["title"].get(cells["document"], ""),
                date=day,
                quote=" … ".join(words for _, words in quotes[cells["position"]]),
            )


def _values(store: GraphStore, pattern: str) -> dict[str, str]:
    """Return the value of each node that fits a pattern; of several the first in order."""
    rows = store.select(f"{PREFIXES}SELECT DISTINCT ?one ?value WHERE {{ {pattern} }}").to_dicts()
    found: dict[str, str] = {}
    for one, value in sorted((str(row["one"]), str(row["value"])) for row in rows):
        found.setdefault(one, value)
    return found


def _quotes(store: GraphStore) -> dict[str, list[tuple[int, str]]]:
    """Return the quoted pieces of each position, with where they start, in the order of the text."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in store.select(QUOTES).to_dicts():
        found.setdefault(str(row["position"]), []).append((int(str(row["start"])), str(row["words"])))
    return {position: sorted(pieces) for position, pieces in found.items()}
