"""One document's records as one named graph: no blank nodes, the same triples every time."""

from __future__ import annotations

from decimal import Decimal

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS, XSD

from kg.errors import MappingError
from kg.model import Document, Issue, Position, Record, Relation, Spans, Statement
from kg.rdf.actors import actor_names, add_actor
from kg.rdf.namespaces import (
    DEFAULT_BASE,
    FPP,
    ISSUES,
    OA,
    RELATION,
    SCHEMA,
    clean,
    document_graph_iri,
    instance,
    issue_iri,
)

CONTEXT = 32
"""Characters before and after a quotation that a text quote selector carries."""


def document_graph(record: Record, *, base: str = DEFAULT_BASE) -> Graph:
    """Return everything extracted from a document as a graph named by the document's graph IRI.

    Raises:
        MappingError: If a claim names an actor or issue that the record does not hold.
    """
    graph = Graph(identifier=URIRef(document_graph_iri(record.document.id, base=base)))
    _DocumentGraph(graph, record, base).add()
    return graph


class _DocumentGraph:
    """Writes one record into one graph."""

    def __init__(self, graph: Graph, record: Record, base: str) -> None:
        self.graph = graph
        self.record = record
        self.base = base
        self.text = record.document.text
        self.document = instance(base, "document", record.document.id)
        self.actors = {actor.id: instance(base, "actor", actor.id) for actor in record.actors}
        self.issues = {issue.id: issue_iri(base, issue.id) for issue in record.issues}

    def add(self) -> None:
        """Add the document, its actors, issues, statements, positions and relations."""
        self._add_document(self.record.document)
        names = actor_names(self.record.actors, base=self.base)
        for actor in self.record.actors:
            add_actor(self.graph, actor, base=self.base, names=names)
            self.graph.add((self.document, SCHEMA.mentions, self.actors[actor.id]))
        for issue in self.record.issues:
            add_issue(self.graph, issue, base=self.base)
        for statement in self.record.statements:
            self._add_statement(statement)
        for position in self.record.positions:
            self._add_position(position)
        for relation in self.record.relations:
            self._add_relation(relation)

    def _add_document(self, document: Document) -> None:
        put = self.graph.add
        put((self.document, RDF.type, FPP.Document))
        put((self.document, DCTERMS.identifier, Literal(document.id)))
        put((self.document, DCTERMS.language, Literal(document.language)))
        put((self.document, FPP.sha256, Literal(document.sha256)))
        put((self.document, FPP.length, Literal(len(document.text), datatype=XSD.integer)))
        put((self.document, FPP.input, Literal(clean(document.input))))
        if document.title:
            put((self.document, DCTERMS.title, Literal(clean(document.title), lang=document.language)))
        if document.published:
            put((self.document, DCTERMS.issued, Literal(document.published.isoformat(), datatype=XSD.date)))
        if document.publisher:
            put((self.document, DCTERMS.publisher, Literal(clean(document.publisher))))
        if document.url:
            put((self.document, SCHEMA.url, Literal(clean(document.url), datatype=XSD.anyURI)))

    def _add_statement(self, statement: Statement) -> None:
        iri = instance(self.base, "statement", statement.id)
        put = self.graph.add
        put((iri, RDF.type, FPP.Statement))
        put((iri, PROV.wasQuotedFrom, self.document))
        for name, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
            if spans:
                put((iri, FPP[name], self._words(spans)))
        put((iri, FPP.quotation, FPP[statement.quotation.capitalize()]))
        put((iri, FPP.negated, Literal(statement.negated)))
        put((iri, FPP.score, decimal(statement.score)))
        for name, actor in (("speaker", statement.speaker), ("onBehalfOf", statement.on_behalf_of)):
            if actor:
                put((iri, FPP[name], self._actor(actor, statement.id)))
        for actor in statement.addressees:
            put((iri, FPP.addressee, self._actor(actor, statement.id)))
        if statement.venue:
            put((iri, FPP.venue, Literal(clean(statement.venue))))
        if statement.date:
            put((iri, FPP.statedOn, Literal(statement.date.isoformat(), datatype=XSD.date)))
        if statement.parent:
            put((iri, FPP.parent, instance(self.base, "statement", statement.parent)))
        self._add_evidence(iri, statement.id, statement.content)

    def _add_position(self, position: Position) -> None:
        iri = instance(self.base, "position", position.id)
        put = self.graph.add
        put((iri, RDF.type, FPP.Position))
        put((iri, PROV.wasQuotedFrom, self.document))
        put((iri, FPP.holder, self._actor(position.holder, position.id)))
        put((iri, FPP.issue, self._issue(position)))
        put((iri, FPP.stance, FPP[position.stance.capitalize()]))
        put((iri, FPP.target, self._words(position.target)))
        put((iri, FPP.intensity, decimal(position.intensity)))
        put((iri, FPP.score, decimal(position.score)))
        if position.statement:
            put((iri, FPP.expressedIn, instance(self.base, "statement", position.statement)))
        if position.ascribed_by:
            put((iri, FPP.ascribedBy, self._actor(position.ascribed_by, position.id)))
        self._add_evidence(iri, position.id, position.evidence)

    def _add_relation(self, relation: Relation) -> None:
        iri = instance(self.base, "relation", relation.id)
        put = self.graph.add
        put((iri, RDF.type, FPP.Relation))
        put((iri, PROV.wasQuotedFrom, self.document))
        put((iri, FPP["from"], self._actor(relation.source, relation.id)))
        put((iri, FPP.to, self._actor(relation.target, relation.id)))
        put((iri, FPP.relationType, RELATION[relation.type]))
        put((iri, FPP.mode, Literal(relation.mode)))
        if relation.date:
            put((iri, FPP.occurredOn, Literal(relation.date.isoformat(), datatype=XSD.date)))
        if relation.place:
            put((iri, FPP.place, Literal(clean(relation.place))))
        put((iri, FPP.score, decimal(relation.score)))
        if relation.statement:
            put((iri, FPP.expressedIn, instance(self.base, "statement", relation.statement)))
        self._add_evidence(iri, relation.id, relation.cue)

    def _add_evidence(self, owner: URIRef, name: str, spans: Spans) -> None:
        """Add one specific resource a span, selected by position and by quotation (W3C Web Annotation)."""
        put = self.graph.add
        for number, (start, end) in enumerate(spans, 1):
            iri = instance(self.base, "evidence", f"{name}-{number}")
            place, quotation = URIRef(f"{iri}-position"), URIRef(f"{iri}-quote")
            put((owner, FPP.evidence, iri))
            put((iri, RDF.type, OA.SpecificResource))
            put((iri, OA.hasSource, self.document))
            put((iri, OA.hasSelector, place))
            put((iri, OA.hasSelector, quotation))
            put((place, RDF.type, OA.TextPositionSelector))
            put((place, OA.start, Literal(start, datatype=XSD.integer)))
            put((place, OA.end, Literal(end, datatype=XSD.integer)))
            put((quotation, RDF.type, OA.TextQuoteSelector))
            put((quotation, OA.exact, Literal(clean(self.text[start:end]))))
            put((quotation, OA.prefix, Literal(clean(self.text[max(0, start - CONTEXT) : start]))))
            put((quotation, OA.suffix, Literal(clean(self.text[end : end + CONTEXT]))))

    def _words(self, spans: Spans) -> Literal:
        return Literal(clean(" … ".join(span.of(self.text) for span in spans)))

    def _actor(self, actor: str, claim: str) -> URIRef:
        if actor not in self.actors:
            raise MappingError(f"{claim}: names the actor {actor}, which the document does not hold.", claim=claim)
        return self.actors[actor]

    def _issue(self, position: Position) -> URIRef:
        if position.issue not in self.issues:
            raise MappingError(f"{position.id}: names the issue {position.issue}, which the document does not hold.")
        return self.issues[position.issue]


def add_issue(graph: Graph, issue: Issue, *, base: str) -> None:
    """Add one issue as a SKOS concept of the issue scheme."""
    iri = issue_iri(base, issue.id)
    graph.add((iri, RDF.type, FPP.Issue))
    graph.add((iri, SKOS.prefLabel, Literal(clean(issue.label), lang="en")))
    graph.add((iri, SKOS.inScheme, ISSUES))
    graph.add((iri, FPP.issueKind, Literal(issue.kind)))
    for concept in issue.broader:
        graph.add((iri, SKOS.broader, issue_iri(base, concept)))


def decimal(number: float) -> Literal:
    """Return a probability as xsd:decimal with four digits at most, in its canonical spelling: 1, not 1.0."""
    spelled = f"{Decimal(str(round(number, 4))):f}"
    return Literal(spelled.rstrip("0").rstrip(".") if "." in spelled else spelled, datatype=XSD.decimal)
