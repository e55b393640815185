"""Ways to spoil a sound graph: one for every property and way that fits, and some that only a reader would think of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from kg.rdf.namespaces import FPP, ISSUE, OA, SCHEMA
from tests.unit.validate.dataset import DATA

NOWHERE = URIRef("https://a.example/nowhere")
CLASSES = (
    FPP.Person,
    FPP.Country,
    ORG.Post,
    ORG.Membership,
    FPP.Document,
    FPP.Statement,
    FPP.Position,
    FPP.Relation,
    FPP.Issue,
    OA.SpecificResource,
    OA.TextPositionSelector,
    OA.TextQuoteSelector,
    PROV.SoftwareAgent,
    PROV.Activity,
    PROV.Person,
)
OPTIONAL = {
    (None, OWL.sameAs),
    (None, SKOS.altLabel),
    (None, SKOS.broader),
    (None, SKOS.definition),
    (None, SKOS.notation),
    (FPP.Person, ORG.holds),
    (FPP.Person, ORG.hasMembership),
    (FPP.Country, FPP.iso3),
    (ORG.Post, FPP.represents),
    (ORG.Post, FPP.organizationName),
    (ORG.Post, ORG.postIn),
    (ORG.Membership, ORG.member),
    (ORG.Membership, SCHEMA.startDate),
    (ORG.Membership, SCHEMA.endDate),
    (FPP.Document, DCTERMS.title),
    (FPP.Document, DCTERMS.issued),
    (FPP.Document, DCTERMS.publisher),
    (FPP.Document, SCHEMA.url),
    (FPP.Statement, FPP.source),
    (FPP.Statement, FPP.cue),
    (FPP.Statement, FPP.speaker),
    (FPP.Statement, FPP.addressee),
    (FPP.Statement, FPP.statedOn),
    (FPP.Statement, FPP.venue),
    (FPP.Statement, FPP.parent),
    (FPP.Position, FPP.expressedIn),
    (FPP.Position, PROV.wasInfluencedBy),
    (FPP.Relation, FPP.expressedIn),
    (FPP.Relation, FPP.occurredOn),
    (FPP.Relation, FPP.place),
    (OA.TextQuoteSelector, OA.prefix),
    (OA.TextQuoteSelector, OA.suffix),
    (PROV.SoftwareAgent, DCTERMS.requires),
    (PROV.Activity, PROV.endedAtTime),
    (PROV.Activity, RDFS.comment),
}
"""What a graph may leave out: without it, it is sound still. A class of None stands for all."""
SEVERAL = {
    SKOS.altLabel,
    SKOS.broader,
    SKOS.inScheme,
    SKOS.definition,
    SKOS.notation,
    OWL.sameAs,
    ORG.holds,
    ORG.hasMembership,
    SCHEMA.mentions,
    DCTERMS.requires,
    FPP.addressee,
    FPP.evidence,
    FPP.supports,
    FPP.opposes,
    PROV.used,
    PROV.wasAssociatedWith,
    PROV.wasInfluencedBy,
    RDF.type,
}
"""What may be said several times."""


@dataclass(frozen=True)
class Mutation:
    """A change to a graph, by a name that tells class, property and way."""

    name: str
    change: Callable[[Graph], None]

    def __call__(self, graph: Graph) -> None:
        self.change(graph)


def short(iri: Node) -> str:
    if iri == PROV.Person:
        return "Coder"
    return str(iri).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def subject(graph: Graph, kind: URIRef, path: URIRef) -> Node | None:
    """Return the first node of a class with a property."""
    return min((node for node in graph.subjects(RDF.type, kind) if (node, path, None) in graph), default=None)


def properties(graph: Graph) -> list[tuple[URIRef, URIRef]]:
    """Return every property of every class that the graph uses."""
    return [
        (kind, path)
        for kind in CLASSES
        for path in sorted({p for node in graph.subjects(RDF.type, kind) for p in graph.predicates(node)})
        if path != RDF.type
    ]


def is_optional(kind: URIRef, path: URIRef) -> bool:
    return (kind, path) in OPTIONAL or (None, path) in OPTIONAL


def dropped(kind: URIRef, path: URIRef) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        graph.remove((subject(graph, kind, path), path, None))

    return change


def replaced(kind: URIRef, path: URIRef, new: Callable[[Node], Node]) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        node = subject(graph, kind, path)
        old = min(graph.objects(node, path))
        graph.remove((node, path, old))
        graph.add((node, path, new(old)))

    return change


def doubled(kind: URIRef, path: URIRef, new: Callable[[Node], Node]) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        node = subject(graph, kind, path)
        graph.add((node, path, new(min(graph.objects(node, path)))))

    return change


def systematic(graph: Graph) -> Iterator[Mutation]:
    """Yield each way to spoil each property: drop, double, dangle, retype, another language, out of range, misspelt."""
    for kind, path in properties(graph):
        node = subject(graph, kind, path)
        value = min(graph.objects(node, path))
        name = f"{short(kind)} {short(path)}"
        if not is_optional(kind, path):
            yield Mutation(f"{name}: dropped", dropped(kind, path))
        yield from _of_literal(kind, path, value, name) if isinstance(value, Literal) else _of_iri(kind, path, name)
        if str(path).startswith(str(FPP)):
            yield Mutation(f"{name}: misspelt", _misspelt(kind, path))
    for kind in CLASSES:
        yield Mutation(f"{short(kind)}: type dropped", _untyped(kind))
        yield Mutation(f"{short(kind)}: blank", _blank(kind))


def _of_literal(kind: URIRef, path: URIRef, value: Literal, name: str) -> Iterator[Mutation]:
    text = str(value)
    if path not in SEVERAL:
        other = Literal(_other(value), datatype=value.datatype, lang=value.language)
        yield Mutation(f"{name}: doubled", doubled(kind, path, lambda _: other))
    yield Mutation(f"{name}: an IRI", replaced(kind, path, lambda _: NOWHERE))
    if value.language:
        yield Mutation(f"{name}: no language", replaced(kind, path, lambda _: Literal(text)))
        yield Mutation(f"{name}: another language", replaced(kind, path, lambda _: Literal(text, lang="xx")))
        yield Mutation(f"{name}: empty", replaced(kind, path, lambda _: Literal("", lang="en")))
        return
    typed = XSD.string if value.datatype not in (None, XSD.string) else XSD.integer
    yield Mutation(f"{name}: another datatype", replaced(kind, path, lambda _: Literal(text, datatype=typed)))
    yield Mutation(f"{name}: with a language", replaced(kind, path, lambda _: Literal(text, lang="en")))
    if value.datatype in (None, XSD.string):
        yield Mutation(f"{name}: empty", replaced(kind, path, lambda _: Literal("")))
    for number, wrong in enumerate(OUT_OF_RANGE.get(value.datatype, ()), 1):
        bad = Literal(wrong, datatype=value.datatype, normalize=False)  # else rdflib makes "maybe" false
        yield Mutation(f"{name}: out of range {number}", replaced(kind, path, lambda _, bad=bad: bad))


def _other(value: Literal) -> str:
    return {
        XSD.boolean: "true",
        XSD.date: "2025-03-02",
        XSD.dateTime: "2025-03-02T00:00:00Z",
        XSD.decimal: "0.5",
        XSD.integer: "7",
    }.get(value.datatype, f"{value} and more")


OUT_OF_RANGE = {
    XSD.decimal: ("-0.1", "1.5"),
    XSD.integer: ("-1", "100000"),
    XSD.date: ("2025-02-30", "4 March"),
    XSD.boolean: ("maybe",),
}


def _of_iri(kind: URIRef, path: URIRef, name: str) -> Iterator[Mutation]:
    if path not in SEVERAL:
        yield Mutation(f"{name}: doubled", doubled(kind, path, lambda _: NOWHERE))
    yield Mutation(f"{name}: dangling", replaced(kind, path, lambda _: NOWHERE))
    yield Mutation(f"{name}: a text", replaced(kind, path, lambda old: Literal(str(old))))
    yield Mutation(f"{name}: another class", replaced(kind, path, lambda _: URIRef(f"{DATA}software/kg-0.1.0")))


def _misspelt(kind: URIRef, path: URIRef) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        node = subject(graph, kind, path)
        graph.add((node, URIRef(f"{path}s"), min(graph.objects(node, path))))

    return change


def _untyped(kind: URIRef) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        graph.remove((min(graph.subjects(RDF.type, kind)), RDF.type, kind))

    return change


def _blank(kind: URIRef) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        old, new = min(graph.subjects(RDF.type, kind)), BNode("b0")
        for s, p, o in list(graph):
            if old in (s, o):
                graph.remove((s, p, o))
                graph.add((new if s == old else s, p, new if o == old else o))

    return change


def by_hand(graph: Graph) -> Iterator[Mutation]:
    """Yield what breaks the rules between records; each leaves every single property as it may be."""

    def at(kind: str, name: str) -> URIRef:
        return URIRef(f"{DATA}{kind}/{name}")

    def put(node: URIRef, path: URIRef, value: Node) -> Callable[[Graph], None]:
        return lambda graph: graph.set((node, path, value)) and None

    def add(node: URIRef, path: URIRef, value: Node) -> Callable[[Graph], None]:
        return lambda graph: graph.add((node, path, value)) and None

    def take(node: URIRef | None, path: URIRef, value: Node | None) -> Callable[[Graph], None]:
        return lambda graph: graph.remove((node, path, value)) and None

    def number(value: int) -> Literal:
        return Literal(value, datatype=XSD.integer)

    place, quote = at("evidence", "position-1-1-position"), at("evidence", "position-1-1-quote")
    evidence = at("evidence", "position-1-1")
    document, other = sorted(graph.subjects(RDF.type, FPP.Document), key=lambda one: len(list(graph.objects(one))))[
        ::-1
    ]
    norway, chile, lund = at("actor", "actor-nor"), at("actor", "actor-chl"), at("actor", "actor-lund")
    time = graph.value(None, RDF.type, ORG.Membership)
    one, two, three = (at("position", f"position-{number}") for number in (1, 2, 3))
    start, end = graph.value(place, OA.start), graph.value(place, OA.end)
    exact = str(graph.value(quote, OA.exact))

    def shifted(graph: Graph) -> None:
        graph.set((place, OA.start, number(int(start) + 1)))
        graph.set((place, OA.end, number(int(end) + 1)))

    def contradicting(graph: Graph) -> None:
        graph.set((one, FPP.target, Literal("plan")))
        for path in (
            RDF.type,
            FPP.holder,
            FPP.issue,
            FPP.target,
            FPP.expressedIn,
            FPP.intensity,
            FPP.score,
            PROV.wasQuotedFrom,
        ):
            graph.add((at("position", "position-1b"), path, graph.value(one, path)))
        graph.add((at("position", "position-1b"), FPP.stance, FPP.Support))
        graph.add((at("position", "position-1b"), FPP.evidence, evidence))
        graph.add((norway, FPP.supports, graph.value(one, FPP.issue)))

    def circle(graph: Graph) -> None:
        graph.add((at("statement", "statement-3"), FPP.parent, at("statement", "statement-4")))

    def shared_selector(graph: Graph) -> None:
        graph.set((at("evidence", "position-3-1"), OA.hasSelector, place))

    issue = graph.value(one, FPP.issue)
    yield from (
        Mutation("evidence: place shifted by one", shifted),
        Mutation("evidence: end behind the text", put(place, OA.end, number(5000))),
        Mutation("evidence: end one further", put(place, OA.end, number(int(end) + 1))),
        Mutation(
            "evidence: start one earlier than the words",
            put(at("evidence", "statement-1-1-position"), OA.start, number(3)),
        ),
        Mutation("evidence: start is end", put(place, OA.start, end)),
        Mutation(
            "evidence: one letter of the quotation", put(quote, OA.exact, Literal(exact.replace("Norway", "Narway")))
        ),
        Mutation("evidence: quotation in capitals", put(quote, OA.exact, Literal(exact.upper()))),
        Mutation("evidence: quotation cut", put(quote, OA.exact, Literal(exact[:-1]))),
        Mutation("evidence: other words before", put(quote, OA.prefix, Literal("zzz"))),
        Mutation("evidence: other words after", put(quote, OA.suffix, Literal(" zzz"))),
        Mutation("evidence: in the other document", put(evidence, OA.hasSource, other)),
        Mutation("evidence: of nothing", take(one, FPP.evidence, None)),
        Mutation("evidence: one of two passages lost", take(three, FPP.evidence, at("evidence", "position-3-1"))),
        Mutation("evidence: two places", add(evidence, OA.hasSelector, at("evidence", "position-2-1-position"))),
        Mutation("evidence: no quotation", take(evidence, OA.hasSelector, quote)),
        Mutation("evidence: no place", take(evidence, OA.hasSelector, place)),
        Mutation("evidence: selector shared", shared_selector),
        Mutation(
            "document: identifier of another text", put(document, DCTERMS.identifier, Literal("doc-0123456789abcdef"))
        ),
        Mutation("document: digest of another text", put(document, FPP.sha256, Literal("0" * 64))),
        Mutation("document: length of another text", put(document, FPP.length, number(199))),
        Mutation("document: shorter than its evidence", put(document, FPP.length, number(20))),
        Mutation("document: title in another language", put(document, DCTERMS.title, Literal("Norge", lang="no"))),
        Mutation("document: does not mention an actor", take(document, SCHEMA.mentions, norway)),
        Mutation(
            "document: published before the statement",
            put(document, DCTERMS.issued, Literal("2025-03-01", datatype=XSD.date)),
        ),
        Mutation("actor: a country twice", put(chile, FPP.iso3, Literal("NOR"))),
        Mutation("actor: two types", add(norway, RDF.type, FPP.Group)),
        Mutation(
            "statement: words that are not there", put(at("statement", "statement-1"), FPP.cue, Literal("denied"))
        ),
        Mutation(
            "statement: content that is not quoted", put(at("statement", "statement-1"), FPP.content, Literal("Norway"))
        ),
        Mutation(
            "statement: content longer than quoted",
            put(
                at("statement", "statement-1"),
                FPP.content,
                Literal("said on Monday that Norway rejects the plan of Chile"),
            ),
        ),
        Mutation("statement: from another document", put(at("statement", "statement-4"), PROV.wasQuotedFrom, other)),
        Mutation(
            "statement: around one of another document",
            put(at("statement", "statement-4"), FPP.parent, at("statement", "statement-9")),
        ),
        Mutation(
            "statement: around itself", put(at("statement", "statement-4"), FPP.parent, at("statement", "statement-4"))
        ),
        Mutation("statement: in a circle", circle),
        Mutation(
            "statement: speaker not yet in office",
            put(time, SCHEMA.startDate, Literal("2025-04-01", datatype=XSD.date)),
        ),
        Mutation(
            "statement: speaker no longer in office",
            put(time, SCHEMA.endDate, Literal("2025-02-01", datatype=XSD.date)),
        ),
        Mutation(
            "statement: made before the speaker came into office",
            put(at("statement", "statement-1"), FPP.statedOn, Literal("2024-12-31", datatype=XSD.date)),
        ),
        Mutation(
            "membership: ends before it starts",
            put(time, SCHEMA.endDate, Literal("2024-01-01", datatype=XSD.date)),
        ),
        Mutation("position: holder who does not speak", put(one, FPP.holder, chile)),
        Mutation("position: ascribed by who does not speak", put(two, FPP.ascribedBy, chile)),
        Mutation("position: ascribed, without who does so", take(two, FPP.ascribedBy, None)),
        Mutation("position: ascribed to oneself", put(one, FPP.ascribedBy, norway)),
        Mutation("position: contradicting itself", contradicting),
        Mutation("position: expressed in another document", put(one, FPP.expressedIn, at("statement", "statement-9"))),
        Mutation("position: from another document", put(one, PROV.wasQuotedFrom, other)),
        Mutation("position: target outside the evidence", put(one, FPP.target, Literal("theft"))),
        Mutation("position: two stances", add(one, FPP.stance, FPP.Support)),
        Mutation("position: other stance than derived", put(one, FPP.stance, FPP.Support)),
        Mutation("position: other issue than derived", put(one, FPP.issue, at("issue", "issue-truce"))),
        Mutation("position: holder by name", put(one, FPP.holder, Literal("Norway"))),
        Mutation("relation: to oneself", put(at("relation", "relation-1"), FPP.to, norway)),
        Mutation("relation: type of another scheme", put(at("relation", "relation-1"), FPP.relationType, FPP.Support)),
        Mutation("issue: below itself", add(issue, SKOS.broader, issue)),
        Mutation("issue: in a circle", add(ISSUE.sanctions, SKOS.broader, issue)),
        Mutation("issue: in no scheme", take(issue, SKOS.inScheme, None)),
        Mutation("derived: support lost", take(chile, FPP.supports, None)),
        Mutation("derived: opposition lost", take(norway, FPP.opposes, issue)),
        Mutation("derived: support that no position tells", add(norway, FPP.supports, issue)),
        Mutation("derived: opposition that no position tells", add(chile, FPP.opposes, issue)),
        Mutation("derived: for what is no issue", add(norway, FPP.supports, lund)),
        Mutation(
            "provenance: agent not described",
            put(min(graph.subjects(RDF.type, PROV.Activity)), PROV.wasAssociatedWith, NOWHERE),
        ),
    )
