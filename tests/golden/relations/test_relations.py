"""Who does or says what to whom, with the shipped pipeline, on sentences written for this; quality must not fall."""

from __future__ import annotations

import pytest

from benchmarks.relations import Score, find, read_cases, score
from kg.position.acts import TYPES

LEAST = {"type": 0.92, "direction": 0.91, "mode": 0.98, "silent": 0.97, "precision": 0.94}
LEAST_CASES = 500


@pytest.fixture(scope="module")
def scored() -> Score:
    """The whole table, read once."""
    return score(find(read_cases()))


@pytest.mark.model
@pytest.mark.parametrize("name", LEAST)
def test_quality_is_kept(name, scored):
    """Type, direction and mode of relations, silence where there is none, and what is found beside them."""
    reached = {
        "type": scored.type_accuracy,
        "direction": scored.direction_accuracy,
        "mode": scored.share("mode", "type"),
        "silent": scored.share("silent", "without"),
        "precision": scored.share("fitting", "found"),
    }
    assert reached[name] >= LEAST[name], scored.misses


@pytest.mark.model
def test_two_sides_that_are_related_are_related_the_right_way(scored):
    """Passives, nouns and relative clauses turn nothing round."""
    assert scored.share("direction", "related") >= 0.99


def test_table_is_large_and_has_every_type():
    """No sentence stands there twice; every type has twenty relations and more; many sentences have none."""
    cases = read_cases()
    assert len({case.text for case in cases}) == len(cases) >= LEAST_CASES
    counted = [want.type for case in cases for want in case.relations]
    assert {kind: counted.count(kind) >= 20 for kind in set(counted)} == dict.fromkeys(TYPES, True)
    assert sum(not case.relations for case in cases) >= 70
