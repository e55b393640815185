"""The taxonomy of issues as plain records, read from its Turtle file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.resources import resource_folder

CONCEPT_PREFIX = "fppi:"
"""What the ids of shipped concepts begin with: they are CURIEs, such as `fppi:sanctions`."""
NAMESPACE = "https://w3id.org/fpp/ontology/issues#"
CONTRARY = "https://w3id.org/fpp/ontology#contraryLabel"
PATTERN = "https://w3id.org/fpp/ontology#pattern"
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
    path = resource_folder("ontology") / "issues.ttl"
    return tuple(sorted(read_skos(path, examples_are_labels=False), key=lambda one: one.notation))


def load_taxonomy(codebook: Iterable[Concept] = ()) -> Taxonomy:
    """Return the shipped taxonomy behind the concepts of a codebook."""
    return Taxonomy((*codebook, *shipped_concepts()))


def read_skos(path: Path, *, examples_are_labels: bool = True) -> Iterator[Concept]:
    """Yield the concepts of a file in Turtle or another form of RDF, in order of their IRIs.

    A concept is what has a `skos:prefLabel` and is no scheme; English labels go before others. `fpp:pattern` is a regular
    expression. Ids are IRIs, of shipped concepts CURIEs.

    Args:
        path: The file.
        examples_are_labels: Whether `skos:example` counts as a hidden label, as in codebooks; else it is for readers alone.

    Raises:
        OSError, SyntaxError, ValueError: If the file cannot be read, or is no RDF.
    """
    found = _values(path)
    narrower = [(child, iri) for iri, values in found.items() for child, _ in values.get("narrower", ())]
    for child, iri in narrower:
        if child in found:
            found[child].setdefault("broader", []).append((iri, ""))
    for iri, values in sorted(found.items()):
        if "prefLabel" in values:
            yield _concept(iri, values, ("hiddenLabel", "example") if examples_are_labels else ("hiddenLabel",))


def _values(path: Path) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Return (value, language) by subject and property, SKOS properties by their local names."""
    import pyoxigraph as ox

    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for triple in ox.parse(path=str(path)):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            language = (triple.object.language or "") if isinstance(triple.object, ox.Literal) else ""
            values = found.setdefault(triple.subject.value, {})
            values.setdefault(triple.predicate.value.removeprefix(SKOS), []).append((triple.object.value, language))
    return found


def _concept(iri: str, values: Mapping[str, list[tuple[str, str]]], hidden: tuple[str, ...]) -> Concept:
    def words(*names: str) -> tuple[str, ...]:
        return tuple(sorted({value for name in names for value, _ in values.get(name, ())}))

    def best(name: str) -> str:
        ranked = sorted(values.get(name, ()), key=lambda one: (one[1][:2] not in ("en", ""), one[1], one[0]))
        return ranked[0][0] if ranked else ""

    return Concept(
        id=concept_id(iri),
        label=best("prefLabel"),
        alt_labels=tuple(one for one in words("prefLabel", "altLabel") if one != best("prefLabel")),
        hidden_labels=words(*hidden),
        contrary_labels=words(CONTRARY),
        definition=best("definition"),
        notation=best("notation"),
        broader=tuple(sorted(map(concept_id, words("broader")))),
        pattern=best(PATTERN),
    )


def concept_id(iri: str) -> str:
    """Return the id of a concept: a CURIE of a shipped one, else its IRI."""
    return CONCEPT_PREFIX + iri.removeprefix(NAMESPACE) if iri.startswith(NAMESPACE) else iri
