"""Tests of significant edges between actors: against draws from the same model and counts by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from kg.discourse import Statements, column_of
from kg.errors import SettingsError
from kg.view import network
from kg.view.chance import cell_chances

DRAWS = 8_000


def statements(seed: int = 3, *, actors: int = 9, issues: int = 12) -> Statements:
    """Return statements of two camps and some who are of neither; some are said twice."""
    chance = np.random.default_rng(seed)
    rows = []
    for a in range(actors):
        for i in range(issues):
            if chance.random() < 0.45:
                sided = 1 if a < actors / 2 else -1
                stance = sided if chance.random() < 0.75 else int(chance.integers(-1, 2))
                rows += [(f"a{a}", f"i{i}", str(stance))] * int(chance.integers(1, 3))
    columns = dict(zip(("organization", "concept", "agreement"), zip(*rows, strict=True), strict=True))
    return Statements(
        columns={name: column_of(values) for name, values in columns.items()}, kinds={"agreement": "integer"}
    )


def cells(table: Statements) -> tuple[list[str], dict[str, np.ndarray]]:
    """Return the actors, and by stance who takes it on what, with an own reading of the table."""
    texts = [table.columns[name].texts() for name in ("organization", "concept", "agreement")]
    names, issues = sorted(set(texts[0])), sorted(set(texts[1]))
    found = {stance: np.zeros((len(names), len(issues)), dtype=int) for stance in ("-1", "0", "1")}
    for who, what, how in zip(*texts, strict=True):
        found[how][names.index(who), issues.index(what)] = 1
    return names, found


def drawn(found: dict[str, np.ndarray], seed: int = 1) -> dict[str, np.ndarray]:
    """Return draws of each table of cells, shape `(draws, actors, issues)`."""
    whole = np.concatenate(list(found.values()), axis=1)
    kinds, kind = cell_chances(whole.sum(axis=1), whole.sum(axis=0))
    made = np.random.default_rng(seed).random((DRAWS, *whole.shape), dtype=np.float32) < kinds[kind]
    return dict(zip(found, np.split(made, len(found), axis=2), strict=True))


def measure(view: str, a: int, b: int, tables: dict[str, np.ndarray]) -> np.ndarray:
    """Return agreement, conflict or their difference of two actors, for the tables in the last two axes."""
    minus, zero, plus = (tables[stance].astype(int) for stance in ("-1", "0", "1"))
    pair = [(t[..., a, :], t[..., b, :]) for t in (minus, zero, plus)]
    same = sum((x * y).sum(axis=-1) for x, y in pair)
    against = (pair[0][0] * pair[2][1] + pair[2][0] * pair[0][1]).sum(axis=-1)
    return {"congruence": same, "conflict": against, "subtract": same - against}[view]


@pytest.mark.parametrize("view", ["congruence", "conflict", "subtract"])
def test_probabilities_are_the_shares_of_draws(view: str) -> None:
    """Of every edge: how many of 8,000 tables drawn from the model have as much, or in `subtract` as much or as little."""
    table = statements()
    names, found = cells(table)
    draws = drawn(found)
    made = network(table, view, backbone="sdsm", alpha=0.999999)
    compared = 0
    for a, b, edge in made.edges(data=True):
        place = [names.index(str(end).partition(":")[2]) for end in (a, b)]
        fact, chance = measure(view, *place, found), measure(view, *place, draws)
        above, below = (chance >= fact).mean(), (chance <= fact).mean()
        expected = min(1.0, 2 * min(above, below)) if view == "subtract" else above
        assert edge["p"] == pytest.approx(expected, abs=0.03)
        if view == "subtract" and abs(above - below) > 0.05:
            assert edge["sign"] == (1 if above < below else -1)
        compared += 1
    assert compared > 10


def test_the_backbone_of_two_camps_is_friendly_within_and_hostile_between() -> None:
    """Signs follow the camps; edges by chance are gone; both camps are clusters."""
    made = network(statements(actors=12, issues=60), "subtract", backbone="sdsm", alpha=0.05)
    whole = network(statements(actors=12, issues=60), "subtract")
    assert 0 < made.number_of_edges() < whole.number_of_edges()
    camp = {node: int(node.partition(":a")[2]) < 6 for node in made}
    signs = {edge["sign"] == (1 if camp[a] == camp[b] else -1) for a, b, edge in made.edges(data=True)}
    assert signs == {True}
    assert {edge["sign"] for *_, edge in made.edges(data=True)} == {1, -1}
    assert all(edge["p"] <= 0.05 for *_, edge in made.edges(data=True))
    clusters = nx.get_node_attributes(made, "cluster")
    assert len({(camp[node], cluster) for node, cluster in clusters.items()}) == 2
    assert (made.graph["backbone"], made.graph["alpha"]) == ("sdsm", 0.05)


def test_issues_are_projected_over_actors() -> None:
    """The same shares of draws, of tables that tell only who speaks on what."""
    table = statements()
    _, found = cells(table)
    spoken = {"any": np.minimum(sum(found.values()), 1).T}
    draws = drawn(spoken)["any"].astype(int)
    made = network(table, "issue", backbone="sdsm", alpha=0.999999)
    issues = sorted(set(table.columns["concept"].texts()))
    for a, b, edge in made.edges(data=True):
        i, j = (issues.index(str(end).partition(":")[2]) for end in (a, b))
        fact = spoken["any"][i] @ spoken["any"][j]
        assert edge["p"] == pytest.approx(((draws[:, i] * draws[:, j]).sum(axis=1) >= fact).mean(), abs=0.03)


@pytest.mark.parametrize(
    ("view", "options", "message"),
    [
        ("position", {"backbone": "sdsm"}, "--backbone sdsm"),
        ("congruence", {"backbone": "best"}, "Known: disparity, noise-corrected, sdsm"),
        ("congruence", {"backbone": "disparity", "alpha": 5}, "--alpha 5"),
        ("congruence", {"radius": 0, "ego": "a1"}, "--radius 0"),
        ("congruence", {"top": -1}, "--top -1"),
        ("congruence", {"nonsense": 1}, "nonsense"),
        ("congruence", {"agg": "subtract"}, "--agg"),
        ("relation", {}, "--view relation"),
        ("friends", {}, "Known: conflict, congruence, issue, position, subtract"),
    ],
)
def test_what_has_no_meaning_is_refused(view: str, options: dict[str, object], message: str) -> None:
    """The message names the option."""
    with pytest.raises(SettingsError, match=message):
        network(statements(), view, **options)


@pytest.mark.parametrize("backbone", ["disparity", "noise-corrected", "sdsm"])
@pytest.mark.parametrize("view", ["congruence", "conflict", "subtract", "issue"])
def test_a_network_without_edges_has_no_backbone(view: str, backbone: str) -> None:
    """One actor on one issue, and no statement at all, give an empty network and no error."""
    for rows in ([("a", "x", "1")], []):
        columns = zip(*rows, strict=True) if rows else ((), (), ())
        table = Statements(
            columns={n: column_of(c) for n, c in zip(("organization", "concept", "agreement"), columns, strict=True)}
        )
        assert len(network(table, view, v1="organization", v2="concept", backbone=backbone)) == 0
