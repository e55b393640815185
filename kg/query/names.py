"""From names, ids and IRIs, as people give them, to the IRIs of a graph."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.store import GraphStore

CALLED = "LCASE(STR(?name)) = LCASE($text)"
IDENTIFIED = 'STR(?it) = $text || STRENDS(STR(?it), CONCAT("/", $text))'
LOOKUPS = {
    "actor": f"?it rdfs:label|skos:altLabel ?name FILTER({CALLED} || {IDENTIFIED})",
    "speaker": f"?it rdfs:label|skos:altLabel ?name FILTER({CALLED} || {IDENTIFIED})",
    "document": f"?it a fpp:Document ; dcterms:title|schema:url|fpp:input ?name FILTER({CALLED} || {IDENTIFIED})",
    "issue": (
        "?it a fpp:Issue ; skos:broader* ?above . ?above skos:prefLabel|skos:altLabel ?name "
        'FILTER(CONTAINS(LCASE(?name), LCASE($text)) || STR(?above) = $text || STRENDS(STR(?above), CONCAT("/", $text)) '
        '|| CONCAT("fppi:", STRAFTER(STR(?above), "#")) = $text)'
    ),
    "position": f"?it a fpp:Position FILTER({IDENTIFIED})",
}
ACTOR_NAMES = "SELECT DISTINCT ?name WHERE { ?document schema:mentions ?it . ?it rdfs:label|skos:altLabel ?name }"
SAFE_IRI = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')


def find_iris(store: GraphStore, kind: str, text: str) -> tuple[str, ...]:
    """Return the IRIs of what a filter's text means, sorted; none where nothing is called so.

    Args:
        store: The graph.
        kind: `actor` and `speaker` (name, alias, id or IRI), `document` (title, URL, input, id or IRI), `issue` (part
            of its label or of that of a broader one, id or IRI), `position` (id or IRI). Case does not matter.
        text: What the user wrote.

    Raises:
        QueryError: If the text is empty or no valid Unicode.
    """
    words = text.strip()
    if not words:
        raise QueryError(f"--{kind}: empty. Give a value, or leave the filter out.", filter=kind)
    try:
        literal = str(ox.Literal(words))
    except ValueError as exc:
        raise QueryError(f"--{kind}: not valid Unicode text.", filter=kind) from exc
    pattern = LOOKUPS[kind].replace("$text", literal)
    found = store.select(f"SELECT DISTINCT ?it WHERE {{ {pattern} }}")
    return tuple(sorted(iri for (iri,) in found if isinstance(iri, str) and SAFE_IRI.fullmatch(iri)))


def similar_actors(store: GraphStore, name: str, *, limit: int = 3) -> list[str]:
    """Return names of actors that look like `name`, the likeliest first; none where an actor is so called."""
    names = {str(row[0]).casefold(): str(row[0]) for row in store.select(ACTOR_NAMES)}
    wanted = name.strip().casefold()
    if wanted in names:
        return []
    parts = [full for full in sorted(names) if wanted in full.split()]
    close = difflib.get_close_matches(wanted, sorted(names), n=limit, cutoff=0.6)
    return [names[one] for one in dict.fromkeys(parts + close)][:limit]
