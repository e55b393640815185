"""The user's own concepts: `issues.csv`, or SKOS in Turtle."""

from __future__ import annotations

import csv
import re
from dataclasses import asdict, replace
from pathlib import Path

from kg.errors import SettingsError
from kg.model import content_id
from kg.taxonomy.concepts import CONCEPT_PREFIX, Concept, Taxonomy, read_skos, shipped_concepts
from kg.taxonomy.matching import Matcher

RDF_SUFFIXES = (".ttl", ".rdf", ".nt", ".jsonld")
COLUMNS = ("label", "examples", "pattern", "broader", "definition", "id")


def read_codebook(path: Path) -> tuple[Concept, ...]:
    """Return the concepts of a codebook: a table, or SKOS in a file that ends in `.ttl`, `.rdf`, `.nt` or `.jsonld`.

    In a table `broader` names another row or a shipped concept by its label or id. Without an id a concept gets one made of its
    label, so that the same codebook gives the same ids everywhere; the id of a shipped concept renames and extends it.

    Raises:
        SettingsError: If the file or a row cannot be used; the message names the line.
    """
    if path.suffix.lower() in RDF_SUFFIXES:
        return _from_skos(path)
    try:
        table = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(
            f"{path}: cannot be read ({exc}). It has to be CSV in UTF-8, or Turtle.", path=path
        ) from exc
    if "label" not in (table.fieldnames or []):
        raise SettingsError(f"{path}: needs the column label; {', '.join(COLUMNS[1:])} are optional.", path=path)
    unknown = sorted(set(table.fieldnames or ()) - set(COLUMNS))
    if unknown:
        raise SettingsError(f"{path}: no column {unknown[0]!r}. Known: {', '.join(COLUMNS)}.", path=path)
    rows = [(f"{path} line {number}", _stripped(row)) for number, row in enumerate(table, 2)]
    ids: dict[str, str] = {}
    for where, row in rows:
        _check(row, where)
        if row["label"].casefold() in ids:
            raise SettingsError(f"{where}: the label {row['label']!r} stands twice. Join the rows.", line=where)
        ids[row["label"].casefold()] = row["id"] or content_id("code", row["label"].casefold())
    shipped = Matcher(Taxonomy(shipped_concepts()))
    return tuple(_concept(row, where, ids, shipped) for where, row in rows)


def _from_skos(path: Path) -> tuple[Concept, ...]:
    try:
        found = tuple(read_skos(path))
    except (OSError, SyntaxError, ValueError) as exc:
        raise SettingsError(f"{path}: cannot be read ({exc}).", path=path) from exc
    if not found:
        raise SettingsError(f"{path}: no concept in it. A concept needs a skos:prefLabel.", path=path)
    shipped = {one.id: one for one in shipped_concepts()}
    known = {*shipped, *(one.id for one in found)}
    for one in found:
        where = f"{path} {one.id}"
        _check_pattern(one.pattern, where)
        if one.id.startswith(CONCEPT_PREFIX) and one.id not in shipped:
            raise SettingsError(f"{where}: no such concept in the taxonomy. Use an IRI of your own.", path=path)
        for name in one.broader:
            if name not in known:
                raise SettingsError(
                    f"{where}: the broader concept {name} is not known. Describe it in the file.", path=path
                )
    return tuple(_extended(one, shipped.get(one.id)) for one in found)


def _extended(one: Concept, known: Concept | None) -> Concept:
    """Return a concept of the user's with what the shipped one of the same id has besides."""
    if known is None:
        return one
    return replace(
        one,
        alt_labels=tuple(sorted({*one.alt_labels, known.label, *known.alt_labels} - {one.label})),
        hidden_labels=(*known.hidden_labels, *one.hidden_labels),
        contrary_labels=(*known.contrary_labels, *one.contrary_labels),
        definition=one.definition or known.definition,
        notation=one.notation or known.notation,
        broader=one.broader or known.broader,
    )


def codebook_of(path: str) -> tuple[Concept, ...]:
    """Return the concepts of the codebook that a setting names; none where it is empty."""
    return read_codebook(Path(path)) if path else ()


def describe_codebook(path: str) -> str:
    """Return what changes with the codebook that a setting names: a digest of its concepts, nothing where it is empty."""
    return content_id("codebook", *map(asdict, codebook_of(path))) if path else ""


def _stripped(row: dict[str, str | None]) -> dict[str, str]:
    return {name: (row.get(name) or "").strip() for name in COLUMNS}


def _check(row: dict[str, str], where: str) -> None:
    if not row["label"]:
        raise SettingsError(f"{where}: the label is empty. Give the issue a name.", line=where)
    if row["id"].startswith(CONCEPT_PREFIX):
        if row["id"] not in {one.id for one in shipped_concepts()}:
            raise SettingsError(f"{where}: no concept {row['id']} in the taxonomy. Leave the id out.", line=where)
    elif row["id"] and not re.fullmatch(r"[\w.~-]+|https?://[^\s<>\"{}|^`\\]+", row["id"], re.ASCII):
        raise SettingsError(
            f"{where}: the id {row['id']!r} may hold letters, digits and . _ ~ - only, or be an IRI.", line=where
        )
    _check_pattern(row["pattern"], where)


def _check_pattern(pattern: str, where: str) -> None:
    try:
        re.compile(pattern)
    except re.error as exc:
        raise SettingsError(
            f"{where}: the pattern is no regular expression ({exc}). For plain words use examples.", line=where
        ) from exc


def _concept(row: dict[str, str], where: str, ids: dict[str, str], shipped: Matcher) -> Concept:
    own = ids[row["label"].casefold()]
    broader = tuple(_broader(name, where, ids, shipped) for name in _parts(row["broader"]))
    if own in broader:
        raise SettingsError(f"{where}: {row['label']!r} is broader than itself. Name another concept.", line=where)
    known = shipped.taxonomy[own] if own in shipped.taxonomy else Concept(id=own, label=row["label"])
    return replace(
        known,
        label=row["label"],
        alt_labels=known.alt_labels if known.label == row["label"] else (known.label, *known.alt_labels),
        hidden_labels=(*known.hidden_labels, *_parts(row["examples"])),
        definition=row["definition"] or known.definition,
        broader=broader or known.broader,
        pattern=row["pattern"],
    )


def _broader(name: str, where: str, ids: dict[str, str], shipped: Matcher) -> str:
    found = ids.get(name.casefold()) or (name if name in (*ids.values(), *_ids(shipped)) else shipped.named(name))
    if found is None:
        raise SettingsError(
            f"{where}: the broader concept {name!r} is not known. Name a label of this file or of the taxonomy.",
            line=where,
        )
    return found


def _ids(shipped: Matcher) -> tuple[str, ...]:
    return tuple(one.id for one in shipped.taxonomy)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
