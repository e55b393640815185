"""Whose position it is."""

from __future__ import annotations

from kg.model import Document, Mention, Post, Span, Turn, TurnSpeaker
from kg.position import holders
from kg.position.perspectives import see, words_in

from .conftest import actor, build, mention, span, statement


def test_subject_acts():
    """The subject of a clause holds what the clause is about."""
    doc = build("Chad Chad PROPN nsubj 1", "voted vote VERB ROOT 1", "for for ADP case 3", "peace peace NOUN obl 1")
    assert holders.acting(doc[3], ["c", "", "", ""]) == ("c",)


def test_coordinated_subjects_act_together():
    """Two coordinated subjects are two holders."""
    doc = build(
        "Chad Chad PROPN nsubj 3", "and and CCONJ cc 2", "Togo Togo PROPN conj 0", "signed sign VERB ROOT 3",
        "peace peace NOUN obj 3",
    )  # fmt: skip
    assert holders.acting(doc[4], ["c", "", "t", "", ""]) == ("c", "t")


def test_agent_of_a_passive_acts():
    """In the passive the agent holds, not the subject."""
    doc = build(
        "Peace peace NOUN nsubj:pass 2", "was be AUX aux:pass 2", "signed sign VERB ROOT 2", "by by ADP case 4",
        "Chad Chad PROPN obl:agent 2",
    )  # fmt: skip
    assert holders.acting(doc[2], ["", "", "", "", "c"]) == ("c",)


def test_relative_clause_acts_for_its_noun():
    """The noun that a relative clause modifies is its subject."""
    doc = build(
        "Chad Chad PROPN ROOT 0", "which which PRON nsubj 2", "vetoed veto VERB acl:relcl 0", "it-all plan NOUN obj 2",
    )  # fmt: skip
    assert holders.acting(doc[3], ["c", "", "", ""]) == ("c",)


def test_who_is_among_those_acts():
    """Who is among those who support a thing supports it."""
    doc = build(
        "Chad Chad PROPN nsubj 3", "is be AUX cop 3", "among among ADP case 3", "those those PRON ROOT 3",
        "who who PRON nsubj 5", "support support VERB acl:relcl 3", "peace peace NOUN obj 5",
    )  # fmt: skip
    assert holders.acting(doc[6], ["c", *[""] * 6]) == ("c",)


def test_who_is_against_a_thing_holds():
    """The subject of a predicate with a preposition holds."""
    doc = build(
        "Chad Chad PROPN nsubj 3", "is be AUX cop 3", "against against ADP case 3", "war war NOUN ROOT 3",
    )  # fmt: skip
    assert holders.acting(doc[3], ["c", "", "", ""]) == ("c",)


def test_whose_goal_a_thing_is_holds():
    """The possessor of a goal holds what the goal is said to be."""
    doc = build(
        "Chad's Chad PROPN nmod:poss 1", "goal goal NOUN nsubj 3", "is be AUX cop 3", "peace peace NOUN ROOT 3",
    )  # fmt: skip
    assert holders.acting(doc[3], ["c", "", "", ""]) == ("c",)


def test_possessor_of_a_deverbal_noun_acts():
    """The possessor of a refusal refuses."""
    doc = build(
        "Chad Chad PROPN nmod:poss 1", "refusal refusal NOUN ROOT 1", "to to PART mark 3", "vote vote VERB acl 1"
    )
    assert holders.acting(doc[3], ["c", "", "", ""]) == ("c",)


def test_nobody_acts_in_a_clause_of_things():
    """A clause whose subject is no actor has no holder."""
    doc = build("Rain rain NOUN nsubj 1", "stopped stop VERB ROOT 1", "play play NOUN obj 1")
    assert holders.acting(doc[2], ["", "", ""]) == ()


def test_officials_hold_for_what_they_represent():
    """An official's position is that of the state represented; a ministry's is the state's."""
    actors = (
        actor("Chad", iso3="TCD"),
        actor("Foreign Ministry of Chad", "GovernmentBody", iso3="TCD"),
        actor("Idriss", "Person", posts=(Post(title="minister", represents="Foreign Ministry of Chad"),)),
        actor("Somebody", "Person"),
    )
    assert holders.spoken_for(actors, ()) == {"Foreign Ministry of Chad": "Chad", "Idriss": "Chad"}


def test_statements_tell_for_whom_a_person_speaks():
    """Who speaks for a state in one place of a document does so in another."""
    text = "Idriss said yes"
    said = statement(text, "Idriss", "said", "yes", speaker="Idriss", on_behalf_of="Chad")
    assert holders.spoken_for((actor("Chad"), actor("Idriss", "Person")), (said,)) == {"Idriss": "Chad"}


