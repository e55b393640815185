"""Relations between actors."""

from __future__ import annotations

import datetime as dt

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS
from spacy.tokens import Span

from kg.model import Document, Relation
from kg.position.acts import TYPES, load_acts
from kg.position.days import read_day
from kg.position.lexicon import load_lexicon
from kg.position.perspectives import see
from kg.position.relations import find_denied, find_relations
from kg.resources import resource_folder

from .conftest import build, mention


def find(doc, *names: str, published: dt.date | None = None) -> list[Relation]:
    """Return the relations of a text, the actors being the names."""
    document = Document(id="d", input="i", sha256="", text=doc.text, published=published)
    mentions = [mention(doc.text, name) for name in names]
    view = see(doc, document, actors=(), mentions=mentions, statements=(), turn_speakers=())
    return list(find_relations(doc, document, view, load_lexicon()))


def relations(doc, *names: str) -> list[tuple[str, str, str]]:
    """Return source, type, target of each relation, the actors being the names."""
    return [(r.source, r.type, r.target) for r in find(doc, *names)]


def test_object_is_the_target():
    """Who is accused is the target."""
    doc = build("Chad Chad PROPN nsubj 1", "accused accuse VERB ROOT 1", "Togo Togo PROPN obj 1")
    assert relations(doc, "Chad", "Togo") == [("Chad", "ACCUSE", "Togo")]


def test_every_pair_of_joint_parties_is_related():
    """Coordinated sources and targets give one relation a pair."""
    doc = build(
        "Chad Chad PROPN nsubj 3", "and and CCONJ cc 2", "Mali Mali PROPN conj 0", "accused accuse VERB ROOT 3",
        "Togo Togo PROPN obj 3", "and and CCONJ cc 6", "Benin Benin PROPN conj 4",
    )  # fmt: skip
    assert len(relations(doc, "Chad", "Mali", "Togo", "Benin")) == 4


def test_measure_falls_on_whom_it_is_imposed():
    """The target of a sanction hangs on the measure."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "imposed impose VERB ROOT 1", "sanctions sanction NOUN obj 1", "on on ADP case 4",
        "Togo Togo PROPN nmod 2",
    )  # fmt: skip
    assert relations(doc, "Chad", "Togo") == [("Chad", "SANCTION", "Togo")]


def test_passive_is_turned_round():
    """The agent of a passive is the source."""
    doc = build(
        "Togo Togo PROPN nsubj:pass 2", "was be AUX aux:pass 2", "condemned condemn VERB ROOT 2", "by by ADP case 4",
        "Chad Chad PROPN obl:agent 2",
    )  # fmt: skip
    assert relations(doc, "Chad", "Togo") == [("Chad", "ACCUSE", "Togo")]


def test_possessor_of_the_object_is_the_target():
    """To reject Togo's offer is to reject what Togo wants."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "rejected reject VERB ROOT 1", "Togo Togo PROPN nmod:poss 3", "offer offer NOUN obj 1",
    )  # fmt: skip
    assert relations(doc, "Chad", "Togo") == [("Chad", "REJECT", "Togo")]


@pytest.mark.parametrize(
    "row", ["not not PART advmod 2", "if if SCONJ mark 2"], ids=["denied", "supposed"]
)  # fmt: skip
def test_what_is_denied_or_supposed_is_no_act(row):
    """Negated and conditional clauses give no relation."""
    doc = build("Chad Chad PROPN nsubj 2", row, "accuse accuse VERB ROOT 2", "Togo Togo PROPN obj 2")
    assert relations(doc, "Chad", "Togo") == []


def test_urging_needs_something_urged():
    """To call somebody is no demand; to call on somebody to act is one."""
    called = build("Chad Chad PROPN nsubj 1", "urged urge VERB ROOT 1", "Togo Togo PROPN obj 1")
    to_act = build(
        "Chad Chad PROPN nsubj 1", "urged urge VERB ROOT 1", "Togo Togo PROPN obj 1", "to to PART mark 4",
        "act act VERB xcomp 1",
    )  # fmt: skip
    assert relations(called, "Chad", "Togo") == []
    assert relations(to_act, "Chad", "Togo") == [("Chad", "REQUEST", "Togo")]


