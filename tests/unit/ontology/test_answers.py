"""Answers to competency questions found again without SPARQL: by walking the example's triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.rdf.namespaces import FPP, ISSUE, SCHEMA
from tests.unit.ontology.engines import expected, table
from tests.unit.ontology.test_competency import EXAMPLE, FOLDER

HERRING = "https://example.org/herring/"
ACTOR, OF_ISSUE = Namespace(f"{HERRING}actor/"), Namespace(f"{HERRING}issue/")
GRAPH = Graph().parse(EXAMPLE)
Row = tuple[object, ...]


@dataclass(frozen=True)
class Taken:
    """A position as the graph has it."""

    iri: Node
    holder: Node
    issue: Node
    stance: str
    document: Node
    day: str
    teller: Node | None


def one(node: Node | None, path: URIRef) -> Node | None:
    return GRAPH.value(node, path)


def word(node: Node | None) -> str:
    return str(node).rpartition("#")[2]


def label(node: Node | None) -> str:
    return str(one(node, RDFS.label) or one(node, SKOS.prefLabel) or "")


def taken() -> list[Taken]:
    found = []
    for iri in GRAPH.subjects(RDF.type, FPP.Position):
        document = one(iri, PROV.wasQuotedFrom)
        found.append(
            Taken(
                iri=iri,
                holder=one(iri, FPP.holder),
                issue=one(iri, FPP.issue),
                stance=word(one(iri, FPP.stance)),
                document=document,
                day=str(one(document, DCTERMS.issued) or ""),
                teller=one(iri, FPP.ascribedBy),
            )
        )
    return found


POSITIONS = taken()
ALL_ISSUES = set(GRAPH.subjects(RDF.type, FPP.Issue))


def below(top: Node) -> set[Node]:
    """Return a concept and all that stands below it."""
    found, new = {top}, [top]
    while new:
        under = set(GRAPH.subjects(SKOS.broader, new.pop())) - found
        found |= under
        new.extend(under)
    return found


def holders(issue: Node, stance: str) -> set[Node]:
    return {p.holder for p in POSITIONS if p.issue == issue and p.stance == stance}


def statements() -> Iterator[Node]:
    yield from GRAPH.subjects(RDF.type, FPP.Statement)


def who_opposes() -> Iterable[Row]:
    return {(label(p.holder),) for p in POSITIONS if p.issue == OF_ISSUE["herring-quota"] and p.stance == "Oppose"}


def supporters_below_a_concept() -> Iterable[Row]:
    wanted = below(ISSUE.sanctions)
    return {(label(p.holder), label(p.issue)) for p in POSITIONS if p.issue in wanted and p.stance == "Support"}


def positions_of_an_actor() -> Iterable[Row]:
    return [(p.day, label(p.issue), p.stance) for p in POSITIONS if p.holder == ACTOR.norway]


def agreed_with_in_a_year() -> Iterable[Row]:
    wanted = [p for p in POSITIONS if p.issue in below(OF_ISSUE["seabed-mining"]) and p.day[:4] == "2025"]
    mine = {(p.issue, p.stance) for p in wanted if p.holder == ACTOR.norway}
    return {
        (label(p.holder), label(p.issue))
        for p in wanted
        if p.holder != ACTOR.norway and (p.issue, p.stance) in mine
    }  # fmt: skip


def disagreed_with_in_a_year() -> Iterable[Row]:
    said = [p for p in POSITIONS if p.day[:4] == "2025" and p.teller is None and p.stance != "Ambivalent"]
    mine = [p for p in said if p.holder == ACTOR.norway]
    return {
        (label(p.holder), label(p.issue))
        for p in said
        for n in mine
        if p.holder != ACTOR.norway and p.issue == n.issue and p.stance != n.stance
    }


def claims_from_one_source() -> Iterable[Row]:
    documents = defaultdict(set)
    for p in POSITIONS:
        documents[p.holder, p.issue, p.stance].add(p.document)
    wanted = below(OF_ISSUE["seabed-mining"])
    return [
        (label(holder), label(issue), stance)
        for (holder, issue, stance), found in documents.items()
        if len(found) == 1 and issue in wanted
    ]


def what_one_said_of_another() -> Iterable[Row]:
    return [
        (label(p.issue), p.stance, str(one(one(p.iri, FPP.expressedIn), FPP.content)))
        for p in POSITIONS
        if p.teller == ACTOR.orlov and p.holder == ACTOR.norway
    ]


def what_was_done_to() -> Iterable[Row]:
    return [
        (label(one(act, FPP["from"])), word(one(act, FPP.relationType)), str(one(act, FPP.mode)))
        for act in GRAPH.subjects(FPP.to, ACTOR.norway)
    ]


def who_speaks_for() -> Iterable[Row]:
    posts = GRAPH.subjects(FPP.represents, ACTOR.norway)
    return {(label(who), label(post)) for post in posts for who in GRAPH.subjects(ORG.holds, post)}


def for_whom_someone_spoke() -> Iterable[Row]:
    times: dict[tuple[str, str], int] = defaultdict(int)
    for said in statements():
        who, party = one(said, FPP.speaker), one(said, FPP.onBehalfOf)
        if party is not None and (who, RDF.type, FPP.Person) in GRAPH:
            times[label(who), label(party)] += 1
    return [(*pair, number) for pair, number in times.items()]


def statements_without_a_speaker() -> Iterable[Row]:
    return [
        (str(one(said, FPP.source) or ""), str(one(said, FPP.content)))
        for said in statements()
        if one(said, FPP.speaker) is None
    ]


def unlinked_holders() -> Iterable[Row]:
    return {(label(p.holder),) for p in POSITIONS if one(p.holder, OWL.sameAs) is None}


def ascribed_positions() -> Iterable[Row]:
    return [(label(p.holder), label(p.issue), p.stance, label(p.teller)) for p in POSITIONS if p.teller]


def contested_issues() -> Iterable[Row]:
    for issue in ALL_ISSUES:
        friends, foes = holders(issue, "Support"), holders(issue, "Oppose")
        if friends and foes:
            yield label(issue), len(friends), len(foes)


def coalitions() -> Iterable[Row]:
    shared = defaultdict(set)
    for p, q in combinations(POSITIONS, 2):
        if p.holder != q.holder and (p.issue, p.stance) == (q.issue, q.stance):
            shared[tuple(sorted((p.holder, q.holder)))].add(p.issue)
    return [(label(a), label(b), len(issues)) for (a, b), issues in shared.items() if len(issues) > 1]


def opponents() -> Iterable[Row]:
    for issue in below(ISSUE.sanctions):
        for friend in holders(issue, "Support"):
            for foe in holders(issue, "Oppose"):
                yield label(friend), label(foe), label(issue)


def what_was_not_said() -> Iterable[Row]:
    return [
        (label(one(said, FPP.speaker)), str(one(said, FPP.cue)), str(one(said, FPP.content)))
        for said in GRAPH.subjects(FPP.negated, Literal(True))
    ]


def direct_quotations() -> Iterable[Row]:
    return [
        (label(one(said, FPP.speaker)), str(one(said, FPP.content)))
        for said in GRAPH.subjects(FPP.quotation, FPP.Direct)
    ]


def who_addressed_whom() -> Iterable[Row]:
    return {(label(one(said, FPP.speaker)), label(other)) for said, other in GRAPH.subject_objects(FPP.addressee)}


def coverage_by_publisher() -> Iterable[Row]:
    documents = defaultdict(set)
    for document, name in GRAPH.subject_objects(DCTERMS.publisher):
        documents[str(name)].add(document)
    return [
        (name, len(found), sum(p.document in found for p in POSITIONS)) for name, found in documents.items()
    ]  # fmt: skip


def documents_without_claims() -> Iterable[Row]:
    quoted = set(GRAPH.objects(None, PROV.wasQuotedFrom))
    return [(str(one(d, DCTERMS.title)),) for d in GRAPH.subjects(RDF.type, FPP.Document) if d not in quoted]


def stances_by_year() -> Iterable[Row]:
    quota = [p for p in POSITIONS if p.issue == OF_ISSUE["herring-quota"] and p.day]
    for year in {p.day[:4] for p in quota}:
        some = [{p.holder for p in quota if p.day[:4] == year and p.stance == s} for s in ("Support", "Oppose")]
        yield year, *map(len, some)


def silent_actors() -> Iterable[Row]:
    hold = {p.holder for p in POSITIONS}
    named = set(GRAPH.objects(None, SCHEMA.mentions))
    return {(label(who),) for who in named - hold if (who, RDF.type, FPP.Person) not in GRAPH}


def actors_in_many_documents() -> Iterable[Row]:
    named = defaultdict(set)
    for document, who in GRAPH.subject_objects(SCHEMA.mentions):
        named[label(who)].add(document)
    return [(name, len(found)) for name, found in named.items() if len(found) >= 4]


ANSWERS: list[Callable[[], Iterable[Row]]] = [
    who_opposes,
    supporters_below_a_concept,
    positions_of_an_actor,
    agreed_with_in_a_year,
    disagreed_with_in_a_year,
    claims_from_one_source,
    what_one_said_of_another,
    what_was_done_to,
    who_speaks_for,
    for_whom_someone_spoke,
    statements_without_a_speaker,
    unlinked_holders,
    ascribed_positions,
    contested_issues,
    coalitions,
    opponents,
    what_was_not_said,
    direct_quotations,
    who_addressed_whom,
    coverage_by_publisher,
    documents_without_claims,
    stances_by_year,
    silent_actors,
    actors_in_many_documents,
]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda one: one.__name__)
def test_answer_is_right(answer: Callable[[], Iterable[Row]]) -> None:
    """The answer beside the question of this name has the rows that are found in the triples."""
    (path,) = FOLDER.glob(f"??-{answer.__name__.replace('_', '-')}.csv")
    header, *rows = expected(path)
    _, *found = table(header, ([str(value) for value in row] for row in answer()))
    assert sorted(found) == sorted(rows)
