"""Tests of kg.view: positions as networks."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator

import pytest

from kg.errors import SettingsError
from kg.model import Actor, Document, Issue, Position, Record, Span
from kg.rdf import document_graph
from kg.store import GraphStore
from kg.view import network

TEXT = "Kenya backs the reef pact. Norway opposes the reef pact."
BASE = "https://w3id.org/fpp/data/"
KENYA, NORWAY, PERU = (f"{BASE}actor/actor-{name}" for name in ("kenya", "norway", "peru"))
REEF, TOLL = (f"{BASE}issue/issue-{name}" for name in ("reef", "toll"))
# holder, issue, stance, score
POSITIONS = (
    ("kenya", "reef", "support", 0.9),
    ("kenya", "reef", "support", 0.4),
    ("kenya", "toll", "ambivalent", 0.8),
    ("norway", "reef", "oppose", 0.9),
    ("norway", "toll", "ambivalent", 0.7),
    ("peru", "reef", "support", 0.9),
)


def record(published: dt.date | None = dt.date(2025, 2, 24)) -> Record:
    """Return one document with the positions above."""
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    names = ("kenya", "norway", "peru")
    return Record(
        document=Document(
            id=f"doc-{sha256[:16]}", input="reef.txt", sha256=sha256, text=TEXT, title="Reef talks", published=published
        ),
        actors=tuple(Actor(id=f"actor-{name}", name=name.title(), type="Country") for name in names),
        mentions=(),
        statements=(),
        positions=tuple(
            Position(
                id=f"position-{n}",
                holder=f"actor-{holder}",
                issue=f"issue-{issue}",
                target=(Span(16, 25),),
                stance=stance,
                evidence=(Span(0, 26),),
                score=score,
            )
            for n, (holder, issue, stance, score) in enumerate(POSITIONS)
        ),
        relations=(),
        issues=(Issue(id="issue-reef", label="reef pact"), Issue(id="issue-toll", label="toll")),
    )


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """Yield a store with one document."""
    with GraphStore.memory() as opened:
        graph = document_graph(record())
        opened.replace(str(graph.identifier), graph)
        yield opened


def weights(store: GraphStore, view: str, **options: object) -> dict[tuple[str, str], float]:
    """Return the weight of each edge of a view."""
    return {(a, b): weight for a, b, weight in network(store, view, **options).edges(data="weight")}


def test_an_edge_counts_the_stances_and_keeps_the_quotes(store: GraphStore) -> None:
    """Two supporting positions are one edge of weight 2 with both quotations."""
    edge = network(store).edges[KENYA, REEF]
    assert (edge["weight"], edge["support"], edge["oppose"], edge["ambivalent"], edge["sign"]) == (2, 2, 0, 0, 1)
    assert (edge["first"], edge["last"]) == ("2025-02-24", "2025-02-24")
    quote = {"text": TEXT[:26], "stance": "support", "document": "Reef talks", "date": "2025-02-24"}
    assert edge["quotes"] == [quote, quote]


def test_congruence_sums_products_over_issues_and_every_stance(store: GraphStore) -> None:
    """Support with support counts, and ambivalent with ambivalent, as in DNA."""
    assert weights(store, "congruence") == {(KENYA, NORWAY): 1, (KENYA, PERU): 2}


def test_conflict_joins_opposite_stances(store: GraphStore) -> None:
    """Support against opposition counts; ambivalence stands against nobody."""
    assert weights(store, "conflict") == {(KENYA, NORWAY): 2, (NORWAY, PERU): 1}


def test_an_unknown_view_is_refused_with_the_known_ones(store: GraphStore) -> None:
    """The message lists the views."""
    with pytest.raises(SettingsError, match="conflict, congruence, issue, position, relation"):
        network(store, "friends")


@pytest.mark.parametrize("view", ["position", "congruence", "conflict"])
def test_an_empty_store_gives_an_empty_network(view: str) -> None:
    """No positions, no nodes."""
    with GraphStore.memory() as empty:
        assert network(empty, view).number_of_nodes() == 0


@pytest.mark.parametrize(
    ("options", "edges"),
    [
        ({"since": "2025-02-24", "until": "2025-02-24"}, 5),
        ({"until": "2025-02"}, 5),
        ({"until": "2025"}, 5),
        ({"since": "2025-02"}, 5),
        ({"since": "2025-02-25"}, 0),
        ({"until": "2025-01"}, 0),
        ({"min_weight": 2}, 1),
        ({"top": 1}, 1),
        ({"min_score": 0.75}, 4),
    ],
)
def test_options_choose_edges(store: GraphStore, options: dict[str, object], edges: int) -> None:
    """Days, months and years include their end; weights and scores include the bound."""
    assert network(store, **options).number_of_edges() == edges


def test_only_wanted_positions_count(store: GraphStore) -> None:
    """Positions can be chosen by their IRIs."""
    assert weights(store, "position", only={f"{BASE}position/position-3"}) == {(NORWAY, REEF): 1}
    assert weights(store, "position", only=set()) == {}


def test_edges_around_an_actor_are_kept(store: GraphStore) -> None:
    """Of a chosen actor its own edges stay, and who has none left goes."""
    assert weights(store, "congruence", around={PERU}) == {(KENYA, PERU): 2}
    assert sorted(network(store, "congruence", around={PERU})) == [KENYA, PERU]
    assert weights(store, "position", around={PERU}) == {(PERU, REEF): 1}


def test_who_has_no_edge_is_left_out(store: GraphStore) -> None:
    """An actor that agrees with nobody is no node, whatever the options."""
    assert sorted(network(store, "conflict", min_score=0.75)) == [KENYA, NORWAY, PERU]
    assert sorted(network(store, "congruence", min_score=0.75)) == [KENYA, PERU]
    assert sorted(network(store, "congruence", min_score=0.75, min_weight=1)) == [KENYA, PERU]


def test_a_day_written_otherwise_is_refused(store: GraphStore) -> None:
    """A filter that cannot be read is not an empty answer."""
    with pytest.raises(SettingsError, match="--since yesterday"):
        network(store, since="yesterday")


def test_the_pieces_of_a_quote_stand_in_the_order_of_the_text() -> None:
    """A quotation in four pieces reads as the sentence does."""
    places = [(TEXT.index(word), len(word)) for word in ("Norway", "backs", "opposes", "Kenya")]
    spans = tuple(Span(start, start + length) for start, length in sorted(places))
    whole = record()
    position = dataclasses.replace(whole.positions[0], evidence=spans)
    with GraphStore.memory() as opened:
        graph = document_graph(dataclasses.replace(whole, positions=(position,)))
        opened.replace(str(graph.identifier), graph)
        quotes = network(opened).edges[KENYA, REEF]["quotes"]
    assert [quote["text"] for quote in quotes] == ["Kenya … backs … Norway … opposes"]
