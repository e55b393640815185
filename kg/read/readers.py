"""Which reader takes which file: our own and other packages' (`kg.readers`), found by the suffix of the name.

[project.entry-points."kg.readers"]
odt = "my_package.odt:read_odt"
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import cast

from kg.plugins import load_plugin, plugin_names
from kg.read.formats import Reader

GROUP = "kg.readers"
BUILT_IN: Mapping[str, str] = {
    "csv": "kg.read.tables:read_csv",
    "docx": "kg.read.formats:read_docx",
    "htm": "kg.read.formats:read_html",
    "html": "kg.read.formats:read_html",
    "jsonl": "kg.read.tables:read_jsonl",
    "md": "kg.read.formats:read_text",
    "ndjson": "kg.read.tables:read_jsonl",
    "pdf": "kg.read.pdf:read_pdf",
    "text": "kg.read.formats:read_text",
    "txt": "kg.read.formats:read_text",
}
"""Suffix -> reader, for a checkout that is not installed; an entry point of the same name wins."""


@cache
def known_suffixes() -> tuple[str, ...]:
    """Return the suffixes that can be read, with their dots, sorted; imports no reader."""
    return tuple(sorted(f".{name}" for name in {*BUILT_IN, *plugin_names(GROUP)}))


@cache
def reader_for(suffix: str) -> Reader:
    """Return the reader of a known suffix such as `.html`, importing it and nothing else.

    Raises:
        PluginError: If the suffix is unknown or the reader does not import.
    """
    name = suffix.removeprefix(".")
    if name in BUILT_IN and name not in plugin_names(GROUP):
        module, _, function = BUILT_IN[name].partition(":")
        return cast("Reader", getattr(import_module(module), function))
    return cast("Reader", load_plugin(GROUP, name))
