"""The shipped taxonomy is sound SKOS, and its labels tell its concepts apart."""

from __future__ import annotations

import re
from collections import Counter

from kg.taxonomy import Concept, Matcher, Taxonomy, content_stems, load_taxonomy, shipped_concepts

TOPS = [one for one in shipped_concepts() if not one.broader]


def test_every_concept_is_complete():
    """Label, definition that is a sentence, notation of letters and digits."""
    for one in shipped_concepts():
        assert one.label
        assert one.definition.endswith("."), one.id
        assert re.fullmatch(r"[A-Z]{2}(\d\d)?", one.notation), one.id


def test_it_has_the_size_that_is_meant():
    """A few top concepts, some two hundred below them."""
    assert 20 <= len(TOPS) <= 30
    assert len(shipped_concepts()) - len(TOPS) >= 200


def test_ids_notations_and_labels_are_unique():
    """No two concepts share an id or notation, and no two labels are one in their stems."""
    concepts = shipped_concepts()
    for values in ([one.id for one in concepts], [one.notation for one in concepts]):
        assert len(set(values)) == len(values)
    names = Counter(
        (tuple(sorted(set(content_stems(label)))), one.id) for one in concepts for label in {one.label, *one.alt_labels}
    )
    owners = Counter(stems for stems, _ in names)
    assert [stems for stems, count in owners.items() if count > 1] == []


def test_no_label_of_any_kind_shows_two_concepts():
    """Hidden and contrary labels too are those of one concept alone."""
    owners: dict[tuple[str, ...], set[str]] = {}
    for one in shipped_concepts():
        for label in (one.label, *one.alt_labels, *one.hidden_labels, *one.contrary_labels):
            owners.setdefault(tuple(sorted(content_stems(label))), set()).add(one.id)
    assert [found for found in owners.values() if len(found) > 1] == []


def test_broader_concepts_exist_and_lead_to_a_top():
    """What stands above a concept is known, is no concept below it, and shares the letters of the notation."""
    taxonomy = load_taxonomy()
    for one in taxonomy:
        above = taxonomy.above(one.id)
        assert one.id not in above
        assert all(name in taxonomy for name in above)
        assert all(taxonomy[name].notation[:2] == one.notation[:2] for name in above)


def test_each_label_finds_its_concept():
    """The preferred and other names of a concept are its names for the matcher too."""
    matcher = Matcher(load_taxonomy())
    for one in shipped_concepts():
        for label in (one.label, *one.alt_labels):
            assert matcher.named(label) == one.id, label
        assert one.id in matcher.concepts(one.label), one.label


def test_above_stops_in_a_circle():
    """Two concepts that stand above each other are each above the other once."""
    taxonomy = Taxonomy((Concept(id="a", label="a", broader=("b",)), Concept(id="b", label="b", broader=("a",))))
    assert taxonomy.above("a") == ("b",)
