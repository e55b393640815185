"""What a graph is, for catalogues and crawlers: one description in VoID and DCAT, counted from the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, VOID, XSD, Namespace

from kg.rdf.namespaces import FPP, WIKIDATA
from kg.rdf.prefixes import PREFIXES

if TYPE_CHECKING:
    from kg.store import GraphStore

FORMATS = Namespace("http://www.w3.org/ns/formats/")
MEDIA = "https://www.iana.org/assignments/media-types/"
EXAMPLES = ("Actor", "Document", "Issue", "Position", "Relation", "Statement")


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that holds the whole graph: its address, what it is, and its size in bytes."""

    url: str
    media_type: str
    size: int
    compressed: bool = True


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """What the graph itself does not tell. Empty texts are left out of the description.

    Args:
        url: Where the dataset is published, with `/` at the end; its IRI is `url` and `#dataset`.
        base: The IRI under which the instances stand.
        title: Its name.
        description: A sentence on it.
        licence: The IRI of the licence.
        publisher: Who publishes it, by name.
        dumps: Files that hold all of it.
        sparql: The address of a SPARQL endpoint.
    """

    url: str
    base: str
    title: str
    description: str = ""
    licence: str = ""
    publisher: str = ""
    dumps: tuple[Dump, ...] = field(default=())
    sparql: str = ""


def describe_dataset(store: GraphStore, facts: DatasetFacts) -> Graph:
    """Return the description of the union of all graphs.

    Counts of triples, subjects, objects, classes and properties, partitions by class and by property, vocabularies,
    dumps, licence, days covered, the programs that made it, links to Wikidata, and an example of each kind.

    Args:
        store: The graph.
        facts: Where it is published, and what else it does not tell itself.
    """
    graph = Graph()
    for prefix, namespace in {**PREFIXES, "void": VOID, "dcat": DCAT, "formats": FORMATS}.items():
        graph.bind(prefix, namespace, replace=True)
    dataset, page = URIRef(f"{facts.url}#dataset"), URIRef(f"{facts.url}void.ttl")
    put = graph.add
    put((page, RDF.type, VOID.DatasetDescription))
    put((page, DCTERMS.title, Literal(f"Description of: {facts.title}", lang="en")))
    put((page, FOAF.primaryTopic, dataset))
    _add_identity(graph, dataset, facts)
    _add_counts(graph, dataset, store)
    _add_partitions(graph, dataset, store)
    _add_coverage(graph, dataset, store)
    _add_links(graph, dataset, store, facts)
    _add_dumps(graph, dataset, facts)
    return graph


def _add_identity(graph: Graph, dataset: URIRef, facts: DatasetFacts) -> None:
    put = graph.add
    put((dataset, RDF.type, VOID.Dataset))
    put((dataset, RDF.type, DCAT.Dataset))
    put((dataset, DCTERMS.title, Literal(facts.title, lang="en")))
    put((dataset, DCAT.landingPage, URIRef(facts.url)))
    put((dataset, FOAF.homepage, URIRef(facts.url)))
    put((dataset, VOID.uriSpace, Literal(facts.base)))
    put((dataset, DCTERMS.conformsTo, URIRef(str(FPP).rstrip("#"))))
    for word in ("foreign policy", "international relations", "stance", "discourse network"):
        put((dataset, DCAT.keyword, Literal(word, lang="en")))
    for feature in (FORMATS.Turtle, FORMATS["JSON-LD"]):
        put((dataset, VOID.feature, feature))
    if facts.description:
        put((dataset, DCTERMS.description, Literal(facts.description, lang="en")))
    if facts.licence:
        put((dataset, DCTERMS.license, URIRef(facts.licence)))
    if facts.publisher:
        publisher = URIRef(f"{facts.url}#publisher")
        put((dataset, DCTERMS.publisher, publisher))
        put((publisher, RDF.type, FOAF.Agent))
        put((publisher, FOAF.name, Literal(facts.publisher)))
    if facts.sparql:
        put((dataset, VOID.sparqlEndpoint, URIRef(facts.sparql)))


def _add_counts(graph: Graph, dataset: URIRef, store: GraphStore) -> None:
    put = graph.add
    for term, query in (
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        ("documents", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a fpp:Document }"),
    ):
        put((dataset, VOID[term], Literal(int(str(store.select(query).rows[0][0])), datatype=XSD.integer)))


