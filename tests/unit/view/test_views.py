"""Tests of all views: what is on their edges and nodes, how they are cut, and that every file holds them."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterator

import networkx as nx
import pytest

from kg.discourse import Statements, column_of
from kg.errors import SettingsError
from kg.export.network import FORMATS
from kg.model import Actor, Document, Issue, Position, Record, Relation, Span, Statement
from kg.rdf import document_graph
from kg.store import GraphStore
from kg.view import VIEWS, network

TEXT = "Kenya accused Norway of dumping. Norway said that Peru and the Peruvians lie. Kenya may sanction Peru."
BASE = "https://w3id.org/fpp/data/"
KENYA, NORWAY, PERU = (f"{BASE}actor/actor-{name}" for name in ("kenya", "norway", "peru"))
REEF, TOLL = (f"{BASE}issue/issue-{name}" for name in ("reef", "toll"))
POSITIONS = (
    ("kenya", "reef", "support"),
    ("kenya", "reef", "support"),
    ("kenya", "toll", "oppose"),
    ("norway", "reef", "oppose"),
    ("norway", "toll", "oppose"),
    ("peru", "reef", "support"),
)
NODE = {"label", "kind", "type", "statements", "degree", "weighted_degree", "betweenness", "cluster"}
EDGE = {"weight", "sign", "support", "oppose", "ambivalent", "statement_ids", "documents", "first", "last", "quotes"}


def span(words: str) -> tuple[Span, ...]:
    """Return where words stand in the text."""
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def record() -> Record:
    """Return a document with positions, two statements, one of which was not made, and relations."""
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    said = span("that Peru and the Peruvians lie")
    return Record(
        document=Document(
            id=f"doc-{sha256[:16]}",
            input="t.txt",
            sha256=sha256,
            text=TEXT,
            title="Talks",
            published=dt.date(2025, 2, 24),
        ),
        actors=tuple(
            Actor(id=f"actor-{name}", name=name.title(), type="Country") for name in ("kenya", "norway", "peru")
        ),
        statements=(
            Statement(
                id="statement-1", source=(), cue=(), content=said, speaker="actor-norway", date=dt.date(2025, 2, 1)
            ),
            Statement(id="statement-2", source=(), cue=(), content=said, speaker="actor-kenya", negated=True),
            Statement(id="statement-3", source=(), cue=(), content=span("Norway of dumping"), speaker="actor-kenya"),
        ),
        positions=tuple(
            Position(
                id=f"position-{n}",
                holder=f"actor-{holder}",
                issue=f"issue-{issue}",
                target=span("dumping"),
                stance=stance,
                evidence=span("Kenya accused Norway of dumping"),
            )
            for n, (holder, issue, stance) in enumerate(POSITIONS)
        ),
        relations=(
            Relation(
                id="relation-1",
                source="actor-kenya",
                target="actor-norway",
                type="ACCUSE",
                cue=span("accused"),
                statement="statement-3",
            ),
            Relation(id="relation-2", source="actor-kenya", target="actor-norway", type="REQUEST", cue=span("accused")),
            Relation(id="relation-3", source="actor-norway", target="actor-kenya", type="AID", cue=span("said")),
            Relation(
                id="relation-4",
                source="actor-kenya",
                target="actor-peru",
                type="SANCTION",
                cue=span("sanction"),
                mode="hypothetical",
            ),
        ),
        issues=(Issue(id="issue-reef", label="reef pact"), Issue(id="issue-toll", label="toll")),
    )


@pytest.fixture(scope="module")
def store() -> Iterator[GraphStore]:
    """Yield a store with the document."""
    with GraphStore.memory() as opened:
        graph = document_graph(record())
        opened.replace(str(graph.identifier), graph)
        yield opened


def ids(edge: dict[str, list[str]]) -> list[int]:
    """Return the numbers at the end of an edge's ids."""
    return [int(one.rpartition("-")[2]) for one in edge["statement_ids"]]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_every_attribute(store: GraphStore, view: str) -> None:
    """All nodes and edges have what the reference page lists."""
    made = network(store, view)
    assert made.number_of_edges()
    assert made.graph["view"] == view
    for _, data in made.nodes(data=True):
        assert data.keys() >= NODE
    for *_, edge in made.edges(data=True):
        assert edge.keys() >= EDGE
        assert len(edge["statement_ids"]) == len(edge["quotes"]) > 0
        assert len(edge["documents"]) == 1
        assert all(quote["text"] in TEXT or quote["text"].startswith("… ") for quote in edge["quotes"])


