"""Positions in whole sentences, read with the shipped model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from spacy.tokens import Doc

from kg.model import Document, Span, Statement, Turn, TurnSpeaker
from kg.position import Found, deciding, find_positions
from kg.position.candidates import candidates
from kg.position.lexicon import load_lexicon
from kg.position.perspectives import see

from .conftest import VOCAB, actor, mention, span, statement

pytestmark = pytest.mark.model


def stances(text: str, found: Found) -> set[tuple[str, str, str]]:
    """Return holder, stance and target of each position."""
    return {(p.holder, p.stance, " ".join(s.of(text) for s in p.target)) for p in found.positions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway voted for the resolution.", ("Norway", "support", "the resolution")),
        ("Kenya voted against the amendment.", ("Kenya", "oppose", "the amendment")),
        ("Brazil abstained on the draft resolution.", ("Brazil", "ambivalent", "the draft resolution")),
        ("Peru imposed sanctions on the generals.", ("Peru", "support", "sanctions on the generals")),
        ("Ghana condemned the attack on the embassy.", ("Ghana", "oppose", "the attack on the embassy")),
        ("Canada pledged to double its aid.", ("Canada", "support", "double its aid")),
        ("Bolivia refused to accept the ruling.", ("Bolivia", "oppose", "accept the ruling")),
    ],
)
def test_acts(read, text, expected):
    """The subject of a clause holds what the clause shows."""
    assert expected in stances(text, read(text, expected[0]))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Moscow does not oppose the peace talks", ("support", "the peace talks")),
        ("the unilateral sanctions are illegal", ("oppose", "the unilateral sanctions")),
        ("all parties must respect the ceasefire", ("support", "respect the ceasefire")),
    ],
)
def test_statements(read, content, expected):
    """The body spoken for holds what a statement says."""
    text = f"The minister said that {content}."
    said = statement(text, "The minister", "said", f"that {content}", on_behalf_of="Russia")
    found = read(text, "Russia", statements=(said,))
    assert ("Russia", *expected) in stances(text, found)
    assert {p.statement for p in found.positions} == {said.id}


@pytest.mark.parametrize(
    ("content", "attitude"),
    [("it opposes the peace talks", "oppose"), ("Russia lodged a protest against the raid", "protest")],
)
def test_attitudes_are_no_targets(read, content, attitude):
    """What the holder thinks of a thing is no thing that it takes a position on."""
    text = f"Russia said that {content}."
    said = statement(text, "Russia", "said", f"that {content}", speaker="Russia")
    assert not any(attitude in target for _, _, target in stances(text, read(text, "Russia", statements=(said,))))


def test_denied_clauses_hold_no_position(read):
    """Who denies a deed takes no position on it."""
    text = "Iran denied that it had attacked the ships."
    denied = statement(text, "Iran", "denied", "that it had attacked the ships", speaker="Iran")
    assert read(text, "Iran", statements=(denied,)).positions == ()


def test_first_person_turns(read):
    """First-person words in a turn are held by the body spoken for, with the sentence as evidence."""
    text = "We call on all parties to lay down their arms. It is raining."
    turn = (Turn(kind="speaker", speakers=(), body=Span(0, len(text))), TurnSpeaker(turn=0, on_behalf_of=("Togo",)))
    found = read(text, "Togo", turns=(turn,))
    (position,) = [p for p in found.positions if p.target[0].of(text) == "lay down their arms"]
    assert (position.holder, position.stance, position.statement) == ("Togo", "support", None)
    assert position.evidence[0].of(text) == "We call on all parties to lay down their arms."


def test_signatories_hold_together(read):
    """Every signatory of a joint declaration holds its positions."""
    text = "We condemn the attack on the embassy."
    who = TurnSpeaker(turn=0, speakers=("Chad", "Togo"), on_behalf_of=("Chad", "Togo"))
    found = read(text, "Chad", "Togo", turns=((Turn(kind="heading", speakers=(), body=Span(0, len(text))), who),))
    assert {p.holder for p in found.positions} == {"Chad", "Togo"}
    assert len({p.issue for p in found.positions}) == len(found.issues)


def test_questions_give_no_positions(read):
    """A reporter's question is nobody's position."""
    text = "Will you condemn the attack on the embassy?"
    turn = (Turn(kind="question", speakers=(), body=Span(0, len(text))), TurnSpeaker(turn=0))
    assert read(text, "Chad", turns=(turn,)).positions == ()


def test_conjoined_targets_are_separate(read):
    """Two things rejected are two positions."""
    text = "Ghana condemned the coup and the attack on the embassy."
    assert {target for _, _, target in stances(text, read(text, "Ghana"))} == {"the coup", "the attack on the embassy"}


def test_ascribed_attitudes_name_who_ascribes(read):
    """An attitude reported by somebody else carries who reports it."""
    text = "Chad said that Peru opposes the plan."
    said = statement(text, "Chad", "said", "that Peru opposes the plan", speaker="Chad")
    (position,) = read(text, "Chad", "Peru", statements=(said,)).positions
    assert (position.holder, position.stance, position.ascribed_by) == ("Peru", "oppose", "Chad")


def test_holders_must_be_known(nlp):
    """Nobody but a linked actor holds a position."""
    text = "Chad condemned the attack."
    said = statement(text, "Chad", "condemned", "the attack", speaker="Chad")
    document = Document(id="d", input="i", sha256="", text=text)
    found = find_positions(
        nlp(text), document, linked_actors=(actor("Togo"),), mentions=(), statements=(said,), turn_speakers=()
    )
    assert found == Found()


def test_same_text_gives_the_same_ids(read):
    """Ids come from the content."""
    text = "Norway voted for the resolution."
    assert read(text, "Norway") == read(text, "Norway")


def test_scores_and_intensities_are_shares(read):
    """Scores and intensities lie between nought and one."""
    text = "Ghana condemned the coup, welcomed the talks and urged Togo to respect the treaty."
    found = read(text, "Ghana", "Togo")
    assert found.positions
    assert all(0 <= value <= 1 for p in found.positions for value in (p.score, p.intensity))


@pytest.mark.parametrize("words", [[], ["Ghana", "rejects", "it"]], ids=["empty", "unparsed"])
def test_documents_without_a_parse_give_nothing(words):
    """An empty document, or one without dependencies, gives nothing and breaks nothing."""
    doc = Doc(VOCAB, words=words)
    document = Document(id="d", input="i", sha256="", text=doc.text)
    assert find_positions(doc, document, linked_actors=(), mentions=(), statements=(), turn_speakers=()) == Found()


def test_content_outside_the_sentence_is_evidence(read):
    """A statement shorter than its sentence is the evidence itself."""
    text = "On Monday, after a long meeting, Ghana welcomed the ceasefire."
    said = statement(text, "Ghana", "welcomed", "the ceasefire", speaker="Ghana")
    (position,) = read(text, "Ghana", statements=(said,)).positions
    assert position.evidence == (span(text, "the ceasefire"),) or position.evidence[0].of(text) == text


def test_what_media_report_is_held_by_who_acts(read):
    """A medium that reports an act holds nothing of it."""
    text = "Radio Sava reported that Norway voted for the resolution."
    said = statement(text, "Radio Sava", "reported", "that Norway voted for the resolution", speaker="Radio Sava")
    found = read(text, "Norway", media=("Radio Sava",), statements=(said,))
    assert ("Norway", "support", "the resolution") in stances(text, found)
    assert "Radio Sava" not in {position.holder for position in found.positions}


def test_who_backs_a_thing_holds_beside_who_judges_it(read):
    """A participle tells what its agent thinks, the clause what its subject does."""
    text = "Norway rejected the resolution backed by Kenya."
    found = read(text, "Norway", "Kenya")
    assert {(p.holder, p.stance) for p in found.positions} >= {("Norway", "oppose"), ("Kenya", "support")}


def told(found: Found) -> dict[tuple[str, str], float]:
    """Return the score of each holder's stance."""
    return {(p.holder, p.stance): p.score for p in found.positions}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Peru backs the pact.", "support"),
        ("Peru left the pact.", "oppose"),
        ("Peru is against the pact.", "oppose"),
        ("Peru filed a complaint about the pact.", "oppose"),
        ("Peru abstained on the pact.", "ambivalent"),
    ],
)
def test_a_plain_report_of_an_act_is_a_position(read, text, stance):
    """Where a main clause says what somebody does about a thing, the rules decide, however short the text is."""
    assert told(read(text, "Peru"))["Peru", stance] >= deciding.PLAIN


