"""Readers, linkers, stores and exporters by name: our own and other packages', found through entry points.

Names are listed without importing anything; only the one asked for is loaded. Our built-ins are declared like other
people's, in `pyproject.toml`; the table here serves a checkout that is not installed.

    [project.entry-points."kg.exporters"]
    mytool = "my_package.export:write_mytool"
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points

from kg.errors import PluginError

BUILT_IN: Mapping[str, Mapping[str, str]] = {
    "kg.readers": {},
    "kg.linkers": {"gazetteer": "kg.link:Linker"},
    "kg.stores": {"oxigraph": "kg.store:GraphStore", "memory": "kg.store:MemoryStore"},
    "kg.exporters": {
        "ttl": "kg.export.graphs:write_ttl",
        "nt": "kg.export.graphs:write_nt",
        "nq": "kg.export.graphs:write_nq",
        "trig": "kg.export.graphs:write_trig",
        "jsonld": "kg.export.graphs:write_jsonld",
        "jsonld-framed": "kg.export.framed:write_framed",
        "rdfxml": "kg.export.rdfxml:write_rdfxml",
        "datapackage": "kg.export.datapackage:write_datapackage",
        "datapackage-parquet": "kg.export.datapackage:write_datapackage_parquet",
        "ro-crate": "kg.export.rocrate:write_rocrate",
        "nanopub": "kg.export.nanopub:write_nanopubs",
        "webannotation": "kg.export.webannotation:write_annotations",
        "ttl-star": "kg.export.annotated:write_annotated",
    },
}


def plugin_names(group: str) -> tuple[str, ...]:
    """Return the names in a group, sorted, without importing them.

    Args:
        group: `kg.readers`, `kg.linkers`, `kg.stores` or `kg.exporters`.

    Raises:
        PluginError: If there is no such group.
    """
    return tuple(sorted(_found(group)))


def load_plugin(group: str, name: str) -> object:
    """Return the plugin of that name, importing it and nothing else.

    Raises:
        PluginError: If the group or the name is unknown (the known ones are listed), or the plugin does not import.
    """
    found = _found(group)
    if name not in found:
        raise PluginError(
            f"{name!r} is not among the {group}. Known: {', '.join(sorted(found)) or 'none'}.", group=group, name=name
        )
    try:
        return found[name].load()
    except (ImportError, AttributeError) as exc:
        where = found[name].value
        raise PluginError(
            f"{group}: {name!r} ({where}) does not load: {exc}. Reinstall or remove the package that brings it.",
            group=group,
            name=name,
        ) from exc


def _found(group: str) -> dict[str, EntryPoint]:
    """Return the entry points of a group; an installed package's wins over the table's of the same name."""
    if group not in BUILT_IN:
        raise PluginError(f"{group!r} is no group of plugins. Known: {', '.join(sorted(BUILT_IN))}.", group=group)
    built_in = {name: EntryPoint(name, value, group) for name, value in BUILT_IN[group].items()}
    return built_in | {entry.name: entry for entry in entry_points(group=group)}
