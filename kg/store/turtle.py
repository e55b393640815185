"""Turtle that people read: prefixes, one block a subject, `a` and the label first, everything else sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

import pyoxigraph as ox

from kg.store.terms import STRING, XSD, Term

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
LOCAL_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_-])?")
BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?([0-9]+\.?|[0-9]*\.[0-9]+)[0-9]*[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}


class Names:
    """Shortens IRIs with prefixes.

    Args:
        prefixes: From prefix to namespace; namespaces end with `/` or `#`.

    Examples:
        >>> Names({"ex": "http://example.org/"}).curie("http://example.org/a")
        'ex:a'
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(sorted(prefixes.items()))
        self._by_namespace = {iri: prefix for prefix, iri in reversed(self.prefixes.items())}

    def curie(self, iri: str) -> str | None:
        """Return `prefix:local`, or None where no prefix fits or the local part would need escapes."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix is not None and LOCAL_NAME.fullmatch(iri, cut) else None


def sort_key(triple: ox.Triple) -> tuple[str, int, str, str]:
    """Return what the triples of a dump are sorted by: subject, type, label, other predicates, object."""
    predicate = triple.predicate.value
    return str(triple.subject), {TYPE: 0, LABEL: 1}.get(predicate, 2), predicate, str(triple.object)


def header(names: Names) -> str:
    """Return the prefix declarations."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in names.prefixes.items())


def subject_block(triples: Iterable[ox.Triple], names: Names, *, indent: str = "") -> str:
    """Return the sorted triples of one subject as one Turtle statement."""
    lines, subject = [], ""
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate):
        same = list(group)
        subject = subject or _term(same[0].subject, names)
        verb = "a" if predicate.value == TYPE else _term(predicate, names)
        lines.append(f"{verb} {', '.join(_term(triple.object, names) for triple in same)}")
    return f"{indent}{subject} " + f" ;\n{indent}    ".join(lines) + " .\n"


def term_text(term: Term, names: Names) -> str:
    """Return a term as Turtle writes it."""
    return _term(term, names)


def _term(term: Term, names: Names) -> str:
    if isinstance(term, ox.NamedNode):
        return names.curie(term.value) or str(term)
    if not isinstance(term, ox.Literal) or term.language:
        return str(term)
    kind = term.datatype.value
    if kind == STRING:
        return str(term)
    if kind in BARE and BARE[kind].fullmatch(term.value):
        return term.value
    return f"{ox.Literal(term.value)}^^{_term(term.datatype, names)}"