def test_words_in_a_row_share_the_stance(read):
    """What is said of the first of several things is said of the others."""
    text = "Peru opposes theft, arson and piracy."
    found = read(text, "Peru")
    assert [(p.target[0].of(text), p.stance) for p in found.positions] == [
        ("theft", "oppose"), ("arson", "oppose"), ("piracy", "oppose"),
    ]  # fmt: skip


def test_who_answers_no_questions_takes_no_position(read):
    """To decline to comment is no stance on comments."""
    assert not read("Peru declined to comment.", "Peru").positions


def test_what_is_preferred_ends_before_what_is_not(read):
    """The word "over" opens the other thing."""
    text = "Peru prefers mediation over sanctions."
    assert {p.target[0].of(text): p.stance for p in read(text, "Peru").positions}["mediation"] == "support"


def test_what_is_to_be_left_undone_is_the_target(read):
    """Who calls for abstaining from a thing opposes the thing."""
    text = "Peru called on Chad to refrain from threats."
    said = statement(text, "Peru", "called on", "Chad to refrain from threats", speaker="Peru")
    assert stances(text, read(text, "Peru", "Chad", statements=(said,))) == {("Peru", "oppose", "threats")}


@pytest.mark.parametrize(("deed", "sign"), [("silence the press", "-"), ("end the war", "+")])
def test_what_others_try_is_a_charge(nlp, deed, sign):
    """In somebody's words, what another tries is opposed, unless it mends something."""
    text = f"Peru said Chad is trying to {deed}."
    said = statement(text, "Peru", "said", f"Chad is trying to {deed}", speaker="Peru")
    assert _signs(nlp(text), said, "Peru", "Chad")[deed] == sign


