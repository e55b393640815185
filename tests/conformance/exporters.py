"""What every exporter of the group `kg.exporters` must do. Subclass `ExporterConformance` and name the exporter."""

from __future__ import annotations

import io

from rdflib import RDFS, Literal, URIRef

from kg.export import Exporter
from kg.store import MemoryStore

GRAPHS = {
    f"https://w3id.org/fpp/data/graph/doc-{number}": [
        (URIRef(f"https://w3id.org/fpp/data/actor/actor-{number}"), RDFS.label, Literal(f'a "{number}"\n')),
        (URIRef("https://w3id.org/fpp/data/actor/actor-chn"), RDFS.label, Literal("中国", lang="zh")),
    ]
    for number in range(3)
}


class ExporterConformance:
    """The behaviour of an exporter, whatever its format."""

    def exporter(self) -> Exporter:
        """Return the exporter."""
        raise NotImplementedError

    def export(self, store: MemoryStore) -> bytes:
        """Return what the exporter writes."""
        out = io.BytesIO()
        self.exporter()(store, out)
        return out.getvalue()

    def test_writes_and_leaves_the_file_open(self) -> None:
        """The exporter writes something and does not close the file that it was given."""
        with MemoryStore.open() as store:
            store.replace_many(GRAPHS)
            assert self.export(store)

    def test_same_graph_gives_same_bytes(self) -> None:
        """The order in which graphs were stored leaves no trace."""
        with MemoryStore.open() as one, MemoryStore.open() as other:
            one.replace_many(GRAPHS)
            for name in reversed(GRAPHS):
                other.replace(name, reversed(GRAPHS[name]))
            assert self.export(one) == self.export(other)

    def test_store_is_only_read(self) -> None:
        """The exporter leaves the store as it was."""
        with MemoryStore.open() as store:
            store.replace_many(GRAPHS)
            self.export(store)
            assert (store.count(), len(store.graph_iris())) == (4, 3)

    def test_empty_store_is_no_error(self) -> None:
        """An empty store can be exported."""
        with MemoryStore.open() as store:
            assert isinstance(self.export(store), bytes)
