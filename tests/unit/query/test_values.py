"""Values of `--bind`: terms, never grammar."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.query import run_sparql
from kg.query.values import read_term
from kg.store import MemoryStore

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("China", '"China"'),
        ("a: b", '"a: b"'),
        ("http://e.org/x", '"http://e.org/x"'),
        ("<http://e.org/x>", "<http://e.org/x>"),
        ("fpp:Support", "<https://w3id.org/fpp/ontology#Support>"),
        ('"China"@en', '"China"@en'),
        ('"fpp:Support"', '"fpp:Support"'),
        (r'"a \"b\" \\ \n"', r'"a \"b\" \\ \n"'),
        ('"2025-01-01"^^xsd:date', f'"2025-01-01"^^<{XSD}date>'),
        (f'"1"^^<{XSD}byte>', f'"1"^^<{XSD}byte>'),
        ("5", f'"5"^^<{XSD}integer>'),
        ("-0.5", f'"-0.5"^^<{XSD}decimal>'),
        ("1e3", f'"1e3"^^<{XSD}double>'),
        ("true", f'"true"^^<{XSD}boolean>'),
        ("", '""'),
        ('" } ?x', '"\\" } ?x"'),
    ],
)
def test_what_a_text_stands_for(text: str, term: str) -> None:
    """IRIs, prefixed names, literals and numbers are told apart; all else is text."""
    assert str(read_term(text)) == term


@pytest.mark.parametrize("text", ["<no iri>", '"x"^^nope:y', "\ud800"])
def test_what_is_no_term_is_told(text: str) -> None:
    """An IRI or datatype that is none is refused with what may be written."""
    with pytest.raises(QueryError, match="Write text, <IRI>"):
        read_term(text)


def names(store: MemoryStore, query: str, **bind: str) -> list[object]:
    return [row[0] for row in run_sparql(store, query, bind=bind)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?n { ?a rdfs:label ?n ; a ?type FILTER(?type = ?kind) } ORDER BY ?n",
        "SELECT ?n { ?a rdfs:label ?n ; a ?kind } ORDER BY ?n",
        "SELECT ?n { ?a rdfs:label ?n { SELECT ?a { ?a a ?kind } } } ORDER BY ?n",
        "SELECT ?n { { ?a a ?t FILTER(?t = ?kind) } UNION { ?a a ?kind } ?a rdfs:label ?n } GROUP BY ?n ORDER BY ?n",
        "SELECT ?n { ?a rdfs:label ?n FILTER EXISTS { ?a a ?t FILTER(?t = ?kind) } } ORDER BY ?n",
        "SELECT ?n { VALUES ?x { 1 } ?a rdfs:label ?n OPTIONAL { ?a a ?t FILTER(?t = ?kind) } FILTER(BOUND(?t)) } ORDER BY ?n",
        "# {\nSELECT ?n { GRAPH ?g { ?a a ?kind } ?a rdfs:label ?n } GROUP BY ?n ORDER BY ?n",
    ],
)
def test_a_value_holds_everywhere(store: MemoryStore, query: str) -> None:
    """A bound variable has its value in filters, patterns, branches and subqueries."""
    assert names(store, query, kind="fpp:Country") == ["Kenya", "Norway", "Norway (Kingdom of)"]


def test_minus_takes_away_the_same(store: MemoryStore) -> None:
    """A value does not change what MINUS takes away."""
    query = "SELECT ?n { ?a rdfs:label ?n ; a ?t MINUS { ?a a fpp:Country } FILTER(STR(?n) != ?not) } ORDER BY ?n"
    assert names(store, query, **{"not": "Kenya"}) == ["Grace Otieno"]


@pytest.mark.parametrize("value", ["actor:Nairobi", "actor:actor-ken", "actor:kenya"])
def test_actor_by_name(store: MemoryStore, value: str) -> None:
    """`actor:` looks an actor up as filters do."""
    assert names(store, "SELECT ?n { ?who rdfs:label ?n }", who=value) == ["Kenya"]


def test_several_actors_of_one_name(store: MemoryStore) -> None:
    """An issue's words may mean several; all count."""
    assert len(names(store, "SELECT DISTINCT ?what { ?p fpp:issue ?what }", what="issue:mining")) == 1


def test_construct_template_stays(store: MemoryStore) -> None:
    """Nothing is put into the template of CONSTRUCT."""
    graph = run_sparql(store, "CONSTRUCT { ?a rdfs:seeAlso ?who } WHERE { ?a rdfs:label ?who }", bind={"who": "Kenya"})
    assert len(graph) == 1


@pytest.mark.parametrize("query", ["DESCRIBE ?who", "DESCRIBE ?who WHERE { ?who a fpp:Country }"])
def test_describe(store: MemoryStore, query: str) -> None:
    """DESCRIBE takes a value too, with or without patterns."""
    assert len(run_sparql(store, query, bind={"who": "actor:Kenya"})) > 1


@pytest.mark.parametrize(
    ("query", "bind", "said"),
    [
        ("SELECT ?n { ?a rdfs:label ?n }", {"nn": "x"}, r"\?nn: no such variable.*It has: \?a, \?n"),
        ("SELECT ?n { ?a rdfs:label ?n }", {"n m": "x"}, "no name of a variable"),
        ("SELECT (1 AS ?n) { ?a rdfs:label ?b }", {"n": "x"}, "makes the value itself"),
        ("CONSTRUCT WHERE { ?a rdfs:label ?n }", {"n": "x"}, "CONSTRUCT WHERE takes no values"),
        ("SELECT ?n { ?n a ?b }", {"n": "actor:Atlantis"}, "no actor called 'Atlantis'"),
    ],
)
def test_wrong_value_is_told(store: MemoryStore, query: str, bind: dict[str, str], said: str) -> None:
    """A value that cannot be put in is an error that says why."""
    with pytest.raises(QueryError, match=said):
        run_sparql(store, query, bind=bind)
