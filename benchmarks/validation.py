"""Validation of documents: whether its time grows with their number alone, and what the quick way saves over pySHACL.

    python -m benchmarks.validation

The documents are those of `examples/`, again and again, each time with other IRIs. Times are of the processor, so that other work
on the machine counts little.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import count, islice

from rdflib import Graph

from benchmarks import corpora
from kg.model import Document, Record
from kg.pipeline import Pipeline
from kg.rdf import document_graph, document_iri
from kg.read import read_inputs
from kg.settings import load_settings
from kg.validate import validate

NUMBERS = (10, 100, 1000)
BY_PYSHACL = 10
"""Documents that pySHACL is given; more take minutes."""


def records() -> list[Record]:
    """Return the records of the examples."""
    inputs = [corpora.ROOT / "examples" / name for name in ("news", "wire.jsonl")]
    documents = [one for one in read_inputs(inputs) if isinstance(one, Document)]
    return [one for one in Pipeline(load_settings(environ={})).records(documents) if isinstance(one, Record)]


def copies(examples: Sequence[Record]) -> Iterator[tuple[Graph, dict[str, str]]]:
    """Yield graphs and their texts without end, each round over the examples under a base of its own."""
    for number in count():
        base = f"https://example.org/{number}/"
        for record in examples:
            texts = {document_iri(record.document.id, base=base): record.document.text}
            yield document_graph(record, base=base), texts


def seconds(examples: Sequence[Record], documents: int, *, engine: str) -> float:
    """Return the seconds that the validation of so many documents takes, one by one."""
    taken = 0.0
    for graph, texts in islice(copies(examples), documents):
        began = time.process_time()
        validate([graph], texts=texts, engine=engine)
        taken += time.process_time() - began
    return taken


def main() -> None:
    examples = records()
    for engine in ("auto", "pyshacl"):  # what is read once is read before
        seconds(examples, 1, engine=engine)
    triples = sum(len(graph) for graph, _ in islice(copies(examples), BY_PYSHACL)) // BY_PYSHACL
    print(f"{triples} triples a document\n")
    print("| engine | documents | seconds | milliseconds a document |\n|---|---|---|---|")
    rows = [("auto", number, seconds(examples, number, engine="auto")) for number in NUMBERS]
    rows.append(("pyshacl", BY_PYSHACL, seconds(examples, BY_PYSHACL, engine="pyshacl")))
    for engine, number, taken in rows:
        print(f"| {engine} | {number:,} | {taken:.2f} | {1000 * taken / number:.1f} |")
    each = {(engine, number): taken / number for engine, number, taken in rows}
    growth = each["auto", NUMBERS[-1]] / each["auto", NUMBERS[0]]
    print(f"\nTime a document at {NUMBERS[-1]:,} over that at {NUMBERS[0]} (linear is 1): {growth:.2f}")
    print(f"\npySHACL over auto: {each['pyshacl', BY_PYSHACL] / each['auto', BY_PYSHACL]:.0f}")


if __name__ == "__main__":
    main()
