"""Who did or said what to whom, and who spoke about whom: networks of actors whose edges have a direction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.view.draft import Draft
from kg.view.facts import edge_facts, node_facts
from kg.view.rows import pieces_of, selected

if TYPE_CHECKING:
    from kg.store import GraphStore

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})
CONFLICT = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
"""PLOVER's verbal and material cooperation and conflict, but for REQUEST: to ask for something is neither."""

RELATIONS = """
SELECT ?it ?from ?to ?kind ?score ?document (MIN(?expressed) AS ?statement) (MIN(?titled) AS ?title)
       (MIN(?publishedBy) AS ?publisher) (MIN(?address) AS ?url)
       (COALESCE(MIN(?occurred), MIN(?issued)) AS ?date) (GROUP_CONCAT(DISTINCT ?part; separator="\u001f") AS ?quote)
WHERE {
  ?it a fpp:Relation ; fpp:from ?from ; fpp:to ?to ; fpp:relationType ?kind ; fpp:score ?score ;
    prov:wasQuotedFrom ?document ; fpp:evidence/oa:hasSelector ?place, ?words .
  ?place oa:start ?start .
  ?words oa:exact ?exact ; oa:prefix ?before ; oa:suffix ?after .
  FILTER NOT EXISTS { ?it fpp:mode "hypothetical" }
  OPTIONAL { ?it fpp:expressedIn ?expressed }
  OPTIONAL { ?it fpp:occurredOn ?occurred }
  OPTIONAL { ?document dcterms:title ?titled }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document dcterms:publisher ?publishedBy }
  OPTIONAL { ?document schema:url ?address }
  BIND(CONCAT(STR(?start), " ", ?before, ?exact, ?after) AS ?part)
}
GROUP BY ?it ?from ?to ?kind ?score ?document
ORDER BY ?it
"""
"""A relation's evidence is a word or two, so what stands around it is quoted too."""

