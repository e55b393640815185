"""What is the same, what is written otherwise, and what is lost."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.publish.compare import compare
from kg.publish.graphs import fingerprint
from kg.publish.values import XSD, same_value


def literal(text: str, kind: str) -> ox.Literal:
    """Return a typed literal."""
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def triple(value, number: int = 0) -> ox.Triple:
    """Return a triple with this object."""
    return ox.Triple(ox.NamedNode(f"urn:s:{number}"), ox.NamedNode("urn:p"), value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (literal("0.50", "decimal"), literal("0.5", "decimal")),
        (literal("005", "integer"), literal("5", "integer")),
        (literal("123456789012345678901", "integer"), literal("123456789012345678901", "decimal")),
        (literal("1.0E10", "double"), literal("1e+10", "double")),
        (literal("INF", "double"), literal("Infinity", "double")),
        (literal("1", "boolean"), literal("true", "boolean")),
        (literal("2025-02-24T10:00:00.500+00:00", "dateTime"), literal("2025-02-24T10:00:00.5Z", "dateTime")),
        (literal("10:00:00.000", "time"), literal("10:00:00", "time")),
        (ox.Literal("x", language="en-GB"), ox.Literal("x", language="en-gb")),
    ],
)
def test_the_same_value_in_two_ways(one, other):
    """Neither is a loss of the other."""
    assert same_value(one) == same_value(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (literal("0.123456789012345678", "decimal"), literal("0.123456789012346", "decimal")),
        (literal("abc", "integer"), literal("0", "integer")),
        (literal("2025-02-24", "date"), literal("2025-02-24Z", "date")),
        (literal("2025-02-24T10:00:00.1234567Z", "dateTime"), literal("2025-02-24T10:00:00.123456Z", "dateTime")),
        (literal("2025-02-24T10:00:00", "dateTime"), literal("2025-02-24T10:00:00Z", "dateTime")),
        (literal("1", "integer"), literal("1", "boolean")),
        (literal("1", "integer"), ox.Literal("1")),
        (literal("0.1", "double"), literal("0.1", "float")),
        (ox.Literal("x", language="en"), ox.Literal("x")),
        (ox.Literal("x "), ox.Literal("x")),
        (ox.Literal("urn:x"), ox.NamedNode("urn:x")),
    ],
)
def test_values_that_differ(one, other):
    """Digits, offsets, types, languages and spaces count."""
    assert same_value(one) != same_value(other)


def test_a_comparison_counts_each_kind():
    """One the same, one written otherwise, one missing, one that is foreign."""
    here = {triple(ox.Literal("same")), triple(literal("1.0", "decimal"), 1), triple(ox.Literal("gone"), 2)}
    there = {triple(ox.Literal("same")), triple(literal("1", "decimal"), 1), triple(ox.Literal("new"), 3)}
    check = compare("urn:g", here, there)
    assert (check.here, check.there, check.rewritten, check.missing, check.foreign) == (3, 3, 1, 1, 1)
    assert not check.holds
    assert check.examples == ('not there: <urn:s:2> <urn:p> "gone"', 'only there: <urn:s:3> <urn:p> "new"')


def test_what_is_only_written_otherwise_holds():
    """And is shown, from here and from there, even where two become one."""
    here = {triple(literal("1.0", "decimal")), triple(literal("1.00", "decimal"))}
    check = compare("urn:g", here, {triple(literal("1", "decimal"))})
    assert (check.holds, check.rewritten, check.here, check.there) == (True, 2, 2, 1)
    assert [line.split(":")[0] for line in check.examples] == ["here", "there"]


def test_checksums_know_graphs_from_each_other_and_not_blank_nodes():
    """RDFC-1.0: names of blank nodes and order do not matter, everything else does."""
    p = ox.NamedNode("urn:p")
    one = {ox.Triple(ox.BlankNode("a"), p, ox.BlankNode("b")), ox.Triple(ox.BlankNode("b"), p, ox.Literal("x"))}
    same = {ox.Triple(ox.BlankNode("n"), p, ox.Literal("x")), ox.Triple(ox.BlankNode("m"), p, ox.BlankNode("n"))}
    other = {ox.Triple(ox.BlankNode("n"), p, ox.Literal("y")), ox.Triple(ox.BlankNode("m"), p, ox.BlankNode("n"))}
    assert fingerprint(one) == fingerprint(same) != fingerprint(other)