def test_mutual_acts_hold_in_both_directions():
    """Who meets whom does not matter."""
    doc = build("Chad Chad PROPN nsubj 1", "met meet VERB ROOT 1", "Togo Togo PROPN obj 1")
    assert relations(doc, "Chad", "Togo") == [("Chad", "CONSULT", "Togo"), ("Togo", "CONSULT", "Chad")]


def test_noun_tells_the_act_of_its_support_verb():
    """To launch an attack is to attack; the noun's preposition names the target."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "launched launch VERB ROOT 1", "an a DET det 3", "attack attack NOUN obj 1",
        "on on ADP case 5", "Togo Togo PROPN nmod 3",
    )  # fmt: skip
    assert relations(doc, "Chad", "Togo") == [("Chad", "ASSAULT", "Togo")]


@pytest.mark.parametrize(
    ("verb", "noun", "expected"),
    [
        ("lifted lift", "sanctions sanction", [("Chad", "YIELD", "Togo")]),
        ("ended end", "talks talk", [("Chad", "SANCTION", "Togo")]),
        ("refused refuse", "talks talk", [("Chad", "REJECT", "Togo")]),
        ("threatened threaten", "sanctions sanction", [("Chad", "THREATEN", "Togo")]),
        ("denied deny", "talks talk", []),
        ("studied study", "sanctions sanction", [("Chad", "SANCTION", "Togo")]),
    ],
)
def test_verbs_turn_the_acts_that_nouns_name(verb, noun, expected):
    """Lifting, ending, refusing, threatening and denying make another act of it."""
    case = "on on" if noun.startswith("sanction") else "with with"
    doc = build(
        "Chad Chad PROPN nsubj 1", f"{verb} VERB ROOT 1", f"{noun} NOUN obj 1", f"{case} ADP case 4",
        "Togo Togo PROPN nmod 2",
    )  # fmt: skip
    assert relations(doc, "Chad", "Togo") == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("plans plan", ("SANCTION", "future")),
        ("wants want", ("SANCTION", "hypothetical")),
        ("threatens threaten", ("THREATEN", "said")),
        ("declines decline", None),
        ("stops stop", ("YIELD", "done")),
    ],
)
def test_verbs_turn_the_acts_that_infinitives_tell(above, expected):
    """Plans and wishes have a mode; to refuse a hostile act is no act."""
    doc = build(
        "Chad Chad PROPN nsubj 1", f"{above} VERB ROOT 1", "to to PART mark 3", "sanction sanction VERB xcomp 1",
        "Togo Togo PROPN obj 3",
    )  # fmt: skip
    found = find(doc, "Chad", "Togo")
    assert [(r.type, r.mode) for r in found] == ([expected] if expected else [])


def test_who_is_asked_to_act_has_not_acted():
    """What somebody is urged to do is no act of his, nor of the one who urges."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "urged urge VERB ROOT 1", "Mali Mali PROPN obj 1", "to to PART mark 4",
        "sanction sanction VERB xcomp 1", "Togo Togo PROPN obj 4",
    )  # fmt: skip
    assert relations(doc, "Chad", "Mali", "Togo") == [("Chad", "REQUEST", "Mali")]


