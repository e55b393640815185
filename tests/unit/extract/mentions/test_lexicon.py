"""The word lists and the gazetteers load and hold what the rules ask for."""

from __future__ import annotations

from kg.extract.lexicon import known_names, words


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
