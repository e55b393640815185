"""No text that is bound to a variable can change a query."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.query import run_sparql
from kg.query.values import read_term
from kg.store import MemoryStore
from kg.store.lexical import tokens
from kg.store.terms import to_value

STORE = MemoryStore.open()
STORE.replace(
    "https://example.org/g",
    [ox.Triple(ox.NamedNode("https://e.org/a"), ox.NamedNode("https://e.org/p"), ox.Literal("x"))],
)
QUERY = "SELECT ?v ?w { VALUES ?w { 1 2 } FILTER(STR(?v) = STR(?v)) } ORDER BY ?w"
SIGNS = st.sampled_from(
    [*"\"'\\<>{}?$#\n\r\t:@^", "} #", '"""', "'''", "VALUES", "SERVICE", "fpp:", "\\u0022", '"@en', "^^"]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(SIGNS, st.text(max_size=3)), max_size=8).map("".join))


@given(TEXTS)
def test_bound_text_is_one_term(text: str) -> None:
    """Whatever is bound comes back as the one term it was read as, in each row; or it is refused as no term."""
    try:
        term = read_term(text)
    except QueryError:
        return
    prefix = text.strip().partition(":")[0]
    if prefix in ("actor", "issue", "document", "position"):
        return
    rows = run_sparql(STORE, QUERY, bind={"v": text}).terms
    assert [row[1].value for row in rows] == ["1", "2"]
    assert {to_value(row[0]) for row in rows} == {to_value(term)}, "numbers may be spelled differently"
    assert {type(row[0]) for row in rows} == {type(term)}


@given(TEXTS)
def test_quoted_text_is_that_text(text: str) -> None:
    """Text in quotation marks, with its own escaped, is bound as it is."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert read_term(quoted) == ox.Literal(text)


@given(TEXTS)
def test_tokens_are_the_text(text: str) -> None:
    """Nothing of a query is lost between tokens."""
    assert "".join(word for _, word in tokens(text)) == text
