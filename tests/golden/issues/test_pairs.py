"""Targets written by us, in pairs that are labelled by hand: same, broader or different."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.issues import labelled, read_pairs, scores

FLOOR = 0.75


def test_the_file_is_sound():
    """At least 300 pairs, each once, with known relations, enough of each."""
    pairs = read_pairs()
    assert len({frozenset(pair[:2]) for pair in pairs}) == len(pairs) >= 300
    assert min(Counter(relation for *_, relation in pairs).values()) >= 40
    assert {relation for *_, relation in pairs} == {"same", "broader", "different"}


@pytest.mark.model
def test_same_pairs_are_found():
    """F1 of `same` over the groups that all targets of the file form."""
    precision, recall, f1 = scores(labelled())
    assert f1 >= FLOOR, (precision, recall, f1)
