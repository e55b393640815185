"""From the words of a target to concepts."""

from __future__ import annotations

import pytest

from kg.taxonomy import Concept, Matcher, Taxonomy, load_taxonomy, stem


@pytest.fixture(scope="module")
def matcher():
    """Finds concepts of the shipped taxonomy."""
    return Matcher(load_taxonomy())


@pytest.mark.parametrize(
    ("target", "concept"),
    [
        ("weaponise human rights", "politicisation-of-human-rights"),
        ("the politicization of human rights", "politicisation-of-human-rights"),
        ("lifting sanctions", "sanctions"),
        ("imposing sanctions on Iran", "sanctions"),
        ("sanctions over human rights abuses", "sanctions"),
        ("respect for human rights", "human-rights"),
        ("the rights of all Afghan women", "womens-rights"),
        ("interfere in the internal affairs of other states", "non-interference"),
        ("a formal ban on cluster bombs", "cluster-munitions"),
        ("full implementation of the JCPOA", "iran-nuclear-deal"),
        ("an immediate cease-fire in Gaza", "ceasefire"),
        ("Kyiv's accession to the EU", "eu-enlargement"),
        ("the eastward expansion of NATO", "nato-enlargement"),
        ("tariffs on steel", "tariffs"),
        ("the arrest warrant of the ICC", "international-criminal-court"),
        ("non-proliferation", "non-proliferation"),
        ("nonproliferation efforts", "non-proliferation"),
        ("funds for UNRWA", "unrwa"),
        ("the South China Sea dispute", "south-china-sea"),
    ],
)
def test_targets_find_their_concept(matcher, target, concept):
    """Other order, ending and spelling, acronyms, words in between, and the first part of several."""
    assert matcher.concepts(target) == (f"fppi:{concept}",)


@pytest.mark.parametrize("target", ["the same thing", "who", "our friends", "an idea", ""])
def test_other_targets_find_none(matcher, target):
    """Words that no label has match nothing; "who" is not the health body."""
    assert matcher.concepts(target) == ()


def test_only_names_make_a_concept(matcher):
    """A phrase with more words than a name stands below the concept and is not the concept itself."""
    assert matcher.named("human right") == "fppi:human-rights"
    assert matcher.named("lift sanction") is None
    assert matcher.named("the sanctions") == "fppi:sanctions"


def test_patterns_go_first():
    """A pattern is tried on the words as printed too, and wins over labels."""
    own = (Concept(id="code-1", label="Dam"), Concept(id="code-2", label="Money", pattern=r"\d+ euros"))
    matcher = Matcher(Taxonomy(own))
    assert matcher.concepts("fill the dam") == ("code-1",)
    assert matcher.concepts("fill dam", text="filling the dam for 30 euros") == ("code-2",)


def test_contraries_are_told_apart(matcher):
    """Interference is below non-interference, as its contrary."""
    (found,) = matcher.matches("foreign interference")
    (other,) = matcher.matches("principle of non-interference")
    assert (found.concept, found.contrary, other.contrary) == ("fppi:non-interference", True, False)
    assert matcher.named("foreign interference") is None


@pytest.mark.parametrize(
    "words",
    [
        ("politicise", "politicization", "politicised", "politicisation"),
        ("escalate", "escalation", "escalating"),
        ("recognise", "recognition", "recognizing"),
        ("deploy", "deployment", "deployed"),
        ("ratify", "ratified"),
        ("policy", "policies"),
        ("defence", "defense"),
        ("programme", "programs"),
        ("expel", "expulsion", "expelled"),
        ("ban", "banning", "banned"),
    ],
)
def test_forms_of_a_word_are_one(words):
    """Endings and spellings do not make another word."""
    assert len({stem(word) for word in words}) == 1, {word: stem(word) for word in words}


@pytest.mark.parametrize(
    ("one", "other"), [("violence", "violation"), ("army", "arms"), ("media", "mediation"), ("US", "us")]
)
def test_words_of_their_own_stay_apart(one, other):
    """Words that look alike and mean something else keep stems of their own."""
    assert stem(one) != stem(other)
