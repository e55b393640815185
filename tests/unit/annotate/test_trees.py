"""Dependency trees from arc scores."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.trees import best_tree, find_cycle, spanning_tree


@st.composite
def score_tables(draw):
    size = draw(st.integers(2, 9))
    seed = draw(st.integers(0, 2**32 - 1))
    return np.random.default_rng(seed).normal(size=(size, size)), draw(st.integers(0, size - 1))


def test_greedy_choice_that_is_a_tree_is_kept():
    """Where every word's best head makes a tree, those are the heads."""
    arcs = np.array([[0, 5, 0], [0, 0, 0], [1, 4, 0]], dtype=np.float32)
    roots = np.array([0, 9, 0], dtype=np.float32)
    assert best_tree(arcs, roots).tolist() == [1, 1, 1]


def test_second_root_hangs_on_the_better_one():
    """Of two words that would both be the root, the better scored one stays it."""
    arcs = np.array([[0, 1], [2, 0]], dtype=np.float32)
    assert best_tree(arcs, np.array([5, 7], dtype=np.float32)).tolist() == [1, 1]


def test_cycle_without_root_is_broken():
    """Two words that are each other's best head get a root and a tree."""
    arcs = np.array([[0, 5, 1], [5, 0, 1], [3, 2, 0]], dtype=np.float32)
    heads = best_tree(arcs, np.array([-1, -4, -9], dtype=np.float32))
    assert heads.tolist() == [0, 0, 0]


def test_single_word_is_the_root():
    """A sentence of one word is its own root, whatever the score."""
    assert best_tree(np.zeros((1, 1), dtype=np.float32), np.array([-3], dtype=np.float32)).tolist() == [0]


@given(score_tables())
def test_spanning_tree_is_as_good_as_the_best_arborescence(drawn):
    """The tree's score is that of the maximum arborescence that networkx finds."""
    scores, root = drawn
    heads = spanning_tree(scores, root)
    graph = nx.DiGraph()
    for child in range(len(scores)):
        for head in range(len(scores)):
            if child not in (head, root):
                graph.add_edge(head, child, weight=float(scores[child, head]))
    best = sum(d["weight"] for _, _, d in nx.maximum_spanning_arborescence(graph).edges(data=True))
    assert find_cycle(heads) is None
    assert heads[root] == root
    assert np.isclose(sum(scores[c, h] for c, h in enumerate(heads) if c != root), best)


@given(score_tables())
def test_every_score_table_gives_one_root_and_no_cycle(drawn):
    """A tree comes out of any scores."""
    scores, _ = drawn
    heads = best_tree(scores.astype(np.float32), scores[0].astype(np.float32))
    assert (heads == np.arange(len(heads))).sum() == 1
    assert find_cycle(heads) is None


def test_cycle_is_found():
    """The words of a cycle are named, those that lead into it are not."""
    assert sorted(find_cycle(np.array([0, 2, 3, 1, 1])) or []) == [1, 2, 3]
