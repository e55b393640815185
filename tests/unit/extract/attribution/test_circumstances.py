"""Circumstances of a cue, on parses built by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.attribution.circumstances import addressee, day, hearers, make_setting, venue
from kg.extract.attribution.denial import governors, is_unsaid
from kg.extract.attribution.factory import plain_document
from kg.extract.attribution.frames import Frame, to_attribution

NLP = spacy.blank("en")
LEMMAS = {"told": "tell", "said": "say", "declined": "decline", "urged": "urge", "denied": "deny", "does": "do"}
WEDNESDAY = dt.date(2023, 9, 20)


def parse(text: str) -> Doc:
    """Build a Doc from "word/UPOS/dependency/head" with heads as indices; "/TYPE" after it names an entity."""
    rows = [part.split("/") for part in text.split()]
    words = [row[0] for row in rows]
    return Doc(
        NLP.vocab,
        words=words,
        pos=[row[1] for row in rows],
        tags=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        lemmas=[LEMMAS.get(word.lower(), word.lower()) for word in words],
        ents=[f"B-{row[4]}" if len(row) > 4 else "O" for row in rows],
    )


TOLD = parse(
    "Chad/PROPN/nsubj/1 told/VERB/ROOT/1 the/DET/det/3 Council/PROPN/iobj/1 on/ADP/case/5 Monday/PROPN/obl/1/DATE "
    "in/ADP/case/7 Geneva/PROPN/obl/1/GPE that/SCONJ/mark/10 talks/NOUN/nsubj/10 failed/VERB/ccomp/1"
)
STRAY = parse(
    "Chad/PROPN/nsubj/1 said/VERB/ROOT/1 on/ADP/case/3 Monday/PROPN/obl/6/DATE that/SCONJ/mark/6 talks/NOUN/nsubj/6 "
    "failed/VERB/ccomp/1"
)


def test_hearer_place_and_day_of_a_cue():
    """All three are read from what depends on the verb."""
    setting = make_setting(TOLD[1], TOLD[0], frozenset({8, 9, 10}))
    assert [span.of(TOLD.text) for hearer in hearers(setting) for span in addressee(hearer)] == ["the Council"]
    assert venue(setting) == "Geneva"
    assert day(setting, WEDNESDAY) == dt.date(2023, 9, 18)
    assert day(setting, None) is None


def test_words_before_the_conjunction_are_the_cues():
    """A day that the parse hangs on the content is the cue's where it stands before "that"."""
    setting = make_setting(STRAY[1], STRAY[0], frozenset({2, 3, 4, 5, 6}))
    assert setting.content == {4, 5, 6}
    assert setting.strays == (STRAY[3],)
    assert day(setting, WEDNESDAY) == dt.date(2023, 9, 18)


def test_day_inside_the_content_is_not_the_cues():
    """No day of the statement is told by "said that talks failed on Monday"."""
    doc = parse(
        "Chad/PROPN/nsubj/1 said/VERB/ROOT/1 that/SCONJ/mark/4 talks/NOUN/nsubj/4 failed/VERB/ccomp/1 on/ADP/case/6 "
        "Monday/PROPN/obl/4/DATE"
    )
    setting = make_setting(doc[1], doc[0], frozenset({2, 3, 4, 5, 6}))
    assert setting.strays == ()
    assert day(setting, WEDNESDAY) is None


def test_events_come_before_places():
    """The medium is the venue although a bare place stands nearer."""
    doc = parse(
        "Chad/PROPN/nsubj/1 said/VERB/ROOT/1 in/ADP/case/3 Geneva/PROPN/obl/1/GPE in/ADP/case/6 a/DET/det/6 "
        "statement/NOUN/obl/1 that/SCONJ/mark/9 talks/NOUN/nsubj/9 failed/VERB/ccomp/1"
    )
    assert venue(make_setting(doc[1], doc[0], frozenset({7, 8, 9}))) == "a statement"


def test_party_urged_is_a_hearer_and_stays_in_the_content():
    """The content of "urged Moscow to withdraw" is what Moscow is to do."""
    doc = parse("Chad/PROPN/nsubj/1 urged/VERB/ROOT/1 Moscow/PROPN/iobj/1 to/PART/mark/4 withdraw/VERB/xcomp/1")
    setting = make_setting(doc[1], doc[0], frozenset({2, 3, 4}))
    assert hearers(setting) == [doc[2]]
    assert setting.content == {2, 3, 4}


