"""Mentions, clusters of mentions, and attributions: what one parsed document says and about whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.actors import find_clusters
    from kg.extract.attribution import find_attributions

__all__ = ["find_attributions", "find_clusters"]


def __getattr__(name: str) -> object:
    """Import a public function when it is first asked for, so that `import kg.extract` stays cheap."""
    if name == "find_clusters":
        from kg.extract.actors import find_clusters

        return find_clusters
    if name == "find_attributions":
        from kg.extract.attribution import find_attributions

        return find_attributions
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
