"""`kg build`: inputs -> a folder with the graph, its files and what is needed to continue.

directory  the folder, its lock, files replaced whole
journal    what is built (SQLite), from which everything else can be made
work       documents -> built documents, in one process or several
outputs    journal -> store, Turtle, N-Quads, tables, picture
report     run.json
codebook   the user's codebook, kept for later runs
run        the order of it all
sources    inputs whose bytes were built before, which are not read again
checking   graphs of anybody -> validation reports
coded      statements that people coded -> the same (imported where it is needed: it loads scipy)
correct    decisions of people -> journal's outputs again
load, loaded, removing, merging, compacting, comparing, statistics   what else is done with folders

Each name is loaded from its module when it is first used, so that a build does not wait for what it does not do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import names_of

if TYPE_CHECKING:
    from kg.builder.checking import check
    from kg.builder.codebook import taxonomy_of
    from kg.builder.correct import graph_base
    from kg.builder.directory import BuildDirectory, open_built
    from kg.builder.run import BuildResult, build
    from kg.progress import Progress

__all__ = [
    "BuildDirectory",
    "BuildResult",
    "Progress",
    "build",
    "check",
    "graph_base",
    "open_built",
    "taxonomy_of",
]

_HOMES = {
    "BuildDirectory": "kg.builder.directory",
    "BuildResult": "kg.builder.run",
    "Progress": "kg.progress",
    "build": "kg.builder.run",
    "check": "kg.builder.checking",
    "graph_base": "kg.builder.correct",
    "open_built": "kg.builder.directory",
    "taxonomy_of": "kg.builder.codebook",
}

__getattr__ = names_of(__name__, _HOMES)