def test_attitude_of_somebody_else_is_ascribed():
    """What another party opposes, as the speaker says, is its position."""
    doc = build("Peru Peru PROPN nsubj 1", "opposes oppose VERB ROOT 1", "talks talk NOUN obj 1")
    assert holders.ascribed(doc[1], ("chad",), ["peru", "", ""]) == ("peru",)
    assert holders.ascribed(doc[1], ("peru",), ["peru", "", ""]) == ()


def test_what_somebody_must_support_is_the_speakers_wish():
    """`must` tells what the speaker wants, not what the subject thinks."""
    doc = build(
        "Peru Peru PROPN nsubj 2", "must must AUX aux 2", "support support VERB ROOT 2", "talks talk NOUN obj 2"
    )
    assert holders.ascribed(doc[2], ("chad",), ["peru", "", "", ""]) == ()


def test_owner_of_an_attitude_has_it():
    """Whose opposition a speaker reports is who opposes."""
    doc = build(
        "Peru's Peru PROPN nmod:poss 1",
        "opposition opposition NOUN ROOT 1",
        "to to ADP case 3",
        "talks talk NOUN nmod 1",
    )
    assert holders.ascribed(doc[1], ("chad",), ["peru", "", "", ""]) == ("peru",)


def test_who_is_moved_to_act_acts():
    """The object of `prompt` does what the infinitive tells, the subject of `promise` what its own does."""
    rows = (
        "Rain rain NOUN nsubj 1",
        "Togo Togo PROPN obj 1",
        "to to PART mark 4",
        "close close VERB xcomp 1",
        "ports port NOUN obj 4",
    )
    for verb, who in (("prompt", ("t",)), ("promise", ())):
        doc = build(rows[0], f"{verb}ed {verb} VERB ROOT 1", *rows[1:])
        assert holders.acting(doc[5], ["", "", "t", "", "", ""]) == who


def test_for_whom_a_thing_is_holds():
    """What is so for somebody is held by them, not by the subject."""
    doc = build(
        "For for ADP case 1", "Mali Mali PROPN obl 6", ", , PUNCT punct 6", "the the DET det 4", "pact pact NOUN nsubj 6",
        "is be AUX cop 6", "trap trap NOUN ROOT 6",
    )  # fmt: skip
    assert holders.acting(doc[6], ["", "m", "", "", "", "", ""]) == ("m",)


def test_two_parties_of_an_act_act_together():
    """`they` as the subject of an act are those named together before."""
    doc = build(*SAID[:4], "They they PRON nsubj 5", "closed close VERB parataxis 3", "ports port NOUN obj 5")
    actors, forms = ["c", "", "t", "", "", "", ""], ["name", "", "name", "", "", "", ""]
    assert holders.acting(doc[6], actors, forms) == ("c", "t")
    assert holders.acting(doc[6], actors) == ()


def test_makers_stand_beside_what_they_made():
    """Agents of participles made, backed or rejected what the noun names."""
    doc = build(
        "plan plan NOUN ROOT 0", "backed back VERB acl 0", "by by ADP case 3", "Chad Chad PROPN obl:agent 1",
    )  # fmt: skip
    doc[1].tag_ = "VBN"
    assert [(m.actors, m.cue.text) for m in holders.makers(doc[0], ["", "", "", "c"])] == [(("c",), "backed")]
    doc = build("Togo-backed Togo PROPN compound 1", "backed back VERB amod 2", "plan plan NOUN ROOT 2")
    doc[1].tag_ = "VBN"
    assert [m.actors for m in holders.makers(doc[2], ["t", "", ""])] == [("t",)]


def view_of(doc, *, actors=(), statements=(), mentions=(), turns=()):
    """Return the view of a hand-built Doc."""
    document = Document(id="d", input="i", sha256="", text=doc.text, turns=tuple(t for t, _ in turns))
    return see(
        doc, document, actors=actors, mentions=mentions, statements=statements, turn_speakers=tuple(s for _, s in turns)
    )


SAID = (
    "Chad Chad PROPN nsubj 3", "and and CCONJ cc 2", "Togo Togo PROPN conj 0", "said say VERB ROOT 3",
    "no no INTJ ccomp 3",
)  # fmt: skip


def test_joint_sources_hold_together():
    """A source of two coordinated names gives two holders."""
    doc = build(*SAID)
    text = doc.text
    said = statement(text, "Chad and Togo", "said", "no")
    view = view_of(doc, statements=(said,), mentions=(mention(text, "Chad"), mention(text, "Togo")))
    assert view.perspective[4].holders == ("Chad", "Togo")


def test_body_spoken_for_holds():
    """Where somebody speaks for a state, the state holds."""
    doc = build(*SAID)
    said = statement(doc.text, "Togo", "said", "no", speaker="Togo", on_behalf_of="ECOWAS")
    assert view_of(doc, statements=(said,)).perspective[4].holders == ("ECOWAS",)


