"""What a graph takes positions on, with counts: by group, by concept, or by issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg.issues.clusters import THRESHOLD, cluster_issues
from kg.issues.topics import TopicReader
from kg.store.table import Table
from kg.store.terms import Term
from kg.taxonomy import NAMESPACE

if TYPE_CHECKING:
    from kg.store import GraphStore

By = Literal["group", "concept", "issue"]
WAYS: tuple[By, ...] = ("group", "concept", "issue")
COLUMNS = ("issue", "concepts", "positions", "supporters", "opponents", "ambivalent", "documents", "labels", "iri")
POSITIONS = """
SELECT ?issue ?position ?holder ?stance ?document
WHERE { ?position a fpp:Position ; fpp:issue ?issue ; fpp:holder ?holder ; fpp:stance ?stance ; prov:wasQuotedFrom ?document }
"""
LABELS = (
    "SELECT ?issue (MIN(STR(?label)) AS ?name) WHERE { ?issue a fpp:Issue ; skos:prefLabel ?label } GROUP BY ?issue"
)
BROADER = "SELECT DISTINCT ?issue ?concept WHERE { ?issue a fpp:Issue ; skos:broader ?concept }"
OTHER_NAMES = """
SELECT DISTINCT ?issue (STR(?label) AS ?name) WHERE { ?issue a fpp:Issue ; skos:hiddenLabel|fpp:contraryLabel ?label }
"""
DECIDED = "SELECT DISTINCT ?issue WHERE { ?issue a fpp:Issue ; prov:wasInfluencedBy ?decision }"
APART = """
SELECT DISTINCT ?one ?other
WHERE {
  ?a owl:differentFrom ?b . ?a dcterms:isReplacedBy* ?one . ?b dcterms:isReplacedBy* ?other .
  ?one a fpp:Issue . ?other a fpp:Issue
}
"""
CODES = """
SELECT DISTINCT ?code WHERE { ?code a fpp:Issue ; skos:inScheme ?scheme FILTER(STRENDS(STR(?scheme), "/scheme/codebook")) }
"""
OTHER_STANCE = {"Support": "Oppose", "Oppose": "Support"}


@dataclass(slots=True)
class _Row:
    """What is counted for one row: the numbers of positions by issue, and who takes which stance where."""

    issues: Counter[str] = field(default_factory=Counter)
    holders: dict[str, set[str]] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    positions: set[str] = field(default_factory=set)

    def add(self, issue: str, position: str, holder: str, stance: str, document: str) -> None:
        """Count one position."""
        self.issues[issue] += position not in self.positions
        self.positions.add(position)
        self.documents.add(document)
        self.holders.setdefault(stance, set()).add(holder)


class _Graph:
    """Issues of a graph by IRI: their names, what stands above them, the positions on them, and what people decided.

    `others` holds names of what was merged into an issue, `decided` issues that people named, `apart` pairs of issues that
    they keep apart, `codes` the concepts of their codebook.
    """

    def __init__(self, store: GraphStore) -> None:
        self.names = {str(iri): str(name) for iri, name in store.select(LABELS)}
        self.positions = sorted(tuple(map(str, row)) for row in store.select(POSITIONS))
        self.others: dict[str, list[str]] = {}
        for iri, name in sorted((str(one), str(other)) for one, other in store.select(OTHER_NAMES)):
            self.others.setdefault(iri, []).append(name)
        self.decided = {str(iri) for (iri,) in store.select(DECIDED)}
        self.apart = sorted((str(one), str(other)) for one, other in store.select(APART) if one != other)
        self.codes = {str(iri) for (iri,) in store.select(CODES)}
        self.broader: dict[str, list[str]] = {}
        for iri, concept in sorted((str(one), str(other)) for one, other in store.select(BROADER)):
            self.broader.setdefault(iri, []).append(concept)

    def called(self, iri: str) -> tuple[str, ...]:
        """Return all names of an issue."""
        return tuple(dict.fromkeys((self.names[iri], *self.others.get(iri, ()))))

    def coded(self, iri: str) -> tuple[str, ...]:
        """Return the concepts of the codebook in whose rows an issue counts, whatever else it is like."""
        return (iri,) if iri in self.codes else tuple(one for one in self.broader.get(iri, ()) if one in self.codes)

    def concepts(self, iri: str) -> tuple[str, ...]:
        """Return the concepts in whose rows an issue counts: those above it, and itself where it is one."""
        above = {concept for some in self.broader.values() for concept in some}
        found = [one for one in self._above(iri) if one in self.names]
        return tuple(one for one in found if one != iri or one in above or one.startswith(NAMESPACE))

    def _above(self, iri: str) -> list[str]:
        """Return an issue and all that stands above it."""
        found, waiting = [iri], [iri]
        while waiting:
            for concept in self.broader.get(waiting.pop(), ()):
                if concept not in found:
                    found.append(concept)
                    waiting.append(concept)
        return found


def list_issues(
    store: GraphStore, *, by: By = "group", threshold: float = THRESHOLD, limit: int | None = None
) -> Table:
    """Return one row a group of issues that are the same, a concept with all below it, or an issue.

    Args:
        store: The graph.
        by: `group`, `concept` or `issue`.
        threshold: In [0, 1]; how sure one must be to group two issues.
        limit: At most so many rows, those with the most positions.

    Returns:
        A table of `COLUMNS`: name, concepts above it, numbers of positions, of actors that are for it, against it, or
        ambivalent, of documents, the labels of the issues, and the IRI of the one whose name the row bears. In groups and
        concepts, a stance on what is done against the thing counts as the contrary one: who supports "lifting sanctions"
        is against sanctions.
    """
    graph = _Graph(store)
    rows: dict[str, _Row] = {}
    directions = {} if by == "issue" else _directions(graph)
    places = _places(graph, by, threshold, directions)
    for issue, position, holder, stance, document in graph.positions:
        plain = stance.rpartition("#")[2]
        turned = OTHER_STANCE.get(plain, plain) if directions.get(issue, 1) < 0 else plain
        for place in places[issue]:
            rows.setdefault(place, _Row()).add(issue, position, holder, turned, document)
    ranked = sorted(rows.items(), key=lambda item: (-len(item[1].positions), graph.names[item[0]].casefold(), item[0]))
    return Table(COLUMNS, tuple(_terms(graph, place, row) for place, row in ranked[:limit]))


def list_groups(store: GraphStore, *, threshold: float = THRESHOLD) -> dict[str, tuple[str, ...]]:
    """Return the IRIs of the issues in each group, by that of the issue whose name the group bears."""
    graph = _Graph(store)
    found: dict[str, tuple[str, ...]] = {}
    for issue, (head, *_) in sorted(_places(graph, "group", threshold, _directions(graph)).items()):
        found[head] = (*found.get(head, ()), issue)
    return found


def _directions(graph: _Graph) -> dict[str, int]:
    reader = TopicReader()
    return {issue: reader(graph.names[issue]).direction for issue in {row[0] for row in graph.positions}}


def _places(graph: _Graph, by: By, threshold: float, directions: dict[str, int]) -> Mapping[str, Sequence[str]]:
    """Return the issues and concepts in whose rows each issue is counted."""
    counts = Counter(row[0] for row in graph.positions)
    issues = sorted(counts)
    if by == "issue":
        return {issue: (issue,) for issue in issues}
    if by == "concept":
        return {issue: graph.concepts(issue) or (issue,) for issue in issues}
    coded = {issue: codes for issue in issues if (codes := graph.coded(issue))}
    issues = [issue for issue in issues if issue not in coded]
    place = {issue: number for number, issue in enumerate(issues)}
    apart = [(place[one], place[other]) for one, other in graph.apart if one in place and other in place]
    groups = cluster_issues([graph.called(issue) for issue in issues], apart=apart, threshold=threshold)
    members: dict[int, list[str]] = {}
    for issue, group in zip(issues, groups, strict=True):
        members.setdefault(group, []).append(issue)
    heads = {group: _head(some, counts, directions, graph) for group, some in members.items()}
    return coded | {issue: (heads[group],) for issue, group in zip(issues, groups, strict=True)}


def _head(issues: Iterable[str], counts: Counter[str], directions: dict[str, int], graph: _Graph) -> str:
    """Return the issue after which a group is called.

    One that people named comes first, then a concept, nothing that is against the thing, the frequent.
    """

    def rank(one: str) -> tuple[bool, bool, int, int, int, str]:
        name = graph.names[one]
        return one not in graph.decided, not one.startswith(NAMESPACE), -directions[one], -counts[one], len(name), name

    return min(issues, key=lambda one: (rank(one), one))


def _terms(graph: _Graph, place: str, row: _Row) -> tuple[Term | None, ...]:
    concepts = sorted(graph.names[one] for one in graph.broader.get(place, ()) if one in graph.names)
    labels = sorted({name for one in row.issues for name in graph.called(one)}, key=str.casefold)
    numbers = (
        len(row.positions),
        *(len(row.holders.get(stance, ())) for stance in ("Support", "Oppose", "Ambivalent")),
        len(row.documents),
    )
    return (
        ox.Literal(graph.names[place]),
        ox.Literal("; ".join(concepts)),
        *(ox.Literal(number) for number in numbers),
        ox.Literal("; ".join(labels)),
        ox.NamedNode(place),
    )