def test_behind_agreement_stand_the_positions_that_agree(store: GraphStore) -> None:
    """Kenya and Norway agree on the toll and disagree, twice, on the reef; each edge has only its own evidence."""
    same, against, both = (network(store, view).edges[KENYA, NORWAY] for view in ("congruence", "conflict", "subtract"))
    assert (same["weight"], same["sign"], same["issues"], ids(same)) == (1.0, 1, ["toll"], [2, 4])
    assert (against["weight"], against["sign"], against["issues"], ids(against)) == (2.0, -1, ["reef pact"], [0, 1, 3])
    assert (both["weight"], both["sign"], both["issues"]) == (-1.0, -1, ["reef pact", "toll"])
    assert (both["congruence"], both["conflict"], both["support"], both["oppose"]) == (1.0, 2.0, 2, 3)
    quote = both["quotes"][0]
    assert (quote["actor"], quote["issue"], quote["stance"]) == ("Kenya", "reef pact", "support")


def test_equal_agreement_and_conflict_are_no_tie() -> None:
    """One of each is nothing in `subtract`."""
    table = {"organization": "AABB", "concept": "xyxy", "agreement": "1110"}
    said = Statements(columns={name: column_of(texts) for name, texts in table.items()})
    assert network(said, "subtract").number_of_edges() == 0
    assert network(said, "congruence").number_of_edges() == 1


def test_issues_are_joined_by_their_actors(store: GraphStore) -> None:
    """Kenya (2 x 1, opposite stances) and Norway (1 x 1, the same) speak on both."""
    edge = network(store, "issue").edges[REEF, TOLL]
    assert (edge["weight"], edge["congruence"], edge["conflict"], edge["sign"]) == (3.0, 1.0, 2.0, -1)
    assert edge["actors"] == ["Kenya", "Norway"]
    assert sorted(ids(edge)) == [0, 1, 2, 3, 4]


def test_relations_have_a_direction_and_a_sign(store: GraphStore) -> None:
    """Accusing is hostile, asking neither; what may come is left out."""
    made = network(store, "relation")
    assert set(made.edges) == {(KENYA, NORWAY), (NORWAY, KENYA)}
    edge = made.edges[KENYA, NORWAY]
    assert (edge["weight"], edge["sign"], edge["support"], edge["oppose"]) == (2, -1, 0, 1)
    assert (edge["types"], ids(edge), edge["first"]) == (["ACCUSE", "REQUEST"], [1, 2], "2025-02-24")
    assert "accused" in edge["quotes"][0]["text"]
    assert made.edges[NORWAY, KENYA]["sign"] == 1
    assert (made.nodes[KENYA]["in_degree"], made.nodes[KENYA]["statements"], made.nodes[KENYA]["polarity"]) == (
        1,
        3,
        0.0,
    )


def test_statements_join_who_speaks_with_whom_it_names(store: GraphStore) -> None:
    """Words count whole (Peruvians are not Peru), what was not said does not; the day is that of saying."""
    made = network(store, "statement")
    assert {(a, b): e["weight"] for a, b, e in made.edges(data=True)} == {(NORWAY, PERU): 1, (KENYA, NORWAY): 1}
    assert made.edges[NORWAY, PERU]["first"] == "2025-02-01"
    assert (made.edges[NORWAY, PERU]["sign"], made.edges[KENYA, NORWAY]["sign"]) == (0, -1)


def test_relations_cannot_be_chosen_by_issue(store: GraphStore) -> None:
    """The filters of positions are refused, those of time and score hold."""
    with pytest.raises(SettingsError, match="--issue"):
        network(store, "relation", only={"x"})
    assert network(store, "relation", since="2025-03").number_of_edges() == 0