def _add_partitions(graph: Graph, dataset: URIRef, store: GraphStore) -> None:
    classes = _counted(store, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    properties = _counted(store, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")
    namespaces = {_namespace(iri) for iri in (*classes, *properties)}
    known = set(PREFIXES.values())
    for namespace in sorted(namespaces & known):
        graph.add((dataset, VOID.vocabulary, URIRef(namespace)))
    for kind, term, number, counts in (
        ("class", VOID["class"], VOID.entities, classes),
        ("property", VOID.property, VOID.triples, properties),
    ):
        for place, (iri, count) in enumerate(sorted(counts.items()), 1):
            part = URIRef(f"{dataset}-{kind}-{place}")
            graph.add((dataset, VOID[f"{kind}Partition"], part))
            graph.add((part, term, URIRef(iri)))
            graph.add((part, number, Literal(count, datatype=XSD.integer)))


def _add_coverage(graph: Graph, dataset: URIRef, store: GraphStore) -> None:
    (days,) = store.select("SELECT (MIN(?d) AS ?a) (MAX(?d) AS ?z) { ?s a fpp:Document ; dcterms:issued ?d }").rows
    if days[0] is not None and days[1] is not None:
        period = URIRef(f"{dataset}-period")
        graph.add((dataset, DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        graph.add((period, DCAT.startDate, Literal(str(days[0]), datatype=XSD.date)))
        graph.add((period, DCAT.endDate, Literal(str(days[1]), datatype=XSD.date)))
    languages = store.select("SELECT DISTINCT ?l { ?s a fpp:Document ; dcterms:language ?l }")
    for (language,) in languages:
        graph.add((dataset, DCTERMS.language, Literal(str(language))))
    agents = store.select("SELECT DISTINCT ?a ?n { ?a a prov:SoftwareAgent OPTIONAL { ?a rdfs:label ?n } }")
    activity = URIRef(f"{dataset}-extraction")
    for agent, name in agents:
        graph.add((dataset, PROV.wasGeneratedBy, activity))
        graph.add((activity, RDF.type, PROV.Activity))
        graph.add((activity, PROV.wasAssociatedWith, URIRef(str(agent))))
        if name:
            graph.add((URIRef(str(agent)), RDFS.label, Literal(str(name), lang="en")))


def _add_links(graph: Graph, dataset: URIRef, store: GraphStore, facts: DatasetFacts) -> None:
    for name in EXAMPLES:
        query = f"SELECT ?s {{ ?s a fpp:{name} FILTER(STRSTARTS(STR(?s), {_quoted(facts.base)})) }} ORDER BY ?s LIMIT 1"
        for (example,) in store.select(query):
            graph.add((dataset, VOID.exampleResource, URIRef(str(example))))
    query = f'SELECT (COUNT(*) AS ?n) {{ ?s owl:sameAs ?o FILTER(STRSTARTS(STR(?o), "{WIKIDATA}")) }}'
    links = int(str(store.select(query).rows[0][0]))
    if not links:
        return
    linkset, wikidata = URIRef(f"{dataset}-wikidata-links"), URIRef(f"{dataset}-wikidata")
    for triple in (
        (linkset, RDF.type, VOID.Linkset),
        (linkset, VOID.subjectsTarget, dataset),
        (linkset, VOID.objectsTarget, wikidata),
        (linkset, VOID.linkPredicate, OWL.sameAs),
        (linkset, VOID.triples, Literal(links, datatype=XSD.integer)),
        (dataset, VOID.subset, linkset),
        (wikidata, RDF.type, VOID.Dataset),
        (wikidata, FOAF.homepage, URIRef("https://www.wikidata.org/")),
        (wikidata, VOID.uriSpace, Literal(str(WIKIDATA))),
    ):
        graph.add(triple)


def _add_dumps(graph: Graph, dataset: URIRef, facts: DatasetFacts) -> None:
    for dump in facts.dumps:
        address = URIRef(dump.url)
        distribution = URIRef(f"{facts.url}#{dump.url.rpartition('/')[2]}")
        graph.add((dataset, VOID.dataDump, address))
        graph.add((dataset, DCAT.distribution, distribution))
        graph.add((distribution, RDF.type, DCAT.Distribution))
        graph.add((distribution, DCAT.downloadURL, address))
        graph.add((distribution, DCAT.accessURL, URIRef(facts.url)))
        graph.add((distribution, DCAT.mediaType, URIRef(MEDIA + dump.media_type)))
        graph.add((distribution, DCAT.byteSize, Literal(dump.size, datatype=XSD.nonNegativeInteger)))
        if dump.compressed:
            graph.add((distribution, DCAT.compressFormat, URIRef(f"{MEDIA}application/gzip")))
        if facts.licence:
            graph.add((distribution, DCTERMS.license, URIRef(facts.licence)))


def _counted(store: GraphStore, query: str) -> Mapping[str, int]:
    return {str(iri): int(str(count)) for iri, count in store.select(query)}


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _quoted(text: str) -> str:
    import pyoxigraph as ox

    return str(ox.Literal(text))
