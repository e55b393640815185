"""Positions of a graph as coded statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.discourse import Statements, column_of
from kg.view.rows import PositionRow

AGREEMENT = {"support": "1", "ambivalent": "0", "oppose": "-1"}


def statements_of(rows: Iterable[PositionRow]) -> Statements:
    """Return one statement a position.

    The columns are `actor` (the holder), `person` and `organization` (the holder, where it is one or is none), `concept`
    (the issue), `agreement` (1, 0, -1), `stance` (the same in words), `actor_type`, and those of the document, which has
    its publisher as `document_source`. Actors and issues of the same name are told apart by the end of their IRI.

    Args:
        rows: Positions.
    """
    found = list(rows)
    actors = _labels({row.holder: row.holder_name for row in found})
    issues = _labels({row.issue: row.issue_label for row in found})
    person = [row.holder_type == "Person" for row in found]
    names = [actors[row.holder] for row in found]
    texts: dict[str, Iterable[str]] = {
        "statement_id": (row.position for row in found),
        "time": (row.date for row in found),
        "actor": names,
        "person": (name if one else "" for name, one in zip(names, person, strict=True)),
        "organization": ("" if one else name for name, one in zip(names, person, strict=True)),
        "concept": (issues[row.issue] for row in found),
        "agreement": (AGREEMENT[row.stance] for row in found),
        "stance": (row.stance for row in found),
        "actor_type": (row.holder_type for row in found),
        "document_id": (row.document for row in found),
        "document_title": (row.title for row in found),
        "document_source": (row.publisher for row in found),
        "start_position": (str(row.start) for row in found),
        "text": (row.quote for row in found),
    }
    return Statements(
        columns={name: column_of(values) for name, values in texts.items()},
        kinds={"agreement": "integer"},
        levels={"agreement": (-1, 0, 1)},
    )


def _labels(names: dict[str, str]) -> dict[str, str]:
    """Return a label for each IRI, no two the same."""
    same: dict[str, list[str]] = defaultdict(list)
    for iri, name in names.items():
        same[name].append(iri)
    return {iri: name if len(same[name]) == 1 else f"{name} ({iri.rpartition('/')[2]})" for iri, name in names.items()}
