"""What the options of `kg network` say of coded statements and of what is left of a network."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.discourse import Statements

CHOICES = (
    "v1",
    "v2",
    "qualifier",
    "dup",
    "start",
    "stop",
    "agg",
    "norm",
    "compat",
    "window",
    "size",
    "kernel",
    "indent",
)
CUTS = ("backbone", "alpha", "min_weight", "ego", "radius", "top", "giant", "isolates", "seed")


def cuts(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a network is reduced to, by the names of `kg.view.Cuts`."""
    return {name: given[name] for name in CUTS}


def statement_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of matrices, by the names of `kg.discourse.make_options`, but `type`, `isolates` and `seed`."""
    lists = {name: given[name] or [] for name in ("exclude", "only")}
    return {**{name: given[name] for name in CHOICES}, **lists, "week_start": given["week_start"]}


def read_table(given: Mapping[str, Any], *, columns: Collection[str] | None = None) -> Statements:
    """Return the table of coded statements, or only some of its columns."""
    from kg.discourse import read_statements

    return read_statements(
        given["statements"],
        columns=columns,
        kinds=dict(_kind(text, given["qualifier"]) for text in given["qualifier_type"] or []),
        mapping=given["map_"] or [],
        statement_type=given["statement_type"],
    )


def _kind(text: str, qualifier: str) -> tuple[str, str]:
    name, sign, kind = text.rpartition("=")
    return (name, kind) if sign else (qualifier, text)
