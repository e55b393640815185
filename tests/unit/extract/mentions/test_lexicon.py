"""The word lists and the gazetteers load and hold what the rules ask for."""

from __future__ import annotations

from kg.extract.lexicon import body_kinds, head_word, known_names, words


def test_known_names_come_longest_first():
    """A longer name is tried before a shorter one that begins it."""
    surfaces = [known.surface for known in known_names()["European"]]
    assert surfaces.index("European Union") < len(surfaces)
    assert [len(surface) for surface in surfaces] == sorted(map(len, surfaces), reverse=True)


def test_state_and_people_share_the_entry():
    """France and French are known to be one state's."""
    entries = {known.surface: known.entry for first in ("France", "French") for known in known_names()[first]}
    assert (entries["France"], entries["French"]) == ("FRA", "FRA-people")


def test_lists_of_a_section_can_be_joined():
    """Several lists are one set."""
    assert words("titles", "male", "female") == words("titles", "male") | words("titles", "female")


def test_a_bodys_full_name_tells_its_kind():
    """The ICC is a court, UNRWA an agency; a group or an organisation could be any body."""
    assert (body_kinds()["icc"], body_kinds()["unrwa"]) == ("court", "agency")
    assert "opcw" not in body_kinds()


def test_the_head_of_a_name_stands_before_what_it_is_of():
    """A name without a complement is headed by its last word."""
    assert head_word(["council", "of", "europe"]) == "council"
    assert head_word(["security", "council"]) == "council"
    assert head_word([]) == ""
