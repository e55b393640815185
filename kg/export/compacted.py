"""JSON-LD with the words of `ontology/context.jsonld`: everything in the store, one line a node, by named graph.

Written without a JSON-LD processor, because every graph has its context known: each property has at most one word, and
what the word's type or language does not fit is written out in full, which any processor reads as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.errors import ExportError
from kg.export.framed import full_context, native
from kg.export.nodes import graph_triples
from kg.store import GraphStore
from kg.store.terms import STRING, Term
from kg.store.turtle import TYPE, Names, by_subject


def write_jsonld(store: GraphStore, out: BinaryIO) -> None:
    """Write the named graphs as JSON-LD in the words of our context, which stands in the file.

    Raises:
        ExportError: If a triple stands about a triple, or an IRI cannot be told from a word of the context.
    """
    words = Words(full_context())
    out.write(f'{{"@context": {json.dumps(words.context)},\n "@graph": ['.encode())
    for number, graph in enumerate(store.graph_iris()):
        nodes = ",\n   ".join(words.node_text(node) for node in by_subject(graph_triples(store, graph)))
        name = json.dumps(words.iri(ox.NamedNode(graph)), ensure_ascii=False)
        out.write(f'{"," if number else ""}\n  {{"id": {name}, "@graph": [\n   {nodes}]}}'.encode())
    out.write(b"]}\n")


@dataclass(frozen=True)
class Words:
    """Writes nodes in the words of a context.

    Args:
        context: From words to what they mean: prefixes, classes, properties; no `@vocab`, `@base` or `@language`.
    """

    context: Mapping[str, Any]

    def node_text(self, triples: Iterable[ox.Triple]) -> str:
        """Return the sorted triples of one subject as one node object on one line."""
        node: dict[str, Any] = {}
        for predicate, group in groupby(triples, key=lambda triple: triple.predicate):
            same = list(group)
            node.setdefault("id", self.iri(same[0].subject))
            objects = [triple.object for triple in same]
            if predicate.value == TYPE and not any(isinstance(one, ox.Literal | ox.Triple) for one in objects):
                node["type"] = [self.word(one) for one in objects]
            else:
                word = self.word(predicate)
                values = [self._value(one, self._properties.get(word, {})) for one in objects]
                node[word] = values if len(values) > 1 or self._is_set(word) else values[0]
        return json.dumps(node, ensure_ascii=False)

    def word(self, node: Any) -> str:  # noqa: ANN401 - a named or blank node
        """Return the word of a class or property; else as `iri`."""
        return self._words.get(node.value) or self.iri(node) if isinstance(node, ox.NamedNode) else str(node)

    def iri(self, node: Any) -> str:  # noqa: ANN401 - a named or blank node
        """Return an IRI, shortened by a prefix of the context where there is one.

        Raises:
            ExportError: If the IRI would be read as shortened.
        """
        if not isinstance(node, ox.NamedNode):
            return str(node)
        scheme, _, rest = node.value.partition(":")
        if scheme in self.context and not rest.startswith("//"):
            raise ExportError(
                f"{node.value}: cannot be told from a name with the prefix {scheme}: in JSON-LD. Take trig or nq.",
                iri=node.value,
            )
        return self._names.curie(node.value) or node.value

    def _value(self, term: Term, meaning: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
        kind = meaning.get("@type")
        if isinstance(term, ox.Triple):
            raise ExportError(f"{term}: triples about triples cannot be written as JSON-LD. Take trig or nq.")
        if not isinstance(term, ox.Literal):
            if kind in ("@id", "@vocab"):
                return self.word(term) if kind == "@vocab" else self.iri(term)
            return {"id": self.iri(term)}
        if term.language:
            if meaning.get("@language") == term.language and not term.direction:
                return term.value
            direction = {"@direction": term.direction.value} if term.direction else {}
            return {"@value": term.value, "@language": term.language, **direction}
        return self._typed(term, kind, spoken="@language" in meaning)

    def _typed(self, term: ox.Literal, kind: str | None, *, spoken: bool) -> Any:  # noqa: ANN401 - any JSON value
        datatype = self.iri(term.datatype)
        plain = native(term)
        if plain is not None and kind in (None, datatype):
            return plain
        if term.datatype.value == STRING:
            return {"@value": term.value} if kind or spoken else term.value
        return term.value if kind == datatype else {"@value": term.value, "type": datatype}

    def _is_set(self, word: str) -> bool:
        return self._properties.get(word, {}).get("@container") == "@set"

    @cached_property
    def _names(self) -> Names:
        """Prefixes: words for namespaces."""
        simple = {word: iri for word, iri in self.context.items() if isinstance(iri, str)}
        return Names({word: iri for word, iri in simple.items() if iri.endswith(("/", "#"))})

    @cached_property
    def _properties(self) -> dict[str, dict[str, Any]]:
        """What is said about words beyond their IRI, but for those that walk backwards."""
        found = {word: meaning for word, meaning in self.context.items() if isinstance(meaning, dict)}
        return {word: meaning for word, meaning in found.items() if "@id" in meaning}

    @cached_property
    def _words(self) -> dict[str, str]:
        """From IRIs to words."""
        meanings = {word: meaning for word, meaning in self.context.items() if isinstance(meaning, str)}
        meanings |= {word: meaning["@id"] for word, meaning in self._properties.items()}
        return {self._full(iri): word for word, iri in meanings.items() if not iri.startswith("@")}

    def _full(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return curie if local.startswith("//") else f"{self.context[prefix]}{local}"