def test_who_is_called_on_to_act_has_not_acted():
    """The same where a preposition stands before who is asked: "called on Mali to negotiate with Togo"."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "called call VERB ROOT 1", "on on ADP case 3", "Mali Mali PROPN obl 1",
        "to to PART mark 5", "negotiate negotiate VERB xcomp 1", "with with ADP case 7", "Togo Togo PROPN obl 5",
    )  # fmt: skip
    assert relations(doc, "Chad", "Mali", "Togo") == [("Chad", "REQUEST", "Mali")]


def test_who_stands_beside_one_who_asks_is_not_asked():
    """The word "with" says whom one pleads with, but who asks together with others does not ask them."""
    rows = (
        "for for ADP case 4",
        "a a DET det 4",
        "ban ban NOUN obl 1",
        "with with ADP case 6",
        "Mali Mali PROPN obl 1",
    )
    pushed = build("Chad Chad PROPN nsubj 1", "pushed push VERB ROOT 1", *rows)
    pleaded = build("Chad Chad PROPN nsubj 1", "pleaded plead VERB ROOT 1", *rows)
    assert relations(pushed, "Chad", "Mali") == []
    assert relations(pleaded, "Chad", "Mali") == [("Chad", "REQUEST", "Mali")]


@pytest.mark.parametrize(("preposition", "kind"), [("against", "REJECT"), ("for", "SUPPORT")])
def test_a_vote_on_what_another_proposed_falls_on_the_other(preposition, kind):
    """Who votes against a draft rejects whose draft it is."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "voted vote VERB ROOT 1", f"{preposition} {preposition} ADP case 5",
        "Mali Mali PROPN nmod:poss 5", "'s 's PART case 3", "draft draft NOUN obl 1",
    )  # fmt: skip
    assert relations(doc, "Chad", "Mali") == [("Chad", kind, "Mali")]


def test_a_vote_on_it_falls_on_nobody():
    """What "it" is in a vote is a draft, whatever actor the pronoun was taken for."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "voted vote VERB ROOT 1", "against against ADP case 3", "it it PRON obl 1",
    )  # fmt: skip
    assert relations(doc, "Chad", "it") == []


def test_who_speak_of_a_thing_have_not_met():
    """Two that speak of a thing do so each for himself; two that speak meet."""
    rows = ("Chad Chad PROPN nsubj 3", "and and CCONJ cc 2", "Mali Mali PROPN conj 0", "spoke speak VERB ROOT 3")
    of_it = build(*rows, "of of ADP case 5", "peace peace NOUN obl 3")
    assert relations(of_it, "Chad", "Mali") == []
    assert len(relations(build(*rows), "Chad", "Mali")) == 2


def test_date_and_place_are_those_beside_the_verb():
    """A weekday is counted back from publication; a named place follows `in`."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "met meet VERB ROOT 1", "Togo Togo PROPN obj 1", "in in ADP case 4",
        "Oslo Oslo PROPN obl 1", "on on ADP case 6", "Monday Monday PROPN obl 1",
    )  # fmt: skip
    doc.set_ents([Span(doc, 4, 5, "GPE")])
    first, _ = find(doc, "Chad", "Togo", published=dt.date(2023, 9, 20))
    assert (first.date, first.place, first.mode) == (dt.date(2023, 9, 18), "Oslo", "done")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on 3 may 2021", dt.date(2021, 5, 3)),
        ("on march 3, 2021", dt.date(2021, 3, 3)),
        ("on 31 february 2021", None),
        ("yesterday", dt.date(2023, 9, 19)),
        ("next monday", None),
        ("in spring", None),
    ],
)
def test_days(words, day):
    """Dates by the calendar need a year; days to come are left out."""
    assert read_day(words, dt.date(2023, 9, 20)) == day
    assert read_day("on monday", None) is None


def test_every_act_has_a_type_of_the_scheme_and_an_example():
    """The lexicon uses the fifteen types of the ontology, all of them, and shows each act."""
    scheme = Graph().parse(resource_folder("ontology") / "relations.ttl")
    types = {str(iri).rpartition("#")[2] for iri in scheme.subjects(RDF.type, SKOS.Concept)}
    acts = [act for found in load_acts().verbs.values() for act in found]
    acts += [act for found in load_acts().nouns.values() for act in found]
    assert {act.type for act in acts} == types == TYPES
    assert all(act.example for act in acts)


def test_denied_acts_are_told_with_their_parties():
    """Who is said not to have done something to whom, and where."""
    doc = build(
        "Chad Chad PROPN nsubj 3", "did do AUX aux 3", "not not PART advmod 3", "accuse accuse VERB ROOT 3",
        "Togo Togo PROPN obj 3",
    )  # fmt: skip
    document = Document(id="d", input="i", sha256="", text=doc.text)
    mentions = [mention(doc.text, name) for name in ("Chad", "Togo")]
    view = see(doc, document, actors=(), mentions=mentions, statements=(), turn_speakers=())
    assert list(find_denied(doc, view, load_lexicon())) == [(0, "Chad", "Togo")]
