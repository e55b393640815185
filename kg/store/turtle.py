"""Turtle that people read: prefixes, one block a subject, `a` and the label first, everything else sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import pyoxigraph as ox

from kg.store.terms import XSD, Term

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TYPE_TERM, LABEL_TERM = f"<{TYPE}>".encode(), f"<{LABEL}>".encode()
LOCAL_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_-])?")
BARE = {
    f"<{XSD}integer>".encode(): re.compile(rb"[+-]?[0-9]+"),
    f"<{XSD}decimal>".encode(): re.compile(rb"[+-]?[0-9]*\.[0-9]+"),
    f"<{XSD}double>".encode(): re.compile(rb"[+-]?([0-9]+\.?|[0-9]*\.[0-9]+)[0-9]*[eE][+-]?[0-9]+"),
    f"<{XSD}boolean>".encode(): re.compile(rb"true|false"),
}
"""Datatypes whose values Turtle writes without quotes, and which values."""
REMEMBERED = 100_000
"""IRIs whose short names are kept at hand."""


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


def by_subject(triples: Iterable[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """Yield sorted triples, those of one subject at a time."""
    for _, group in groupby(triples, key=lambda triple: triple.subject):
        yield list(group)


def header(names: Names) -> str:
    """Return the prefix declarations."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in names.prefixes.items())


def subject_block(triples: Iterable[ox.Triple], names: Names, *, indent: str = "") -> str:
    """Return the sorted triples of one subject as one Turtle statement."""
    lines = (f"{triple.subject} {triple.predicate} {triple.object} .\n".encode() for triple in triples)
    return b"".join(subject_blocks(lines, names, indent=indent)).decode()


def subject_blocks(lines: Iterable[bytes], names: Names, *, indent: str = "") -> Iterator[bytes]:
    """Yield one Turtle statement a subject.

    Args:
        lines: N-Triples as Oxigraph writes them, sorted.
        names: The prefixes.
        indent: What every line begins with.
    """
    short = _Shortened(names)
    start, comma = indent.encode(), b", "
    semicolon = f" ;\n{indent}    ".encode()
    subject = predicate = b""
    heads, others = [b"", b""], list[bytes]()
    for line in lines:
        found_subject, found_predicate, value = line.split(b" ", 2)
        value = short[value[:-3]]
        if found_subject != subject:
            if subject:
                yield start + short[subject] + b" " + semicolon.join((*filter(None, heads), *others)) + b" .\n"
            subject, predicate = found_subject, b""
            heads, others = [b"", b""], []
        if found_predicate == TYPE_TERM:
            heads[0] = heads[0] + comma + value if heads[0] else b"a " + value
        elif found_predicate == LABEL_TERM:
            heads[1] = heads[1] + comma + value if heads[1] else short[LABEL_TERM] + b" " + value
        elif found_predicate == predicate:
            others[-1] += comma + value
        else:
            others.append(short[found_predicate] + b" " + value)
        predicate = found_predicate
    if subject:
        yield start + short[subject] + b" " + semicolon.join((*filter(None, heads), *others)) + b" .\n"


def term_text(term: Term, names: Names) -> str:
    """Return a term as Turtle writes it."""
    return _Shortened(names)[str(term).encode()].decode()


class _Shortened(dict[bytes, bytes]):
    """Terms as N-Triples spells them -> as Turtle does; the IRIs met last are remembered."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def __missing__(self, term: bytes) -> bytes:
        if term.startswith(b'"'):
            return self._literal(term) if term.endswith(b">") else term
        if not term.startswith(b"<") or term.startswith(b"<<"):
            return term
        if len(self) >= REMEMBERED:
            self.clear()
        curie = self._names.curie(term[1:-1].decode())
        self[term] = found = term if curie is None else curie.encode()
        return found

    def _literal(self, term: bytes) -> bytes:
        quoted, _, datatype = term.rpartition(b"^^")
        bare = BARE.get(datatype)
        value = quoted[1:-1]
        return value if bare and bare.fullmatch(value) else quoted + b"^^" + self[datatype]
