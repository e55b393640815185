"""How frames, negation and the frames above them evaluate a word."""

from __future__ import annotations

import pytest

from kg.position.evaluation import Evaluation, evaluate, evaluation_by
from kg.position.lexicon import load_lexicon

from .conftest import build

LEXICON = load_lexicon()


def sign(doc, word: str) -> str:
    """Return the sign of a word of a Doc."""
    return evaluate(next(token for token in doc if token.text == word), LEXICON).sign


def simple(verb: str, *between: str):
    """Return `Peru VERB talks` with words of the verb before it."""
    count = len(between) + 1
    rows = [f"{word} {lemma} {pos} {dep} {count}" for word, lemma, pos, dep in (b.split() for b in between)]
    return build(
        "Peru Peru PROPN nsubj " + str(count), *rows, f"{verb} {verb} VERB ROOT {count}", f"talks talk NOUN obj {count}"
    )


@pytest.mark.parametrize(("verb", "expected"), [("welcome", "+"), ("reject", "-"), ("condemn", "-"), ("demand", "+")])
def test_verb_evaluates_its_object(verb, expected):
    """A stance verb gives its sign to its object."""
    assert sign(simple(verb), "talks") == expected


@pytest.mark.parametrize(("verb", "expected"), [("support", "-"), ("oppose", "+")])
def test_negation_turns_the_sign(verb, expected):
    """Not to support is to oppose; not to oppose is to support."""
    assert sign(simple(verb, "not not PART advmod"), "talks") == expected


def test_abstaining_is_ambivalent():
    """An abstention is neither support nor opposition, and the rule decides alone."""
    doc = build(
        "Peru Peru PROPN nsubj 1", "abstained abstain VERB ROOT 1", "on on ADP case 3", "it-all text NOUN obl 1"
    )
    found = evaluate(doc[3], LEXICON)
    assert (found.sign, found.is_firm) == ("~", True)


def test_frame_above_turns_the_sign():
    """Warning against rejecting the talks supports them."""
    doc = build(
        "warned warn VERB ROOT 0", "against against SCONJ mark 2", "rejecting reject VERB advcl 0", "talks talk NOUN obj 2",
    )  # fmt: skip
    assert sign(doc, "talks") == "+"


def test_denial_shields():
    """What is denied gets no sign of the denier."""
    doc = build("denied deny VERB ROOT 0", "bombing bomb VERB xcomp 0", "towns town NOUN obj 1")
    assert sign(doc, "bombing") == "x"


def test_what_must_be_is_supported():
    """An action under `must` is supported."""
    doc = build("They they PRON nsubj 2", "must must AUX aux 2", "withdraw withdraw VERB ROOT 2")
    assert sign(doc, "withdraw") == "+"


def test_what_must_not_be_is_opposed():
    """An action under `must not` is opposed."""
    doc = build("They they PRON nsubj 3", "must must AUX aux 3", "not not PART advmod 3", "attack attack VERB ROOT 3")
    assert sign(doc, "attack") == "-"


def test_adjective_evaluates_its_noun():
    """A bad quality makes its noun bad."""
    doc = build("illegal illegal ADJ amod 1", "sanctions sanction NOUN ROOT 1")
    assert sign(doc, "sanctions") == "-"


def test_predicate_evaluates_its_subject():
    """A predicate adjective evaluates its subject."""
    doc = build("Talks talk NOUN nsubj 2", "are be AUX cop 2", "vital vital ADJ ROOT 2")
    assert sign(doc, "Talks") == "+"


def test_against_opposes():
    """A noun after `against` is opposed, whatever governs it."""
    doc = build("spoke speak VERB ROOT 0", "against against ADP case 3", "the the DET det 3", "war war NOUN obl 0")
    assert sign(doc, "war") == "-"


def test_particle_verb_is_one_cue():
    """`rule out` rejects; `rule` alone says nothing."""
    doc = build("ruled rule VERB ROOT 0", "out out ADP compound:prt 0", "talks talk NOUN obj 0")
    assert sign(doc, "talks") == "-"


def test_what_is_not_ruled_out_is_open():
    """Not to rule out talks is neither for nor against them."""
    doc = build(
        "not not PART advmod 1", "rule rule VERB ROOT 1", "out out ADP compound:prt 1", "talks talk NOUN obj 1",
    )  # fmt: skip
    assert sign(doc, "talks") == "~"


def test_no_support_is_opposition():
    """The negation inside an object counts once: "voiced no support for the fund"."""
    doc = build(
        "voiced voice VERB ROOT 0", "no no DET det 2", "support support NOUN obj 0", "for for ADP case 4",
        "fund fund NOUN nmod 2",
    )  # fmt: skip
    assert sign(doc, "fund") == "-"


@pytest.mark.parametrize(("verb", "expected"), [("end", "-"), ("continue", "+")])
def test_what_must_happen_to_a_thing_evaluates_it(verb, expected):
    """The raids must end; the talks must continue."""
    doc = build("talks talk NOUN nsubj 2", "must must AUX aux 2", f"{verb} {verb} VERB ROOT 2")
    assert sign(doc, "talks") == expected


@pytest.mark.parametrize(("noun", "expected"), [("mistake", "-"), ("success", "+"), ("table", "")])
def test_what_a_thing_is_called_evaluates_it(noun, expected):
    """To call a levy a mistake is to oppose it."""
    doc = build("called call VERB ROOT 0", "levy levy NOUN obj 0", f"{noun} {noun} NOUN xcomp 0")
    assert sign(doc, "levy") == expected


