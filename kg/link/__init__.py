"""Clusters, attributions -> actors, mentions, statements: who is who, who spoke, and for whom.

gazetteer  the shipped lists and the user's `actors.csv`
context    which bearer of a shared name a document means
posts      who speaks for whom
spells     when known leaders held their offices
entities   clusters -> actors
speakers   sources and labels -> speakers
linker     all of it, one document at a time
"""

from kg.link.linker import Linked, Linker

__all__ = ["Linked", "Linker"]
