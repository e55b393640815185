"""The tables of a data package: what stands in each, in which class and property of the graph, and how they hang together.

One row a resource, or a link where a property may have several values; ids lead from table to table. The words are those
of `docs/reference/data-dictionary.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import pyoxigraph as ox

from kg.export.nodes import Node, short_id
from kg.rdf.namespaces import FPP, OA, WIKIDATA
from kg.rdf.prefixes import PREFIXES
from kg.store.terms import Term, Value, to_value

Kind = Literal["text", "integer", "number", "date", "truth"]
How = Literal["value", "values", "id", "class", "subject"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Args:
        name: Its name.
        what: What stands in it.
        prop: The property that it comes from, as a CURIE; empty for the row's own id.
        kind: What kind of value it holds.
        how: `value` the first value, `values` all, joined by `; `, `id` the id of the first, `class` its last part.
        table: The table that an id leads to.
        among: The only values, where the list is closed.
        required: Whether there always is one.
    """

    name: str
    what: str
    prop: str = ""
    kind: Kind = "text"
    how: How = "value"
    table: str = ""
    among: tuple[str, ...] = ()
    required: bool = False

    @property
    def iri(self) -> str:
        """The property's IRI, empty for the row's own id."""
        return full(self.prop) if self.prop else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOf:
    """One table: a row for each resource of a class, or, with `each`, for each value of a property of it."""

    name: str
    title: str
    of: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = field(default=())
    each: str = ""

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return self.key or (self.columns[0].name,)

    def rows(self, subject: str, node: Node) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of a resource."""
        if not self.each:
            yield tuple(_cell(column, subject, node) for column in self.columns)
            return
        prop = full(self.each)
        for value in node.get(prop, ()):
            alone = {**node, prop: [value]}
            yield tuple(_cell(column, subject, alone) for column in self.columns)


def full(curie: str) -> str:
    """Return the IRI of a CURIE with one of our prefixes."""
    prefix, _, local = curie.partition(":")
    return f"{PREFIXES[prefix]}{local}"


def _cell(column: Column, subject: str, node: Node) -> Value:
    if column.how == "subject":
        return short_id(subject)
    values = node.get(column.iri, [])
    if column.how == "values":
        return "; ".join(str(to_value(one)) for one in values) or None
    return _single(column, values)


def _single(column: Column, values: list[Term]) -> Value:
    if column.prop == "rdf:type":
        values = [one for one in values if one != ox.NamedNode(str(FPP.Actor))]
    if column.prop == "owl:sameAs":
        values = [one for one in values if str(to_value(one)).startswith(WIKIDATA)]
    if not values:
        return None
    value = to_value(values[0])
    if column.how == "class":
        name = str(value).rpartition("#")[2].rpartition("/")[2]
        return name.lower() if name.lower() in column.among else name
    return short_id(str(value)) if column.how == "id" else value


def _id(name: str, what: str) -> Column:
    return Column(name=name, what=what, how="subject", required=True)


def _to(name: str, what: str, prop: str, table: str, *, required: bool = False) -> Column:
    return Column(name=name, what=what, prop=prop, how="id", table=table, required=required)


_DOCUMENT = _to("document_id", "the document", "prov:wasQuotedFrom", "documents", required=True)
_STATEMENT = _to("statement_id", "the statement that it stands in", "fpp:expressedIn", "statements")
_SCORE = Column(name="score", what="how sure kg is, in [0, 1]", prop="fpp:score", kind="number", required=True)
STANCES = ("support", "oppose", "ambivalent")

TABLES = (
    TableOf(
        name="documents",
        title="One row a document",
        of="fpp:Document",
        columns=(
            _id("document_id", "the document's id"),
            Column(name="title", what="its title", prop="dcterms:title"),
            Column(name="published", what="the day on which it was published", prop="dcterms:issued", kind="date"),
            Column(name="publisher", what="who published it", prop="dcterms:publisher"),
            Column(name="url", what="its address", prop="schema:url"),
            Column(name="language", what="the language of its text, as ISO 639 has it", prop="dcterms:language"),
            Column(name="length", what="the length of its text in code points", prop="fpp:length", kind="integer"),
            Column(name="sha256", what="the SHA-256 digest of its text", prop="fpp:sha256"),
            Column(name="input", what="the file or address that it was read from", prop="fpp:input"),
        ),
    ),
    TableOf(
        name="actors",
        title="One row an actor",
        of="fpp:Actor",
        columns=(
            _id("actor_id", "the actor's id"),
            Column(name="name", what="the name that most documents give it", prop="rdfs:label", required=True),
            Column(name="type", what="Person, Country and so on", prop="rdf:type", how="class"),
            Column(name="aliases", what="other names, joined by semicolons", prop="skos:altLabel", how="values"),
            Column(name="iso3", what="ISO 3166-1 alpha-3 code of a country; XKX for Kosovo", prop="fpp:iso3"),
            Column(name="wikidata", what="its Q-id", prop="owl:sameAs", how="class"),
        ),
    ),
    TableOf(
        name="posts",
        title="One row a post that an actor holds",
        of="org:Post",
        columns=(
            _id("post_id", "the post's id"),
            Column(name="title", what="the title of the office", prop="rdfs:label", required=True),
            Column(name="organization", what="the body that it belongs to, by name", prop="fpp:organizationName"),
            _to("organization_id", "the body that it belongs to, where it is an actor", "org:postIn", "actors"),
            _to("represents_id", "the state or body that its holder speaks for", "fpp:represents", "actors"),
        ),
    ),
    TableOf(
        name="holders",
        title="One row an actor and a post that it holds",
        of="fpp:Actor",
        each="org:holds",
        key=("actor_id", "post_id"),
        columns=(
            Column(name="actor_id", what="the actor", how="subject", table="actors", required=True),
            _to("post_id", "the post", "org:holds", "posts", required=True),
        ),
    ),
    TableOf(
        name="terms_of_office",
        title="One row a time for which an actor holds a post, where its days are known",
        of="org:Membership",
        columns=(
            _id("membership_id", "the membership's id"),
            _to("actor_id", "who holds the post", "org:member", "actors", required=True),
            _to("post_id", "the post", "org:role", "posts", required=True),
            Column(name="start", what="the first day in office", prop="schema:startDate", kind="date"),
            Column(name="end", what="the last day, empty while it lasts", prop="schema:endDate", kind="date"),
        ),
    ),
    TableOf(
        name="mentions",
        title="One row a document and an actor that it mentions",
        of="fpp:Document",
        each="schema:mentions",
        key=("document_id", "actor_id"),
        columns=(
            Column(name="document_id", what="the document", how="subject", table="documents", required=True),
            _to("actor_id", "the actor", "schema:mentions", "actors", required=True),
        ),
    ),
    TableOf(
        name="issues",
        title="One row an issue, or a concept above issues",
        of="fpp:Issue",
        columns=(
            _id("issue_id", "the issue's id"),
            Column(name="label", what="its label", prop="skos:prefLabel", required=True),
            Column(name="kind", what="what kind of thing it is", prop="fpp:issueKind"),
            Column(name="definition", what="what it means, for concepts", prop="skos:definition"),
            Column(name="notation", what="its code in the scheme, where it has one", prop="skos:notation"),
        ),
    ),
    TableOf(
        name="broader",
        title="One row an issue and a concept right above it",
        of="fpp:Issue",
        each="skos:broader",
        key=("issue_id", "broader_id"),
        columns=(
            Column(name="issue_id", what="the issue", how="subject", table="issues", required=True),
            _to("broader_id", "the concept above it", "skos:broader", "issues", required=True),
        ),
    ),
    TableOf(
        name="statements",
        title="One row a statement",
        of="fpp:Statement",
        columns=(
            _id("statement_id", "the statement's id"),
            _DOCUMENT,
            _to("speaker_id", "the actor who spoke", "fpp:speaker", "actors"),
            _to("on_behalf_of_id", "the state or body spoken for", "fpp:onBehalfOf", "actors"),
            _to("parent_id", "the statement around it", "fpp:parent", "statements"),
            Column(name="source", what="the words that name the source", prop="fpp:source"),
            Column(name="cue", what="the words that signal the attribution", prop="fpp:cue"),
            Column(name="content", what="the words that are attributed", prop="fpp:content", required=True),
            Column(
                name="quotation",
                what="how it is quoted",
                prop="fpp:quotation",
                how="class",
                among=("direct", "indirect", "mixed"),
            ),
            Column(name="negated", what="whether the text says that it was not said", prop="fpp:negated", kind="truth"),
            Column(name="venue", what="where or in what it was said, in the text's words", prop="fpp:venue"),
            Column(name="stated_on", what="the day on which it was said", prop="fpp:statedOn", kind="date"),
            _SCORE,
        ),
    ),
    TableOf(
        name="addressees",
        title="One row a statement and an actor spoken to",
        of="fpp:Statement",
        each="fpp:addressee",
        key=("statement_id", "actor_id"),
        columns=(
            Column(name="statement_id", what="the statement", how="subject", table="statements", required=True),
            _to("actor_id", "the actor", "fpp:addressee", "actors", required=True),
        ),
    ),
    TableOf(
        name="positions",
        title="One row a position",
        of="fpp:Position",
        columns=(
            _id("position_id", "the position's id"),
            _DOCUMENT,
            _STATEMENT,
            _to("holder_id", "the actor whose position it is", "fpp:holder", "actors", required=True),
            _to("issue_id", "what it is about", "fpp:issue", "issues", required=True),
            Column(
                name="stance",
                what="for, against, or both",
                prop="fpp:stance",
                how="class",
                among=STANCES,
                required=True,
            ),
            Column(name="target", what="the words that name the thing", prop="fpp:target"),
            Column(name="intensity", what="how strong it is, in [0, 1]", prop="fpp:intensity", kind="number"),
            _SCORE,
            _to("ascribed_by_id", "who says that the holder takes this position", "fpp:ascribedBy", "actors"),
        ),
    ),
    TableOf(
        name="relations",
        title="One row something that an actor did to another, or said that it would",
        of="fpp:Relation",
        columns=(
            _id("relation_id", "the relation's id"),
            _DOCUMENT,
            _STATEMENT,
            _to("source_id", "who does it", "fpp:from", "actors", required=True),
            _to("target_id", "to whom", "fpp:to", "actors", required=True),
            Column(name="type", what="the event type of PLOVER", prop="fpp:relationType", how="class", required=True),
            Column(name="mode", what="whether it was done, announced and so on", prop="fpp:mode"),
            Column(name="occurred_on", what="the day", prop="fpp:occurredOn", kind="date"),
            Column(name="place", what="where, in the text's words", prop="fpp:place"),
            _SCORE,
        ),
    ),
)

EVIDENCE = TableOf(
    name="evidence",
    title="One row a span of text that proves a claim",
    of=f"oa:{OA.SpecificResource.removeprefix(OA)}",
    columns=(
        _id("evidence_id", "the evidence's id"),
        _to("document_id", "the document", "oa:hasSource", "documents", required=True),
        _to("statement_id", "the statement that it proves, else empty", "fpp:evidence", "statements"),
        _to("position_id", "the position that it proves, else empty", "fpp:evidence", "positions"),
        _to("relation_id", "the relation that it proves, else empty", "fpp:evidence", "relations"),
        Column(
            name="start",
            what="where the words start, in code points from 0",
            prop="oa:start",
            kind="integer",
            required=True,
        ),
        Column(name="end", what="where they end, exclusive", prop="oa:end", kind="integer", required=True),
        Column(name="quote", what="the words", prop="oa:exact", required=True),
    ),
)
"""Written by itself: what it says stands in three places of the graph."""
