"""Documents from any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read import make_document


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(), max_size=400))
def test_any_text_makes_a_document(text):
    """The text keeps its length, can be written as UTF-8, and the turns lie inside it."""
    document = make_document(text, input="x")
    assert len(document.text) == len(text)
    assert document.text.encode().decode() == document.text
    for turn in document.turns:
        assert 0 <= turn.body.start <= turn.body.end <= len(text)
    assert make_document(text, input="y").id == document.id
