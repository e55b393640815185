"""Our readers pass the conformance test, and other packages' can stand beside them."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from kg import plugins
from kg.errors import PluginError
from kg.read import Reader, known_suffixes, reader_for
from tests.conformance.readers import ReaderConformance
from tests.unit.read.samples import SAMPLES


@pytest.mark.parametrize("name", sorted(SAMPLES), scope="class")
class TestReaders(ReaderConformance):
    """Every format that kg brings."""

    @pytest.fixture(autouse=True)
    def _choose(self, name: str) -> None:
        self.name = name

    def reader(self) -> Reader:
        return reader_for(f".{self.name}")

    def sample(self) -> bytes:
        return SAMPLES[self.name]()


def test_every_reader_is_tested():
    """The formats known are those with a sample."""
    assert {suffix[1:] for suffix in known_suffixes()} >= set(SAMPLES)


def test_unknown_format_lists_the_known():
    """A suffix without a reader is an error."""
    with pytest.raises(PluginError):
        reader_for(".odt")


def test_installed_reader_is_found(monkeypatch):
    """An entry point adds a format, and takes the place of ours under the same name."""
    entry = EntryPoint("txt", "kg.read.formats:read_html", "kg.readers")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [entry])
    known_suffixes.cache_clear()
    reader_for.cache_clear()
    try:
        assert reader_for(".txt").__name__ == "read_html"
        assert reader_for(".csv").__name__ == "read_csv"
    finally:
        known_suffixes.cache_clear()
        reader_for.cache_clear()