def test_object_that_is_all_of_the_content_is_no_hearer():
    """Nobody is told in "told the truth"."""
    doc = parse("Chad/PROPN/nsubj/1 told/VERB/ROOT/1 the/DET/det/3 truth/NOUN/obj/1")
    assert hearers(make_setting(doc[1], doc[0], frozenset({2, 3}))) == []


@pytest.mark.parametrize(
    ("text", "verb", "source", "unsaid"),
    [
        ("Chad/PROPN/nsubj/3 does/AUX/aux/3 not/PART/advmod/3 say/VERB/ROOT/3", 3, 0, True),
        ("Nobody/PRON/nsubj/1 said/VERB/ROOT/1", 1, 0, True),
        ("No/DET/det/1 envoy/NOUN/nsubj/2 said/VERB/ROOT/2", 2, 1, True),
        ("Chad/PROPN/nsubj/1 declined/VERB/ROOT/1 to/PART/mark/3 say/VERB/xcomp/1", 3, 0, True),
        ("Nobody/PRON/nsubj/1 declined/VERB/ROOT/1 to/PART/mark/3 say/VERB/xcomp/1", 3, 0, False),
        ("If/SCONJ/mark/2 Chad/PROPN/nsubj/2 said/VERB/ROOT/2", 2, 1, True),
        ("Had/AUX/aux/2 Chad/PROPN/nsubj/2 said/VERB/ROOT/2", 2, 1, True),
        ("Chad/PROPN/nsubj/1 denied/VERB/ROOT/1 talks/NOUN/obj/1", 1, 0, False),
        ("Chad/PROPN/nsubj/2 will/AUX/aux/2 say/VERB/ROOT/2", 2, 0, False),
        ("Chad/PROPN/nsubj/3 not/PART/advmod/3 only/ADV/advmod/3 said/VERB/ROOT/3", 3, 0, False),
    ],
)
def test_reporting_that_did_not_happen(text, verb, source, unsaid):
    """Negations, refusals and conditions count; two of them cancel out; denials and what is to come do not count."""
    doc = parse(text)
    assert is_unsaid(doc[verb], doc[source]) is unsaid


@pytest.mark.parametrize(("inner", "unsaid"), [("comment", True), ("withdraw", False)])
def test_refusal_to_speak_is_no_statement_but_one_to_act_is(inner, unsaid):
    """Nothing is said by "declined to comment", something by "declined to withdraw"."""
    doc = parse(f"Chad/PROPN/nsubj/1 declined/VERB/ROOT/1 to/PART/mark/3 {inner}/VERB/xcomp/1")
    assert is_unsaid(doc[1], doc[0]) is unsaid


def test_who_urges_is_not_who_says():
    """The verb above "urged him to say" lends the saying nothing."""
    doc = parse("Chad/PROPN/nsubj/1 urged/VERB/ROOT/1 him/PRON/iobj/1 to/PART/mark/4 say/VERB/xcomp/1")
    assert list(governors(doc[4])) == []


def test_last_verb_of_a_cue_has_the_hearer_and_the_first_the_day():
    """Of "declined on Monday to tell the Council" both are found, and that nothing was told."""
    doc = parse(
        "Chad/PROPN/nsubj/1 declined/VERB/ROOT/1 on/ADP/case/3 Monday/PROPN/obl/1/DATE to/PART/mark/5 tell/VERB/xcomp/1 "
        "the/DET/det/7 Council/PROPN/iobj/5 why/ADV/advmod/10 talks/NOUN/nsubj/10 failed/VERB/ccomp/5"
    )
    frame = Frame(frozenset({1, 4, 5}), frozenset({0}), frozenset({8, 9, 10}), doc[1], doc[0], 1.0)
    document = replace(plain_document(doc.text), published=WEDNESDAY)
    found = to_attribution(doc, document, frame, [])
    assert [span.of(doc.text) for span in found.addressees] == ["the Council"]
    assert (found.negated, found.date) == (True, dt.date(2023, 9, 18))
