"""The taxonomy of issues as plain records, read from its Turtle file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.resources import resource_folder

CONCEPT_PREFIX = "fppi:"
"""What the ids of shipped concepts begin with: they are CURIEs, such as `fppi:sanctions`."""
NAMESPACE = "https://w3id.org/fpp/ontology/issues#"
CONTRARY = "https://w3id.org/fpp/ontology#contraryLabel"
SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something that positions can be about.

    `alt_labels` are other names for it; `hidden_labels` phrases that show that a target stands below it, `contrary_labels`
    those that show this of what is against it. `pattern` is a regular expression that does the same as hidden labels.
    `broader` holds ids of concepts.
    """

    id: str
    label: str
    alt_labels: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    contrary_labels: tuple[str, ...] = ()
    definition: str = ""
    notation: str = ""
    broader: tuple[str, ...] = ()
    pattern: str = ""


class Taxonomy:
    """Concepts by id, with what stands above them.

    Args:
        concepts: In their order; a later one with the same id is ignored, so that the user's own go first.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts: dict[str, Concept] = {}
        for concept in concepts:
            self._concepts.setdefault(concept.id, concept)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __len__(self) -> int:
        return len(self._concepts)

    def __contains__(self, concept: object) -> bool:
        return concept in self._concepts

    def __getitem__(self, concept: str) -> Concept:
        return self._concepts[concept]

    def above(self, concept: str) -> tuple[str, ...]:
        """Return every concept above one, the nearest first; nothing for an id that is not known."""
        found: dict[str, None] = {}
        waiting = [concept]
        while waiting:
            known = self._concepts.get(waiting.pop(0))
            for broader in known.broader if known else ():
                if broader not in found and broader != concept:
                    found[broader] = None
                    waiting.append(broader)
        return tuple(found)


@cache
def shipped_concepts() -> tuple[Concept, ...]:
    """Return the concepts that kg ships, in the order of their notations."""
    return tuple(sorted(_read(resource_folder("ontology") / "issues.ttl"), key=lambda one: one.notation))


def load_taxonomy(codebook: Iterable[Concept] = ()) -> Taxonomy:
    """Return the shipped taxonomy behind the concepts of a codebook."""
    return Taxonomy((*codebook, *shipped_concepts()))


def _read(path: Path) -> Iterator[Concept]:
    import pyoxigraph as ox

    found: dict[str, dict[str, list[str]]] = {}
    for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            values = found.setdefault(triple.subject.value, {})
            values.setdefault(triple.predicate.value.removeprefix(SKOS), []).append(triple.object.value)
    for iri, values in found.items():
        if iri.startswith(NAMESPACE):
            yield Concept(
                id=_curie(iri),
                label=values["prefLabel"][0],
                alt_labels=tuple(sorted(values.get("altLabel", ()))),
                hidden_labels=tuple(sorted(values.get("hiddenLabel", ()))),
                contrary_labels=tuple(sorted(values.get(CONTRARY, ()))),
                definition=" ".join(values.get("definition", ())),
                notation=" ".join(values.get("notation", ())),
                broader=tuple(sorted(map(_curie, values.get("broader", ())))),
            )


def _curie(iri: str) -> str:
    return CONCEPT_PREFIX + iri.removeprefix(NAMESPACE)
