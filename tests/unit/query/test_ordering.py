"""Rows of kg's questions stand in the order that SPARQL gives them; supporters and opponents are paired as SPARQL would."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import synthetic
from kg.query import question_names, run_named
from kg.query.library import shipped
from kg.query.ordering import in_order, ordered
from kg.query.run import LAST_STEPS
from kg.store import GraphStore, MemoryStore
from kg.store.table import Rows

TEXTS = st.text("aAbB éÉß", max_size=3)
TERMS = st.one_of(
    st.none(),
    TEXTS.map(ox.Literal),
    st.integers(-3, 3).map(ox.Literal),
    st.dates().map(
        lambda day: ox.Literal(day.isoformat(), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    ),
    st.sampled_from("ab").map(lambda name: ox.NamedNode(f"https://example.org/{name}")),
)
COLUMNS = {"text": TEXTS.map(ox.Literal), "number": st.integers(-9, 9).map(ox.Literal), "any": TERMS}


@pytest.fixture(scope="module")
def graph(tmp_path_factory) -> MemoryStore:
    """A graph of 280 positions."""
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    synthetic.write_nquads(path, 280)
    with MemoryStore.open() as opened:
        opened.load(path)
        yield opened


@pytest.mark.parametrize("name", sorted(set(question_names()) - set(LAST_STEPS)))
def test_order_is_that_of_sparql(graph: GraphStore, name: str) -> None:
    """The rows are those of the question's file, in its order."""
    whole = graph.stream(shipped()[name].sparql({}))
    assert list(run_named(graph, name).terms) == list(whole.terms)


@pytest.mark.parametrize("order", ["?text ?number", "DESC(?number) LCASE(?text) ?text", "(!BOUND(?any)) ?number ?text"])
@given(st.lists(st.tuples(*COLUMNS.values()), min_size=1, max_size=8))
def test_any_order(order: str, rows: list[tuple[ox.Literal | ox.NamedNode | None, ...]]) -> None:
    """Texts, lower case, numbers, and rows without a value come as Oxigraph sorts them."""
    said = "\n".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows)
    text = f"SELECT * {{ VALUES (?text ?number ?any) {{ {said} }} }}\nORDER BY {order}"
    wanted = [(row["text"], row["number"], row["any"]) for row in ox.Store().query(text)]
    _, keys = ordered(text)
    found = in_order(Rows(tuple(COLUMNS), iter(rows)), keys)
    places = [list(COLUMNS).index(key.column) for key in keys if key.column != "any"]
    assert [[row[place] for place in places] for row in found.terms] == [
        [row[place] for place in places] for row in wanted
    ]


def test_disagreements_are_all_pairs(graph: GraphStore) -> None:
    """Every two who hold the contrary of one issue are a row, with how often each says so."""
    held: Counter[tuple[str, str, str]] = Counter()
    for row in run_named(graph, "positions").to_dicts():
        held[str(row["issue"]), str(row["stance"]), str(row["holder"])] += 1
    wanted = {
        (issue, one, two, count, held[issue, "oppose", two])
        for (issue, stance, one), count in held.items()
        for (other, contrary, two) in held
        if stance == "support" and contrary == "oppose" and other == issue and one != two
    }
    found = [row[:5] for row in run_named(graph, "disagreements").rows]
    assert len(found) == len(set(found))
    assert set(found) == wanted
    assert found == sorted(found, key=lambda row: (str(row[0]).lower(), str(row[1]).lower(), str(row[2]).lower()))
    limited = run_named(graph, "disagreements", limit=3)
    assert [row[:5] for row in limited.rows] == found[:3]
    actor = found[0][1]
    assert [row[:5] for row in run_named(graph, "disagreements", actor=actor).rows] == [
        row for row in found if actor in row[1:3]
    ]
