"""Actors and the posts they hold as triples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import ORG, OWL, RDF, RDFS, SKOS, XSD

from kg.model import Actor, Post, Record, content_id
from kg.rdf.namespaces import DEFAULT_BASE, FPP, SCHEMA, WIKIDATA, clean, instance
from kg.rdf.preferred import preferred_name


def add_actor(graph: Graph, actor: Actor, *, base: str, names: Mapping[str, URIRef]) -> None:
    """Add one actor; `names` finds the actors that posts represent, by name."""
    iri = instance(base, "actor", actor.id)
    graph.add((iri, RDF.type, FPP.Actor))
    graph.add((iri, RDF.type, FPP[actor.type]))
    graph.add((iri, RDFS.label, Literal(clean(actor.name), lang="en")))
    for alias in actor.aliases:
        graph.add((iri, SKOS.altLabel, Literal(clean(alias), lang="en")))
    if actor.iso3:
        graph.add((iri, FPP.iso3, Literal(actor.iso3)))
    if actor.wikidata:
        graph.add((iri, OWL.sameAs, WIKIDATA[actor.wikidata]))
    for post in actor.posts:
        held = _add_post(graph, post, base=base, names=names)
        graph.add((iri, ORG.holds, held))
        if post.start or post.end:
            _add_membership(graph, actor, post, held, base=base)


def _add_post(graph: Graph, post: Post, *, base: str, names: Mapping[str, URIRef]) -> URIRef:
    iri = instance(base, "post", content_id("post", post.title, post.organization, post.represents))
    graph.add((iri, RDF.type, ORG.Post))
    graph.add((iri, RDFS.label, Literal(clean(post.title), lang="en")))
    if post.organization:
        graph.add((iri, FPP.organizationName, Literal(clean(post.organization), lang="en")))
        if post.organization in names:
            graph.add((iri, ORG.postIn, names[post.organization]))
    if post.represents and post.represents in names:
        graph.add((iri, FPP.represents, names[post.represents]))
    return iri


def _add_membership(graph: Graph, actor: Actor, post: Post, held: URIRef, *, base: str) -> None:
    """Add the time for which an actor holds a post (W3C ORG)."""
    holder, days = instance(base, "actor", actor.id), (post.start, post.end)
    iri = instance(base, "membership", content_id("membership", str(holder), str(held), *days))
    graph.add((holder, ORG.hasMembership, iri))
    graph.add((iri, RDF.type, ORG.Membership))
    graph.add((iri, ORG.member, holder))
    graph.add((iri, ORG.role, held))
    for prop, day in zip((SCHEMA.startDate, SCHEMA.endDate), days, strict=True):
        if day:
            graph.add((iri, prop, Literal(day.isoformat(), datatype=XSD.date)))


def actor_names(actors: Iterable[Actor], *, base: str) -> dict[str, URIRef]:
    """Return the IRIs of actors by name and alias; the first to bear a name keeps it."""
    found: dict[str, URIRef] = {}
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            found.setdefault(name, instance(base, "actor", actor.id))
    return found


def actor_graph(records: Iterable[Record], *, base: str = DEFAULT_BASE) -> Graph:
    """Return the graph that describes every actor, over all documents; the name that most use is preferred."""
    graph = Graph(identifier=instance(base, "graph", "actors"))
    preferred = preferred_name(RDFS.label)
    for record in records:
        names = actor_names(record.actors, base=base)
        for actor in record.actors:
            add_actor(graph, actor, base=base, names=names)
            preferred.tell(instance(base, "actor", actor.id), Literal(clean(actor.name), lang="en"))
    preferred.settle(graph)
    return graph
