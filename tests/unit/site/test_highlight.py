"""Marks in a text: nested, crossing, over paragraphs."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given
from lxml import html
from markupsafe import escape

from kg.rdf.namespaces import clean
from kg.site.facts import Claim, Evidence, Source, Thing
from kg.site.highlight import excerpt, marked_paragraphs


def claim(name: str, text: str, *spans: tuple[int, int], kind: str = "position") -> Claim:
    words = tuple(Evidence(clean(text[start:end]), "", "", start, end) for start, end in spans)
    source = Source(Thing("urn:d", "d", None), "", "", "")
    return Claim(kind, f"urn:{name}", f"{kind}/{name}", None, None, None, "support", words, source, "", "", {})


def test_crossing_marks_are_cut():
    """A mark that crosses another is closed and opened again; each id is given once."""
    text = "abcdefghij"
    (one,) = marked_paragraphs(text, [claim("x", text, (0, 6)), claim("y", text, (3, 9))])
    assert str(one.html) == (
        '<mark id="x" class="position support">abc<mark id="y" class="position support">def</mark></mark>'
        '<mark class="position support">ghi</mark>j'
    )


def test_paragraphs():
    """Blank lines part paragraphs; without any, lines do. A mark goes on in the next one without its id."""
    text = "one\ntwo\n\nthree"
    found = marked_paragraphs(text, [claim("x", text, (4, 12))])
    assert [str(p.html) for p in found] == [
        'one\n<mark id="x" class="position support">two</mark>',
        '<mark class="position support">thr</mark>ee',
    ]
    assert [len(p.claims) for p in found] == [1, 0]
    assert len(marked_paragraphs("one\ntwo", [])) == 2


def test_words_that_are_not_there_are_not_marked():
    """Evidence whose offsets do not lead to its words marks nothing; the excerpt shows what it keeps."""
    wrong = claim("x", "other text", (0, 5))
    assert "<mark" not in str(marked_paragraphs("a text of its own", [wrong])[0].html)
    assert str(excerpt("a text of its own", wrong)) == '<mark class="support">other</mark>'


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=60)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_marks_never_change_the_text(text, spans):
    """Whatever is marked, tags are balanced, the text is the same, and every mark can be linked to."""
    fitting = [(start, min(start + length, len(text))) for start, length in spans if start < len(text)]
    claims = [claim(f"c{number}", text, span) for number, span in enumerate(fitting)]
    found = marked_paragraphs(text, claims)
    for paragraph in found:
        assert paragraph.html.count("<mark") == paragraph.html.count("</mark>")
    shown = "".join(str(p.html.striptags()) for p in found)
    assert "".join(shown.split()) == "".join(clean(text).split())
    for one in claims:
        marked = html.fragments_fromstring(str(excerpt(text, one)) or " ")
        assert marked is not None
        assert str(excerpt(text, one)).count("<mark") >= 1
    assert str(escape("<")) == "&lt;"