def coded(rows: str) -> Statements:
    """Return statements from lines such as `A x 1`."""
    columns = zip(*(line.split() for line in rows.strip().splitlines()), strict=True)
    return Statements(
        columns={n: column_of(c) for n, c in zip(("organization", "concept", "agreement"), columns, strict=True)}
    )


CHAIN = coded("A x 1\nA x 1\nA y 1\nB y 1\nB z 0\nC z 0\nD w 1\nE w 1")


@pytest.mark.parametrize(
    ("options", "nodes"),
    [
        ({}, "A B C D E w x y z"),
        ({"giant": True}, "A B C x y z"),
        ({"ego": "A"}, "A x y"),
        ({"ego": "organization:A", "radius": 2}, "A B x y"),
        ({"ego": "y"}, "A B y"),
        ({"ego": "a"}, "A x y"),
        ({"min_weight": 2}, "A x"),
        ({"top": 1}, "A x"),
        ({"top": 0}, ""),
        ({"top": 0, "isolates": True}, "A B C D E w x y z"),
        ({"giant": True, "top": 2}, "A x y"),
        ({"only": ["concept=z"]}, "B C z"),
        ({"exclude": ["organization=A", "concept=w"]}, "B C y z"),
        ({"around": "C"}, "C z"),
    ],
)
def test_networks_are_cut(options: dict[str, object], nodes: str) -> None:
    """Each option leaves what it says."""
    assert " ".join(sorted(label for _, label in network(CHAIN, "position", **options).nodes(data="label"))) == nodes


def test_an_ego_that_is_not_there_is_refused() -> None:
    """A name that nobody has is a mistake, no empty network."""
    with pytest.raises(SettingsError, match="--ego Zorro"):
        network(CHAIN, "position", ego="Zorro")


def test_views_of_text_qualifiers_take_words_for_stances() -> None:
    """Whoever says the same word agrees; no qualifier is no stance."""
    said = coded("A x risk\nB x risk\nC x cost")
    assert set(network(said, "congruence").edges) == {("organization:A", "organization:B")}
    edge = network(said, "position", qualifier="none").edges["organization:A", "concept:x"]
    assert (edge["weight"], edge["sign"], edge["support"], edge["oppose"]) == (1, 0, 0, 0)


def test_duplicates_of_coded_views_count_once() -> None:
    """The same stance once in the whole range; another stance is another statement."""
    said = coded("A x 1\nA x 1\nA x 0")
    assert network(said, "position", dup="acrossrange").edges["organization:A", "concept:x"]["weight"] == 2


@pytest.mark.parametrize("format_", sorted(FORMATS))
@pytest.mark.parametrize("view", VIEWS)
def test_every_file_holds_every_view(store: GraphStore, view: str, format_: str) -> None:
    """Nodes, edges and, where a format has attributes, all of them, by readers of others where Python has one."""
    made = network(store, view)
    content = FORMATS[format_](made)
    counts = (made.number_of_nodes(), made.number_of_edges())
    if format_ == "graphml":
        back = nx.parse_graphml(content.decode())
    elif format_ == "json":
        back = nx.node_link_graph(json.loads(content), edges="edges")
        assert all(edge.keys() >= EDGE for *_, edge in back.edges(data=True))
    elif format_ == "gml":
        back = nx.parse_gml(content.decode())
    elif format_ == "cyjs":
        back = nx.cytoscape_graph(json.loads(content))
    else:
        assert content
        return
    assert (back.number_of_nodes(), back.number_of_edges(), back.is_directed()) == (*counts, made.is_directed())
    assert all(NODE - {"label"} <= data.keys() for _, data in back.nodes(data=True))


def test_statements_of_a_file_name_what_they_are(store: GraphStore) -> None:
    """The table of statements has the id of each row behind an edge."""
    rows = list(csv.DictReader(io.StringIO(FORMATS["statements-csv"](network(store, "conflict")).decode())))
    assert [row["position"].rpartition("/")[2] for row in rows[:3]] == ["position-0", "position-1", "position-3"]
    assert rows[0]["actor"] == "Kenya"
