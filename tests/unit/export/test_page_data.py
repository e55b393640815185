"""Tests of what the page of a network holds."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from kg.export.page_data import MAX_QUOTES, page_data


def quote(text: str = "We stand by it.", **more: str) -> dict[str, str]:
    """Return a quotation."""
    return {"text": text, "stance": "support", "document": "Talks", "date": "2025-02-24", **more}


def two_mode(*edges: tuple[str, str, list[dict[str, str]]], **more: Any) -> nx.Graph:
    """Return actors, whose names are in capitals, and issues."""
    graph: nx.Graph = nx.Graph(view="position")
    for actor, issue, quotes in edges:
        graph.add_node(f"https://x.org/actor/{actor}", label=actor, kind="actor", type="Country")
        graph.add_node(f"https://x.org/issue/{issue}", label=issue, kind="issue", type="Issue")
        ends = (f"https://x.org/actor/{actor}", f"https://x.org/issue/{issue}")
        graph.add_edge(*ends, weight=len(quotes), quotes=quotes, **more)
    return graph


def test_documents_and_days_stand_once() -> None:
    """Two quotations of one document on one day share both."""
    data = page_data(two_mode(("A", "pact", [quote("one"), quote("two")]), ("B", "pact", [quote("three")])))
    assert data["documents"] == [["Talks", "", ""]]
    assert data["days"] == [["2025-02-24", "2025-02-24", "2025-02-24"]]
    assert [one[5] for one in data["statements"]] == ["one", "two", "three"]
    assert data["counted"]


def test_a_statement_knows_its_actor_and_issue_whichever_end_comes_first() -> None:
    """The actor is the node that is no issue."""
    graph: nx.Graph = nx.Graph(view="position")
    graph.add_node("i", label="pact", kind="issue", type="Issue")
    graph.add_node("a", label="A", kind="actor", type="Country")
    graph.add_edge("i", "a", weight=1, quotes=[quote(stance="oppose")])
    data = page_data(graph)
    labels = [node[1] for node in data["nodes"]]
    actor, issue, stance, *_ = data["statements"][0]
    assert (labels[actor], labels[issue], stance) == ("A", "pact", -1)


def test_keys_are_the_ends_of_iris_and_never_the_same() -> None:
    """A key names a node in the page's address."""
    graph = two_mode(("pact", "pact", [quote()]))
    assert [node[0] for node in page_data(graph)["nodes"]] == ["pact", "pact (2)"]


@pytest.mark.parametrize(("url", "kept"), [("https://x.org/1", True), ("javascript:alert(1)", False), ("", False)])
def test_only_addresses_of_the_web_become_links(url: str, kept: bool) -> None:
    """A document's address may be anything; nothing that runs gets into the page."""
    data = page_data(two_mode(("A", "pact", [quote(url=url, publisher="The Wire")])))
    assert data["documents"] == [["Talks", "The Wire", url if kept else ""]]


def test_a_month_has_its_days_and_nonsense_none() -> None:
    """The page filters by first and last day."""
    data = page_data(two_mode(("A", "pact", [quote(date="2024-02"), quote(date="soon"), quote(date="")])))
    assert data["days"] == [["2024-02", "2024-02-01", "2024-02-29"], ["soon", "", ""], ["", "", ""]]


def test_the_same_statement_behind_two_edges_of_actors_stands_once() -> None:
    """By its id; the issue that it names becomes a name of the page."""
    graph: nx.Graph = nx.Graph(view="congruence")
    for name in "ABC":
        graph.add_node(name, label=name, kind="actor", type="Country")
    mine, theirs = quote("mine", actor="A", issue="pact"), quote("theirs", actor="B", issue="pact")
    graph.add_edge("A", "B", weight=1.0, quotes=[mine, theirs], statement_ids=["p1", "p2"])
    graph.add_edge(
        "A", "C", weight=1.0, quotes=[mine, quote("third", actor="C", issue="pact")], statement_ids=["p1", "p3"]
    )
    data = page_data(graph)
    assert [one[5] for one in data["statements"]] == ["mine", "theirs", "third"]
    assert data["nodes"][3] == ["issue pact", "pact", 1, "Issue", -1]
    assert [one[:2] for one in data["statements"]] == [[0, 3], [1, 3], [2, 3]]
    assert [pair[5] for pair in data["pairs"]] == [[0, 1], [0, 2]]


