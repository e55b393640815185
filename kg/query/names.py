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
CONCEPT = f'{IDENTIFIED} || CONCAT("fppi:", STRAFTER(STR(?it), "#")) = $text'
ACTOR = f"?it rdfs:label|skos:altLabel ?name FILTER({CALLED} || ($identified))"
CONCEPTS = r"""
?it skos:prefLabel|skos:altLabel|fpp:contraryLabel ?name .
FILTER(($stems) || ($identified))
BIND(LCASE(STR(?name)) AS ?lower)
BIND(CONCAT(" ", REPLACE(?lower, "[^\\p{L}\\p{N}]+", " "), " ") AS ?spaced)
FILTER(CONTAINS(?lower, LCASE($text)) || ($words) || ($identified))
"""
"""The first filter is quick, and leaves few names to the exact one."""
BELOW = "VALUES ?concept { $concepts } ?it skos:broader* ?concept . ?it a fpp:Issue ."
"""What comes under a wider issue is found with it."""

DOCUMENT = f"""
{{
  SELECT ?it
  WHERE {{
    {{ ?it dcterms:title ?name }} UNION {{ ?it schema:url ?name }} UNION {{ ?it fpp:input ?name }}
    FILTER({CALLED} || ($identified))
  }}
}}
?it a fpp:Document .
"""
"""Names are read property by property, in order, which is quicker than document by document."""

LOOKUPS = {
    "actor": ACTOR,
    "other": ACTOR,
    "speaker": ACTOR,
    "document": DOCUMENT,
    "issue": CONCEPTS,
    "position": "?it a fpp:Position FILTER($identified)",
}
ACTOR_NAMES = "SELECT DISTINCT ?name WHERE { ?document schema:mentions ?it . ?it rdfs:label|skos:altLabel ?name }"
WORD = re.compile(r"[^\W_]+")
SAFE_IRI = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')


def find_iris(store: GraphStore, kind: str, text: str) -> tuple[str, ...]:
    """Return the IRIs of what a filter's text means, sorted; none where nothing is called so.

    Args:
        store: The graph.
        kind: `actor`, `other` and `speaker` (name, alias, id or IRI), `document` (title, URL, input, id or IRI),
            `issue` (part of a label, or its words in singular or plural, in any order; id or IRI; with what is narrower),
            `position` (id or IRI). Case does not matter.
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
    if kind == "position" and (known := _position(store, words)):
        return known
    pattern = LOOKUPS[kind].replace("$words", _has_words(words)).replace("$stems", _has_stems(words))
    identified = "false" if len(words.split()) > 1 else CONCEPT if kind == "issue" else IDENTIFIED
    found = _iris(store, pattern.replace("$identified", identified).replace("$text", literal))
    if kind == "issue" and found:
        return _iris(store, BELOW.replace("$concepts", " ".join(f"<{iri}>" for iri in found)))
    return found


def _iris(store: GraphStore, pattern: str) -> tuple[str, ...]:
    found = store.select(f"SELECT DISTINCT ?it WHERE {{ {pattern} }}")
    return tuple(sorted(iri for (iri,) in found if isinstance(iri, str) and SAFE_IRI.fullmatch(iri)))


def _position(store: GraphStore, text: str) -> tuple[str, ...]:
    """Return the position with an IRI, or with an id beside the graph's first one; none where it is not so simple."""
    first = store.select("SELECT ?it WHERE { ?it a fpp:Position } LIMIT 1").rows
    stem = str(first[0][0]).rpartition("/")[0] if first else ""
    for iri in (text, f"{stem}/{text}"):
        if SAFE_IRI.fullmatch(iri) and ":" in iri and store.query("ASK { ?it a fpp:Position }", bindings=_node(iri)):
            return (iri,)
    return ()


def _node(iri: str) -> dict[str, tuple[ox.NamedNode]]:
    try:
        return {"it": (ox.NamedNode(iri),)}
    except ValueError:
        return {"it": (ox.NamedNode("urn:none"),)}


def number_forms(word: str) -> tuple[str, ...]:
    """Return a noun, in lower case, with what may be its singular and its plural, sorted.

    Forms that are no words do no harm: they are looked for as whole words.

    >>> number_forms("fee")
    ('fee', 'feees', 'fees')
    >>> "policy" in number_forms("policies"), "crisis" in number_forms("crises")
    (True, True)
    """
    forms = {word, f"{word}s", f"{word}es"}
    for ending, others in (("ies", ("y",)), ("ses", ("s", "sis")), ("es", ("",)), ("s", ("",)), ("sis", ("ses",))):
        if word.endswith(ending) and len(word) > len(ending):
            forms.update(word.removesuffix(ending) + other for other in others)
    if word.endswith("y"):
        forms.add(word[:-1] + "ies")
    return tuple(sorted(forms))


def _has_words(text: str) -> str:
    """Return the condition that every word of the text, in singular or plural, stands in `?spaced`."""
    words = WORD.findall(text.lower())
    each = (" || ".join(f'CONTAINS(?spaced, " {form} ")' for form in number_forms(word)) for word in words)
    return " && ".join(f"({one})" for one in each) if words else "false"


def _has_stems(text: str) -> str:
    """Return the condition that what each word's forms begin with stands in the name."""
    stems = [_shared(number_forms(word)) for word in WORD.findall(text.lower())]
    conditions = [f'CONTAINS(LCASE(STR(?name)), "{stem}")' for stem in stems]
    return " && ".join(conditions) or "CONTAINS(LCASE(STR(?name)), LCASE($text))"


def _shared(forms: tuple[str, ...]) -> str:
    """Return how all forms begin; of sorted words, the first and the last differ soonest.

    >>> _shared(("crises", "crisis"))
    'cris'
    """
    first, last = forms[0], forms[-1]
    return first[
        : next((place for place, pair in enumerate(zip(first, last, strict=False)) if len({*pair}) > 1), len(first))
    ]


def similar_actors(store: GraphStore, name: str, *, limit: int = 3) -> list[str]:
    """Return names of actors that look like `name`, the likeliest first; none where an actor is so called."""
    names = {str(row[0]).casefold(): str(row[0]) for row in store.select(ACTOR_NAMES)}
    wanted = name.strip().casefold()
    if wanted in names:
        return []
    parts = [full for full in sorted(names) if wanted in full.split()]
    close = difflib.get_close_matches(wanted, sorted(names), n=limit, cutoff=0.6)
    return [names[one] for one in dict.fromkeys(parts + close)][:limit]
