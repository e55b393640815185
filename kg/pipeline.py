"""The only module that composes the stages: a document goes in, a `Record` comes out.

annotate -> extract -> link -> position
"""

from __future__ import annotations

import dataclasses
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Document, Record
from kg.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.encoder.reading import OfTokens
    from kg.extract.attribution.protocol import AttributionModel
    from kg.link import Linker
    from kg.position.coding import Coder


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that a stage could not handle: which, why in one line, and the traceback for `--debug`."""

    document: Document
    reason: str
    detail: str = ""


class Pipeline:
    """Holds what is slow to load (language model, gazetteers) and turns documents into records.

    Args:
        settings: The sections `annotate`, `extract`, `link` and `graph` are used.

    Raises:
        AnnotateError: If the language model cannot be loaded.
        LinkError: If the user's `actors.csv` cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        from kg.annotate import load_pipeline
        from kg.extract.attribution import attribution_model
        from kg.link import Linker
        from kg.position.coding import Coder
        from kg.taxonomy import codebook_of

        self.settings = settings
        self.nlp: Language = load_pipeline(settings.annotate.model or None)
        self.attribution: AttributionModel = attribution_model(settings.extract.attribution)
        actors_file = settings.link.actors_file
        self.linker: Linker = Linker(actors_file=Path(actors_file) if actors_file else None)
        self.coder: Coder = Coder(codebook_of(settings.position.issues_file))

    def records(self, documents: Iterable[Document]) -> Iterator[Record | Failure]:
        """Yield one `Record`, or the `Failure` that took its place, for each document, in order."""
        stream = iter(documents)
        while batch := list(islice(stream, self.settings.annotate.batch_size)):
            for document, parsed in zip(batch, self._parse(batch), strict=True):
                yield self._record(document, parsed)

    def _parse(self, batch: list[Document]) -> list[Doc | Failure]:
        """Parse a batch; when one document breaks it, parse one by one so that the others survive."""
        from kg.annotate import annotate

        try:
            return [doc for doc, _ in annotate(batch, nlp=self.nlp, batch_size=len(batch))]
        except Exception as exc:  # noqa: BLE001 - any pipeline may be plugged in; the document is recorded as failed
            if len(batch) == 1:
                return [_failure(batch[0], exc)]
            return [parsed for document in batch for parsed in self._parse([document])]

    def _record(self, document: Document, parsed: Doc | Failure) -> Record | Failure:
        if isinstance(parsed, Failure):
            return parsed
        try:
            kept = keep_above(self._extract(document, parsed), min_score=self.settings.graph.min_score)
            return self.coder(kept)
        except Exception as exc:  # noqa: BLE001 - one bad document does not stop a run; it is recorded as failed
            return _failure(document, exc)

    def _extract(self, document: Document, doc: Doc) -> Record:
        from kg.extract import find_attributions, find_clusters
        from kg.position import find_positions

        clusters = find_clusters(doc, document)
        attributions = find_attributions(doc, document, model=self.attribution)
        linked = self.linker.link(clusters, attributions, document=document)
        found = find_positions(
            doc,
            document,
            linked_actors=linked.actors,
            mentions=linked.mentions,
            statements=linked.statements,
            turn_speakers=linked.turn_speakers,
            told=self._told(doc),
        )
        return Record(
            document=document,
            actors=linked.actors,
            mentions=linked.mentions,
            statements=linked.statements,
            positions=found.positions,
            relations=found.relations,
            issues=found.issues,
        )

    def _told(self, doc: Doc) -> OfTokens | None:
        """Return what the network that found the statements says of tokens; None where rules found them."""
        from kg.encoder import word_pieces
        from kg.encoder.reading import OfTokens, shipped_reader

        if self.settings.extract.attribution == "rules":
            return None
        return OfTokens(doc, shipped_reader(), word_pieces())


def keep_above(record: Record, *, min_score: float) -> Record:
    """Return the record without claims scored below `min_score`, nor what rests on a dropped one.

    A kept statement inside a dropped one moves up to the next kept statement around it.
    """
    if min_score <= 0:
        return record
    everything = {s.id: s for s in record.statements}
    kept = {s.id for s in record.statements if s.score >= min_score}

    def around(parent: str | None) -> str | None:
        while parent is not None and parent not in kept:
            parent = everything[parent].parent
        return parent

    def rests(statement: str | None) -> bool:
        return statement is None or statement in kept

    positions = tuple(p for p in record.positions if p.score >= min_score and rests(p.statement))
    issues = {p.issue for p in positions}
    return dataclasses.replace(
        record,
        statements=tuple(dataclasses.replace(s, parent=around(s.parent)) for s in record.statements if s.id in kept),
        positions=positions,
        relations=tuple(r for r in record.relations if r.score >= min_score and rests(r.statement)),
        issues=tuple(i for i in record.issues if i.id in issues),
    )


def _failure(document: Document, exc: Exception) -> Failure:
    reason = exc.message if isinstance(exc, KgError) else f"{type(exc).__name__}: {exc}"
    return Failure(document=document, reason=reason, detail="".join(traceback.format_exception(exc)))