STATEMENTS = """
SELECT ?it ?score ?document (MIN(?for) AS ?principal) (MIN(?who) AS ?speaker) (MIN(?titled) AS ?title)
       (MIN(?publishedBy) AS ?publisher) (MIN(?address) AS ?url)
       (COALESCE(MIN(?stated), MIN(?issued)) AS ?date) (MIN(?words) AS ?quote)
WHERE {
  ?it a fpp:Statement ; fpp:score ?score ; prov:wasQuotedFrom ?document ; fpp:content ?words .
  FILTER NOT EXISTS { ?it fpp:negated true }
  OPTIONAL { ?it fpp:onBehalfOf ?for }
  OPTIONAL { ?it fpp:speaker ?who }
  OPTIONAL { ?it fpp:statedOn ?stated }
  OPTIONAL { ?document dcterms:title ?titled }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document dcterms:publisher ?publishedBy }
  OPTIONAL { ?document schema:url ?address }
}
GROUP BY ?it ?score ?document
ORDER BY ?it
"""
ACTORS = """
SELECT ?actor (MIN(?label) AS ?name) (MIN(?kind) AS ?type)
WHERE {
  { SELECT DISTINCT ?actor { ?it fpp:from|fpp:to|fpp:speaker|fpp:onBehalfOf|fpp:holder|schema:mentions ?actor } }
  ?actor rdfs:label ?label ; a ?kind . FILTER(?kind != fpp:Actor)
}
GROUP BY ?actor
"""
MENTIONED = "SELECT ?document ?actor WHERE { ?document schema:mentions ?actor }"
NAMES = "SELECT ?actor ?name WHERE { [] schema:mentions ?actor . ?actor rdfs:label|skos:altLabel ?name }"
PARTIES = "SELECT ?statement ?actor WHERE { ?it fpp:expressedIn ?statement ; fpp:holder|fpp:to ?actor }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor: its IRI, name and type."""

    iri: str
    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One relation, or one statement about one actor.

    `kind` is the relation's type, such as `ACCUSE`; empty for a statement. `stance` is support for cooperation, oppose
    for conflict, else empty.
    """

    id: str
    source: Party
    target: Party
    kind: str
    stance: str
    statement: str
    document: str
    title: str
    date: str
    quote: str
    publisher: str = ""
    url: str = ""


def relation_ties(store: GraphStore, *, since: str | None, until: str | None, min_score: float) -> Iterator[Tie]:
    """Yield the relations, but those that are only possible or wished; arguments as for `position_rows`."""
    parties = _parties(store)
    for cells in selected(store, RELATIONS, since=since, until=until, min_score=min_score):
        kind = re.split(r"[#/]", cells["kind"])[-1]
        stance = "support" if kind in COOPERATION else "oppose" if kind in CONFLICT else ""
        quote = " … ".join(words for _, words in pieces_of(cells["quote"]))
        ends = {"source": parties[cells["from"]], "target": parties[cells["to"]]}
        yield _tie(cells, **ends, kind=kind, stance=stance, quote=f"… {quote} …")


def statement_ties(store: GraphStore, *, since: str | None, until: str | None, min_score: float) -> Iterator[Tie]:
    """Yield for each statement whom it is about: who is named in it, or takes part in what it says.

    The one who speaks is the state or body spoken for, else the speaker. What was not said is left out. The stance is
    that of relations from the one to the other which the statement tells.
    """
    parties, finders, told = _parties(store), _finders(store), _told(store)
    mentioned, taking_part = _pairs(store, MENTIONED), _pairs(store, PARTIES)
    for cells in selected(store, STATEMENTS, since=since, until=until, min_score=min_score):
        source = cells.get("principal") or cells.get("speaker")
        if not source:
            continue
        named = {iri for iri in mentioned[cells["document"]] if finders[iri].search(cells["quote"])}
        for iri in sorted((named | taking_part[cells["it"]]) - {source}):
            stances = told[cells["it"], source, iri]
            stance = next(iter(stances)) if len(stances) == 1 else ""
            ends = {"source": parties[source], "target": parties[iri]}
            yield _tie(cells, **ends, kind="", stance=stance, quote=cells["quote"])


def tie_network(ties: Iterable[Tie], view: str) -> Draft:
    """Return actors and an edge for each direction of two; its weight counts relations or statements."""
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    parties: dict[str, Party] = {}
    own: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.source.iri, tie.target.iri].append(tie)
        for party in {tie.source, tie.target}:
            parties[party.iri] = party
            own[party.iri].append(tie)
    graph: nx.DiGraph = nx.DiGraph(view=view)
    for iri, party in sorted(parties.items()):
        graph.add_node(iri, label=party.name, kind="actor", type=party.type, **node_facts(own[iri]))
    for (a, b), some in sorted(found.items()):
        graph.add_edge(a, b, weight=len(some))

    def describe(a: str, b: str) -> dict[str, object]:
        some = found[a, b]
        kinds = {"types": sorted({tie.kind for tie in some})} if view == "relation" else {}
        return {**kinds, **edge_facts(some)}

    return Draft(graph=graph, describe=describe)


def _tie(cells: dict[str, str], *, source: Party, target: Party, kind: str, stance: str, quote: str) -> Tie:
    return Tie(
        id=cells["it"],
        source=source,
        target=target,
        kind=kind,
        stance=stance,
        statement=cells.get("statement", ""),
        document=cells["document"],
        title=cells.get("title", ""),
        date=cells.get("date", ""),
        quote=quote,
        publisher=cells.get("publisher", ""),
        url=cells.get("url", ""),
    )


def _parties(store: GraphStore) -> dict[str, Party]:
    rows = [[str(cell) for cell in row] for row in store.select(ACTORS)]
    return {iri: Party(iri=iri, name=name, type=kind.rpartition("#")[2]) for iri, name, kind in rows}


def _finders(store: GraphStore) -> dict[str, re.Pattern[str]]:
    """Return for each actor what finds any of its names as whole words."""
    found = {}
    for iri, names in _pairs(store, NAMES).items():
        longest = sorted(names, key=lambda name: (-len(name), name))
        found[iri] = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return found


def _pairs(store: GraphStore, query: str) -> dict[str, set[str]]:
    """Return the second column's values by the first's."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in store.select(query):
        found[str(one)].add(str(other))
    return found


def _told(store: GraphStore) -> dict[tuple[str, str, str], set[str]]:
    """Return the stances of relations by statement and both ends."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for tie in relation_ties(store, since=None, until=None, min_score=0.0):
        if tie.statement and tie.stance:
            found[tie.statement, tie.source.iri, tie.target.iri].add(tie.stance)
    return found
