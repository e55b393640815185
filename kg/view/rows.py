"""Positions as rows of plain values, with the quotation that proves each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.errors import SettingsError
from kg.store.scanning import scanned

if TYPE_CHECKING:
    from kg.store import GraphStore

QUERY = scanned("""
SELECT ?position ?holder ?holderName ?holderType ?issue ?issueLabel ?stance ?score ?document ?title ?date ?publisher
       ?url ?quote
WHERE {
  { ?position a fpp:Position }
  { ?position fpp:holder ?holder }
  { ?position fpp:issue ?issue }
  { ?position fpp:stance ?stance }
  { ?position fpp:score ?score }
  { ?position prov:wasQuotedFrom ?document }
  {
    SELECT ?position (GROUP_CONCAT(DISTINCT ?part; separator="\u001f") AS ?quote)
    WHERE {
      { ?position a fpp:Position }
      { ?position fpp:evidence ?evidence }
      { ?evidence oa:hasSelector/oa:start ?start }
      { ?evidence oa:hasSelector/oa:exact ?words }
      BIND(CONCAT(STR(?start), " ", ?words) AS ?part)
    }
    GROUP BY ?position
  }
  { SELECT ?holder (MIN(?name) AS ?holderName) WHERE { ?holder rdfs:label ?name } GROUP BY ?holder }
  {
    SELECT ?holder (MIN(?kind) AS ?holderType)
    WHERE { { SELECT DISTINCT ?holder WHERE { [] fpp:holder ?holder } } ?holder a ?kind . FILTER(?kind != fpp:Actor) }
    GROUP BY ?holder
  }
  { SELECT ?issue (MIN(?label) AS ?issueLabel) WHERE { ?issue skos:prefLabel ?label } GROUP BY ?issue }
  OPTIONAL { SELECT ?document (MIN(?titled) AS ?title) WHERE { ?document dcterms:title ?titled } GROUP BY ?document }
  OPTIONAL { SELECT ?document (MIN(?day) AS ?date) WHERE { ?document dcterms:issued ?day } GROUP BY ?document }
  OPTIONAL { SELECT ?document (MIN(?by) AS ?publisher) WHERE { ?document dcterms:publisher ?by } GROUP BY ?document }
  OPTIONAL { SELECT ?document (MIN(?address) AS ?url) WHERE { ?document schema:url ?address } GROUP BY ?document }
}
""")

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
"""A day, a month or a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """One position. `date` is the document's, ISO; empty strings for what is not known. `start` is a character's number."""

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
    publisher: str
    start: int
    url: str = ""

    @property
    def id(self) -> str:
        """The position."""
        return self.position


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
    found = selected(store, QUERY, since=since, until=until, min_score=min_score)
    for cells in sorted(found, key=itemgetter("position")):
        yield _row(cells, cells.get("date", ""))


def selected(
    store: GraphStore, query: str, *, since: str | None, until: str | None, min_score: float
) -> Iterator[dict[str, str]]:
    """Yield the rows of a query as texts, those whose `date` and `score` are as wanted; arguments as above."""
    for name, wanted in (("since", since), ("until", until)):
        if wanted and not DAY.fullmatch(wanted):
            raise SettingsError(f"--{name} {wanted}: not a day. Write 2025-02-24, 2025-02 or 2025.", value=wanted)
    for row in store.select(query).to_dicts():
        cells = {name: "" if value is None else str(value) for name, value in row.items()}
        day = cells.get("date", "")
        if (since and (not day or day < since)) or (until and (not day or day[: len(until)] > until)):
            continue
        if float(cells["score"]) >= min_score:
            yield cells


def _row(cells: dict[str, str], day: str) -> PositionRow:
    pieces = pieces_of(cells["quote"])
    return PositionRow(
        position=cells["position"],
        holder=cells["holder"],
        holder_name=cells["holderName"],
        holder_type=cells["holderType"].rpartition("#")[2],
        issue=cells["issue"],
        issue_label=cells["issueLabel"],
        stance=cells["stance"].rpartition("#")[2].lower(),
        score=float(cells["score"]),
        document=cells["document"],
        title=cells.get("title", ""),
        date=day,
        quote=" … ".join(words for _, words in pieces),
        publisher=cells.get("publisher", ""),
        start=pieces[0][0],
        url=cells.get("url", ""),
    )


def pieces_of(parts: str) -> list[tuple[int, str]]:
    """Return the quoted pieces in the order of the text, each with the place where it starts."""
    return sorted((int(start), words) for start, _, words in (part.partition(" ") for part in parts.split("\x1f")))
