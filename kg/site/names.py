"""Which file tells of which IRI. The name depends on the IRI alone, so a page keeps its address in every build."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from kg.rdf.namespaces import DEFAULT_BASE, ISSUE

KINDS = ("actor", "document", "issue", "position", "relation", "statement")
"""The folders of the site; each holds the pages of one kind."""
SAFE = re.compile(r"(?!fppi-|x-)[a-z0-9][a-z0-9._-]{0,99}(?<!\.)")
"""Ids that are file names everywhere: no case, no separators, no dot in front or behind."""
INSTANCE = re.compile(rf"(.*[/#:])(?:{'|'.join(KINDS)})/[^/]+")


def page_path(base: str, kind: str, iri: str) -> str:
    """Return where the page of an IRI stands in the site, without suffix.

    Ids as kg makes them are kept, concepts of the shipped taxonomy are told by their name, and anything else gets a
    name from the digest of its IRI: it may be as long as it wants and hold what no file name can.

    >>> page_path("https://example.org/", "actor", "https://example.org/actor/actor-nor")
    'actor/actor-nor'
    >>> page_path("https://example.org/", "issue", "https://w3id.org/fpp/ontology/issues#sanctions")
    'issue/fppi-sanctions'
    >>> page_path("https://example.org/", "actor", "https://example.org/actor/..%2F..%2Fetc")
    'actor/x-c38dcbf862dbce10'
    """
    own, shipped = f"{base}{kind}/", str(ISSUE)
    if iri.startswith(own) and SAFE.fullmatch(iri, len(own)):
        return f"{kind}/{iri[len(own) :]}"
    if kind == "issue" and iri.startswith(shipped) and SAFE.fullmatch(iri, len(shipped)):
        return f"issue/fppi-{iri[len(shipped) :]}"
    return f"{kind}/x-{hashlib.sha256(iri.encode()).hexdigest()[:16]}"


def instance_base(iris: Iterable[str]) -> str:
    """Return the base under which most of the instances stand; kg's own where none looks like one.

    >>> instance_base(["https://example.org/actor/a", "https://example.org/document/d", "urn:x"])
    'https://example.org/'
    """
    bases = Counter(match[1] for match in map(INSTANCE.fullmatch, iris) if match)
    return min(bases, key=lambda one: (-bases[one], one)) if bases else DEFAULT_BASE