def test_they_are_all_of_the_list_that_one_was_named_in():
    """A plural pronoun taken for one of a list means all of the list."""
    doc = build(
        *SAID[:3],
        "said say VERB ROOT 3",
        "they they PRON nsubj 5",
        "want want VERB parataxis 3",
        "peace peace NOUN obj 5",
    )
    said = statement(doc.text, "they", "want", "peace", speaker="Togo")
    view = view_of(doc, statements=(said,), mentions=(mention(doc.text, "Chad"), mention(doc.text, "Togo")))
    assert view.perspective[6].holders == ("Chad", "Togo")


GOES_ON = (
    "Chad Chad PROPN nsubj 1", "objected object VERB ROOT 1", "war war NOUN obj 1", "the the DET det 4",
    "statement statement NOUN nsubj 5", "read read VERB parataxis 1", "peace peace NOUN obj 5",
)  # fmt: skip


def test_a_text_goes_on_for_who_spoke_before():
    """A source that means nobody known, but speaks for somebody, is held as the statement before it."""
    doc = build(*GOES_ON)
    first = statement(doc.text, "Chad", "objected", "war", speaker="Chad")
    view = view_of(doc, statements=(statement(doc.text, "the statement", "read", "peace"), first))
    assert view.perspective[6].holders == ("Chad",)


def test_a_cue_without_source_is_that_of_its_subject():
    """`Chad objected` without a marked source is Chad's."""
    doc = build(*GOES_ON)
    view = view_of(doc, statements=(statement(doc.text, "", "objected", "war"),), mentions=(mention(doc.text, "Chad"),))
    assert view.perspective[2].holders == ("Chad",)


def test_loose_first_person_is_whoever_spoke_last():
    """A sentence whose subject is `we`, outside statements and turns, is held by the last speaker."""
    doc = build(*GOES_ON[:3], "We we PRON nsubj 4", "seek seek VERB ROOT 4", "peace peace NOUN obj 4")
    said = statement(doc.text, "Chad", "objected", "war", speaker="Chad")
    view = view_of(doc, statements=(said,))
    assert (view.perspective[5].kind, view.perspective[5].holders) == ("turn", ("Chad",))


def test_innermost_statement_wins():
    """A word in a statement inside another belongs to the inner one."""
    doc = build(*SAID)
    outer = statement(doc.text, "", "Chad", "Togo said no", speaker="a")
    inner = statement(doc.text, "Togo", "said", "no", speaker="b")
    view = view_of(doc, statements=(inner, outer))
    assert view.perspective[3].holders == ("a",)
    assert view.perspective[4].holders == ("b",)


def test_statement_without_source_is_held_by_the_words_around_it():
    """A first-person or sourceless statement in a turn is the turn speaker's."""
    doc = build(*SAID)
    turn = (Turn(kind="speaker", speakers=(), body=Span(0, len(doc.text))), TurnSpeaker(turn=0, on_behalf_of=("Mali",)))
    view = view_of(doc, statements=(statement(doc.text, "", "said", "no"),), turns=(turn,))
    assert view.perspective[4].holders == ("Mali",)


def test_first_person_of_several_is_all_of_theirs():
    """The "We, Chad," of a declaration of two is both states', though the source names one of them."""
    doc = build(
        "We we PRON nsubj 4", ", , PUNCT punct 0", "Chad Chad PROPN appos 0", ", , PUNCT punct 0",
        "seek seek VERB ROOT 4", "peace peace NOUN obj 4",
    )  # fmt: skip
    both = TurnSpeaker(turn=0, on_behalf_of=("Chad", "Togo"))
    turn = (Turn(kind="heading", speakers=(), body=Span(0, len(doc.text))), both)
    said = statement(doc.text, "We , Chad", "seek", "peace")
    view = view_of(doc, statements=(said,), mentions=(mention(doc.text, "Chad"),), turns=(turn,))
    assert view.perspective[5].holders == ("Chad", "Togo")


def test_questions_are_nobodys():
    """The words of a reporter's question have no perspective."""
    doc = build(*SAID)
    turn = (Turn(kind="question", speakers=(), body=Span(0, len(doc.text))), TurnSpeaker(turn=0))
    assert view_of(doc, turns=(turn,)).perspective[0] is None


def test_shorter_mention_wins():
    """Of nested mentions the shorter gives a word its actor."""
    doc = build(*SAID)
    long = Mention(actor="both", spans=(span(doc.text, "Chad and Togo"),), form="name")
    view = view_of(doc, mentions=(mention(doc.text, "Togo"), long))
    assert (view.actor[0], view.actor[2]) == ("both", "Togo")


def test_spans_outside_the_text_touch_no_words():
    """Spans that cover no word give none."""
    doc = build(*SAID)
    assert words_in(doc, (Span(900, 901),)) == []