def test_of_two_actors_with_one_name_the_one_at_the_edge_is_meant() -> None:
    """A quotation names its actor by label alone."""
    graph: nx.Graph = nx.Graph(view="congruence")
    for node, label in (("1", "Smith"), ("2", "Smith"), ("3", "Jones")):
        graph.add_node(node, label=label, kind="actor", type="Person")
    graph.add_edge("2", "3", weight=1.0, quotes=[quote(actor="Smith", issue="pact")])
    graph.add_edge("1", "3", weight=1.0, quotes=[quote("other", actor="Smith", issue="pact")])
    assert {one[5]: one[0] for one in page_data(graph)["statements"]} == {"We stand by it.": 1, "other": 0}


def test_counts_are_kept_where_quotations_do_not_tell_all() -> None:
    """An edge of which only some statements are quoted."""
    told = two_mode(("A", "pact", [quote()]), support=1, oppose=0, ambivalent=0)
    cut = two_mode(("A", "pact", [quote()]), support=4, oppose=2, ambivalent=1)
    assert page_data(told)["pairs"][0][6] is None
    assert page_data(cut)["pairs"][0][6] == [4, 2, 1]


def test_words_of_an_edge_are_limited_and_its_statements_are_not() -> None:
    """The page says where words are left out."""
    data = page_data(two_mode(("A", "pact", [quote(f"words {n}") for n in range(MAX_QUOTES + 5)])))
    assert len(data["statements"]) == MAX_QUOTES + 5
    assert [bool(one[5]) for one in data["statements"]].count(True) == MAX_QUOTES


def test_any_graph_gives_a_page() -> None:
    """Names, kinds, types and weights may be missing."""
    data = page_data(nx.path_graph(3))
    assert [pair[:3] for pair in data["pairs"]] == [[0, 1, 1], [1, 2, 1]]
    assert page_data(nx.Graph())["pairs"] == []


def camps() -> nx.Graph:
    """Return two camps of three actors with opposite stances on three issues."""
    edges = []
    for number in range(6):
        for issue in ("pact", "quota", "dam"):
            stance = "support" if number % 2 else "oppose"
            edges.append((f"A{number}", issue, [quote(stance=stance)]))
    return two_mode(*edges)


def test_actors_of_one_line_are_a_coalition() -> None:
    """Opposite stances on the same issues part them; issues have none."""
    groups = {node[1]: node[4] for node in page_data(camps())["nodes"]}
    assert groups["A0"] == groups["A2"] == groups["A4"] == 0
    assert groups["A1"] == groups["A3"] == groups["A5"] == 1
    assert groups["pact"] == -1


def test_clusters_that_the_network_has_are_taken() -> None:
    """The larger is the first; one alone is no coalition."""
    graph = camps()
    for node, data in graph.nodes(data=True):
        data["cluster"] = {"A0": 7, "A1": 4}.get(data["label"], 9) if node.startswith("https://x.org/actor") else 9
    assert [node[4] for node in page_data(graph)["nodes"] if not node[2]] == [-1, -1, 0, 0, 0, 0]


def test_opponents_are_no_coalition() -> None:
    """Edges of conflict say who stands against whom."""
    graph: nx.Graph = nx.complete_graph(4)
    graph.graph["view"] = "conflict"
    assert {node[4] for node in page_data(graph)["nodes"]} == {-1}


def test_allies_are_a_coalition() -> None:
    """Actors are grouped by the weights between them, where nothing else is known."""
    graph: nx.Graph = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(3))
    graph.graph["view"] = "congruence"
    assert [node[4] for node in page_data(graph)["nodes"]] == [0, 0, 0, 0, 1, 1, 1]
