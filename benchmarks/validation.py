"""Validation of documents: whether its time grows with their number alone, and what the quick way saves over pySHACL.

    python -m benchmarks.validation

The documents are those of `examples/`, again and again, each time with other IRIs. Times are of the processor, so that other work
on the machine counts little.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from typing import NamedTuple

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


class Measured(NamedTuple):
    """What the validation of some documents took."""

    engine: str
    documents: int
    triples: int
    seconds: float

    @property
    def each(self) -> float:
        """Microseconds a triple: documents are of different lengths."""
        return 1e6 * self.seconds / self.triples

    def row(self) -> str:
        """Return a line of the table."""
        milliseconds = 1000 * self.seconds / self.documents
        return f"| {self.engine} | {self.documents:,} | {self.seconds:.2f} | {milliseconds:.1f} | {self.each:.0f} |"


def measure(examples: Sequence[Record], documents: int, *, engine: str) -> Measured:
    """Validate so many documents, one by one."""
    taken, triples = 0.0, 0
    for graph, texts in islice(copies(examples), documents):
        triples += len(graph)
        began = time.process_time()
        validate([graph], texts=texts, engine=engine)
        taken += time.process_time() - began
    return Measured(engine, documents, triples, taken)


def main() -> None:
    examples = records()
    for engine in ("auto", "pyshacl"):  # what is read once is read before
        measure(examples, 1, engine=engine)
    print("| engine | documents | seconds | milliseconds a document | microseconds a triple |\n|---|---|---|---|---|")
    quick = [measure(examples, number, engine="auto") for number in NUMBERS]
    slow = measure(examples, BY_PYSHACL, engine="pyshacl")
    print("\n".join(one.row() for one in (*quick, slow)))
    print(f"\nA triple at {NUMBERS[-1]:,} documents over one at {NUMBERS[0]} (linear is 1): ", end="")
    print(f"{quick[-1].each / quick[0].each:.2f}")
    print(f"\npySHACL over auto: {slow.each / quick[0].each:.0f}")


if __name__ == "__main__":
    main()
