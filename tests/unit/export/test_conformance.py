"""Our exporters pass the conformance test."""

from __future__ import annotations

from typing import cast

import pytest

from kg.export import Exporter, export_formats
from kg.plugins import load_plugin
from tests.conformance.exporters import ExporterConformance


@pytest.mark.parametrize("format_", export_formats(), scope="class")
class TestExporters(ExporterConformance):
    """Every format that is installed."""

    @pytest.fixture(autouse=True)
    def _choose(self, format_: str) -> None:
        self.format = format_

    def exporter(self) -> Exporter:
        return cast("Exporter", load_plugin("kg.exporters", self.format))
