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
"""

from kg.builder.checking import check
from kg.builder.codebook import taxonomy_of
from kg.builder.correct import correct, graph_base
from kg.builder.directory import BuildDirectory, open_built
from kg.builder.run import BuildResult, build
from kg.progress import Progress

__all__ = [
    "BuildDirectory",
    "BuildResult",
    "Progress",
    "build",
    "check",
    "correct",
    "graph_base",
    "open_built",
    "taxonomy_of",
]