def test_what_the_holder_tries_is_no_charge(nlp):
    """Of itself nobody says so."""
    text = "Peru said it is trying to silence the guns."
    said = statement(text, "Peru", "said", "it is trying to silence the guns", speaker="Peru")
    assert _signs(nlp(text), said, "Peru")["silence the guns"] == "+"


def _signs(doc: Doc, said: Statement, *names: str) -> dict[str, str]:
    """Return the lexicon's sign of each candidate's phrase in the words of a statement."""
    document = Document(id="doc-1", input="t", sha256="", text=doc.text)
    mentions = [mention(doc.text, name) for name in names]
    view = see(
        doc, document, actors=[actor(name) for name in names], mentions=mentions, statements=[said], turn_speakers=()
    )
    return {one.target.of(doc.text): one.evaluation.sign for one in candidates(doc, view, load_lexicon())}


class _Told:
    """Stands for the network: the same of every word."""

    stances = np.tile(np.array([0.1, 0.7, 0.15, 0.05]), (40, 1))

    def views(self, asked):
        """Yield for each word asked of that it supports all."""
        return ((token, np.tile(np.array([0.8, 0.1]), (40, 1))) for token in asked)


def test_the_network_is_asked_of_the_verb_of_what_is_left_undone(nlp):
    """Support of refraining from a thing is opposition to it, in the view of its holder too."""
    text = "Peru called on Chad to refrain from threats."
    said = statement(text, "Peru", "called on", "Chad to refrain from threats", speaker="Peru")
    document = Document(id="doc-1", input="t", sha256="", text=text)
    names = [mention(text, name) for name in ("Peru", "Chad")]
    view = see(
        nlp(text), document, actors=[actor("Peru"), actor("Chad")], mentions=names, statements=[said], turn_speakers=()
    )
    doc = nlp(text)
    turned = [one for one in candidates(doc, view, load_lexicon(), _Told.stances) if one.is_turned]
    assert [doc[one.asked].text for one in turned] == ["refrain"]
    assert [(h.stances, h.views) for h in deciding.hear(turned, _Told())] == [([0.1, 0.15, 0.7, 0.05], [0.1, 0.8])]


@pytest.mark.parametrize(("least", "kept"), [(0.0, ["theft", "piracy"]), (0.5, ["theft"])])
def test_words_beside_a_target_are_not_lifted_against_all_voices(nlp, monkeypatch, least, kept):
    """What all voices deny is no target only because it stands beside one."""
    doc = nlp("Peru opposes theft and piracy.")
    document = Document(id="doc-1", input="t", sha256="", text=doc.text)
    view = see(
        doc, document, actors=[actor("Peru")], mentions=[mention(doc.text, "Peru")], statements=(), turn_speakers=()
    )
    found = [replace(one, is_plain=False) for one in candidates(doc, view, load_lexicon())]
    told = _Told()
    told.stances = np.array([[0.01, 0.0, 0.99, 0.0]] * 4 + [[1.0, 0.0, 0.0, 0.0]] * 2)
    monkeypatch.setattr(deciding, "UNHEARD", least)
    assert [one.candidate.target.of(doc.text) for one in deciding.decide(found, told)] == kept
