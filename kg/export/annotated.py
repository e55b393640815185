"""Turtle 1.2 (RDF 1.2, before called RDF-star): who supports and opposes what, with the positions that say so.

The same triples as `ttl`, and `rdf:reifies` from each position to what it says, written where it is said:

    actor:actor-chn fpp:supports issue:issue-1 ~ position:position-1 ~ position:position-7 .

So a query can go from a short answer to its evidence in one step:

    SELECT ?position { << actor:actor-chn fpp:supports issue:issue-1 ~ ?position >> fpp:score ?score }
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import BinaryIO

import pyoxigraph as ox

from kg.export.nodes import union_by_subject
from kg.rdf.namespaces import FPP
from kg.store import GraphStore
from kg.store.dump import names_for
from kg.store.turtle import TYPE, Names, header, term_text

SUPPORTS, OPPOSES = f"{FPP}supports", f"{FPP}opposes"
SAID_BY = {
    str(FPP.Support): (SUPPORTS,),
    str(FPP.Oppose): (OPPOSES,),
    str(FPP.Ambivalent): (SUPPORTS, OPPOSES),
}
"""From a stance to the properties that a position of that stance gives its holder."""

Said = tuple[str, str, str]


def write_annotated(store: GraphStore, out: BinaryIO) -> None:
    """Write the union of the named graphs as Turtle 1.2, each `fpp:supports` and `fpp:opposes` with its positions."""
    names, positions = names_for(store.graph_iris()), _positions(store)
    out.write(header(names).encode())
    for triples in union_by_subject(store):
        out.write(("\n" + _block(triples, positions, names)).encode())


def _positions(store: GraphStore) -> Mapping[Said, list[str]]:
    """Return the positions, sorted, by what they say: who supports or opposes what."""
    found: dict[Said, list[str]] = defaultdict(list)
    rows = store.select(
        "SELECT ?holder ?stance ?issue ?p { ?p fpp:holder ?holder ; fpp:stance ?stance ; fpp:issue ?issue }"
    )
    for holder, stance, issue, position in sorted(tuple(map(str, row)) for row in rows.terms):
        for said in SAID_BY.get(stance.strip("<>"), ()):
            found[holder, said, issue].append(position)
    return found


def _block(triples: list[ox.Triple], positions: Mapping[Said, list[str]], names: Names) -> str:
    """Return the sorted triples of one subject as one Turtle statement."""
    lines = []
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate):
        verb = "a" if predicate.value == TYPE else term_text(predicate, names)
        lines.append(f"{verb} {', '.join(_annotated(triple, positions, names) for triple in group)}")
    return f"{term_text(triples[0].subject, names)} " + " ;\n    ".join(lines) + " .\n"


def _annotated(triple: ox.Triple, positions: Mapping[Said, list[str]], names: Names) -> str:
    said = (str(triple.subject), triple.predicate.value, str(triple.object))
    reifiers = (f" ~ {term_text(ox.NamedNode(one.strip('<>')), names)}" for one in positions.get(said, ()))
    return term_text(triple.object, names) + "".join(reifiers)