def test_conditions_leave_the_stance_open():
    """What somebody will do only if something else happens is ambivalent."""
    doc = build(
        "Peru Peru PROPN nsubj 2", "will will AUX aux 2", "join join VERB ROOT 2", "if if SCONJ mark 5",
        "Chad Chad PROPN nsubj 5", "agrees agree VERB advcl 2",
    )  # fmt: skip
    assert sign(doc, "join") == "~"


def test_rhetorical_questions_deny():
    """Who can accept the levy? Nobody."""
    doc = build(
        "Who who PRON nsubj 2", "can can AUX aux 2", "accept accept VERB ROOT 2", "levy levy NOUN obj 2",
        "? ? PUNCT punct 2",
    )  # fmt: skip
    assert sign(doc, "levy") == "-"


def test_nouns_after_light_verbs_evaluate():
    """Voicing outrage over the raid opposes the raid, wherever the parser hangs it."""
    doc = build(
        "voiced voice VERB ROOT 0", "outrage outrage NOUN obj 0", "over over ADP case 3", "raid raid NOUN obl 0",
    )  # fmt: skip
    assert sign(doc, "raid") == "-"


def test_bad_things_stay_bad():
    """Opposing an illegal levy is no support of it."""
    doc = build("oppose oppose VERB ROOT 0", "illegal illegal ADJ amod 2", "levy levy NOUN obj 0")
    assert sign(doc, "levy") == "-"


def test_wrong_lemmas_are_mended():
    """An inflected form leads to its verb where the tagger's lemma is no word."""
    doc = build("decried decrie VERB ROOT 0", "levy levy NOUN obj 0")
    assert sign(doc, "levy") == "-"


def test_what_the_subject_thinks_is_kept_apart():
    """It is alleged that Togo seeks war: Togo is for it, whatever the speaker thinks."""
    doc = build(
        "alleged allege VERB ROOT 0", "Togo Togo PROPN nsubj 2", "seeks seek VERB ccomp 0", "war war NOUN obj 2",
    )  # fmt: skip
    found = evaluate(doc[3], LEXICON)
    assert (found.sign, found.near) == ("-", "+")


@pytest.mark.parametrize(
    ("adjective", "expected"), [("hasty", "-"), ("prudent", "+"), ("sensible", "+"), ("wooden", "")]
)
def test_what_a_thing_is_called_decides(adjective, expected):
    """An adjective that judges decides alone on what somebody calls so."""
    doc = build(
        "Peru Peru PROPN nsubj 1",
        "called call VERB ROOT 1",
        "levy levy NOUN obj 1",
        f"{adjective} {adjective} ADJ xcomp 1",
    )
    found = evaluate(doc[2], LEXICON)
    assert (found.sign, found.is_decided) == (expected, bool(expected))


def test_what_a_thing_would_be_considered_decides():
    """A thing is judged as what it is considered an act of, though a weighed thing is neither supported nor opposed."""
    doc = build(
        "Peru Peru PROPN nsubj 2", "would would AUX aux 2", "consider consider VERB ROOT 2", "levy levy NOUN obj 2",
        "act act NOUN obj 2", "of of ADP case 6", "piracy piracy NOUN nmod 4",
    )  # fmt: skip
    assert sign(doc, "levy") == "-"
    assert sign(build(*(f"{t.text} {t.lemma_} {t.pos_} {t.dep_} {t.head.i}" for t in doc[:4])), "levy") == "~"


@pytest.mark.parametrize(("verb", "expected"), [("warned", "-"), ("denied", ""), ("opposed", "+")])
def test_who_claims_a_judgement_shares_it(verb, expected):
    """Warning that a levy is a mistake does not turn what the clause says."""
    lemma = {"warned": "warn", "denied": "deny", "opposed": "oppose"}[verb]
    doc = build(
        f"{verb} {lemma} VERB ROOT 0", "that that SCONJ mark 4", "levy levy NOUN nsubj 4", "is be AUX cop 4",
        "mistake mistake NOUN ccomp 0",
    )  # fmt: skip
    assert sign(doc, "levy").strip("x") == expected


def test_concern_for_a_thing_values_it():
    """Who is concerned for somebody is not opposed to them, as who is concerned about a thing is."""
    rows = ["concern concern NOUN ROOT 0", "{0} {0} ADP case 2", "fishermen fisherman NOUN nmod 0"]
    assert [sign(build(*(row.format(word) for row in rows)), "fishermen") for word in ("for", "about")] == ["+", "-"]


def test_unknown_words_give_no_sign():
    """A word without a frame above it has no sign."""
    assert sign(simple("paint"), "talks") == ""


@pytest.mark.parametrize("name", list(LEXICON.frames))
def test_every_frame_has_an_example_and_known_signs(name):
    """Each frame shows one sentence that ends as a sentence does, and uses no sign but ours."""
    frame = LEXICON.frames[name]
    assert frame.example.endswith(".")
    assert set(frame.slots.values()) <= {"+", "-", "~", "0", "x", "="}
    assert 0 < frame.intensity <= 1


def test_maker_of_what_is_not_asked_for_evaluates_nothing():
    """A verb that says what its other complement says tells nothing by itself: "a plan not [wanted] by Chad"."""
    doc = build(
        "plan plan NOUN ROOT 0", "not not PART advmod 2", "wanted want VERB acl 0", "by by ADP case 4",
        "Chad Chad PROPN obl:agent 2",
    )  # fmt: skip
    assert evaluation_by(doc[2], "obj", LEXICON) == Evaluation()
