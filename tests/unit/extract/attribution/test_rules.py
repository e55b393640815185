"""Attributions by rules, on parses built by hand."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.extract.attribution import find_attributions
from kg.extract.attribution.factory import plain_document
from kg.extract.attribution.nesting import with_parents
from kg.extract.attribution.quotes import find_quotes
from kg.extract.attribution.rules import RuleAttribution
from kg.model import Attribution, Span, Turn

NLP = spacy.blank("en")


def parse(rows: list[tuple[str, str, str, int]], *, tight: str = ",.") -> Doc:
    """Build a Doc from (word, UPOS, dependency, head index); no blank before the marks in `tight`."""
    words = [row[0] for row in rows]
    spaces = [i + 1 < len(words) and words[i + 1] not in tight for i in range(len(words))]
    return Doc(
        NLP.vocab,
        words=words,
        spaces=spaces,
        pos=[row[1] for row in rows],
        tags=["VBD" if row[1] == "VERB" else row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[row[3] for row in rows],
        lemmas=[{"said": "say", "called": "call", "accused": "accuse", "told": "tell"}.get(w, w) for w in words],
    )


def found(doc: Doc) -> list[tuple[str, str, str]]:
    """Return (source, cue, content) of each attribution as words."""
    document = plain_document(doc.text)
    said = lambda spans: " … ".join(span.of(doc.text) for span in spans)  # noqa: E731
    return [
        (said(a.source), said(a.cue), said(a.content))
        for a in find_attributions(doc, document, model=RuleAttribution())
    ]


SAID_THAT = [
    ("Norway", "PROPN", "nsubj", 1),
    ("said", "VERB", "ROOT", 1),
    ("that", "SCONJ", "mark", 4),
    ("talks", "NOUN", "nsubj", 4),
    ("failed", "VERB", "ccomp", 1),
    (".", "PUNCT", "punct", 1),
]


def test_clause_after_a_verb():
    """The clause is content, with its conjunction; the subject is the source."""
    assert found(parse(SAID_THAT)) == [("Norway", "said", "that talks failed")]


def test_verb_after_its_content():
    """Find the same parts where the verb comes last, as in "Talks failed, Norway said"."""
    doc = parse(
        [
            ("Talks", "NOUN", "nsubj", 1),
            ("failed", "VERB", "ccomp", 4),
            (",", "PUNCT", "punct", 4),
            ("Norway", "PROPN", "nsubj", 4),
            ("said", "VERB", "ROOT", 4),
        ]
    )
    assert found(doc) == [("Norway", "said", "Talks failed")]


def test_according_to():
    """The clause is content, the noun after the preposition the source."""
    doc = parse(
        [
            ("Talks", "NOUN", "nsubj", 1),
            ("failed", "VERB", "ROOT", 1),
            ("according", "VERB", "case", 4),
            ("to", "ADP", "fixed", 2),
            ("Norway", "PROPN", "obl", 1),
        ]
    )
    assert found(doc) == [("Norway", "according to", "Talks failed")]


def test_negated_saying_is_marked():
    """Mark a statement that was not made, as in "did not say"."""
    doc = parse(
        [
            ("Norway", "PROPN", "nsubj", 3),
            ("did", "AUX", "aux", 3),
            ("not", "PART", "advmod", 3),
            ("say", "VERB", "ROOT", 3),
            ("that", "SCONJ", "mark", 6),
            ("talks", "NOUN", "nsubj", 6),
            ("failed", "VERB", "ccomp", 3),
        ]
    )
    (attribution,) = find_attributions(doc, plain_document(doc.text), model=RuleAttribution())
    assert attribution.negated


def test_quotation_is_taken_whole():
    """A quotation that the content touches belongs to it, marks included."""
    doc = parse(
        [
            ("Norway", "PROPN", "nsubj", 1),
            ("said", "VERB", "ROOT", 1),
            ("“", "PUNCT", "punct", 5),
            ("the", "DET", "det", 4),
            ("talks", "NOUN", "nsubj", 5),
            ("failed", "VERB", "ccomp", 1),
            ("again", "ADV", "advmod", 5),
            ("”", "PUNCT", "punct", 5),
        ]
    )
    (attribution,) = find_attributions(doc, plain_document(doc.text), model=RuleAttribution())
    assert attribution.quotation == "direct"
    assert [span.of(doc.text) for span in attribution.content] == ["“ the talks failed again ”"]


def test_first_person_in_a_turn_is_no_statement():
    """In a transcript "I said that …" is the speaker's own voice."""
    doc = parse([("I", "PRON", "nsubj", 1), *SAID_THAT[1:]])
    document = plain_document(doc.text)
    turn = Turn(kind="speaker", speakers=(), body=Span(0, len(doc.text)))
    assert find_attributions(doc, document, model=RuleAttribution())
    inside = type(document)(id=document.id, input="", sha256="", text=doc.text, turns=(turn,))
    assert find_attributions(doc, inside, model=RuleAttribution()) == ()


def test_inner_statement_knows_the_outer():
    """The smallest content around a statement is its parent."""

    def attribution(cue: int, start: int, end: int) -> Attribution:
        return Attribution(source=(), cue=(Span(cue, cue + 2),), content=(Span(start, end),))

    outer, middle, inner = attribution(0, 3, 40), attribution(5, 10, 40), attribution(12, 20, 30)
    assert [a.parent for a in with_parents([outer, middle, inner])] == [None, 0, 1]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("“One.\n\n“Two.”", ["“One.", "“Two.”"]),
        ("no marks", []),
        ("“never closed", ["“never closed"]),
    ],
)
def test_quotations_by_their_marks(text, quotes):
    """Pairs, quotations that go on over paragraphs, and such as are never closed."""
    doc = NLP(text)
    assert [doc[q.start : q.end].text.strip() for q in find_quotes(doc)] == quotes


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="“”\"'« » said Norway\n.,", max_size=200))
def test_any_marks_give_valid_spans(text):
    """Unbalanced and nested marks never break it; spans lie in the text."""
    doc = NLP(text)
    for token in doc:
        token.dep_ = "dep"
    for attribution in RuleAttribution()(doc, plain_document(text)):
        assert all(span.of(text).strip() for span in (*attribution.cue, *attribution.content))
