"""Inputs that were read before: the same bytes, read and built in the same way, need not be read again.

To know that a document is unchanged, its text must be known; to get that, a page is parsed and its language told. So the
journal also keeps, by a digest of an input's bytes and of everything that decides what becomes of them, the documents
that were in it and their fingerprints. Where all of them are still built with these, the input is passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.builder.journal import Journal
from kg.builder.work import common_parts, fingerprint
from kg.model import Document
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.read.archives import Raw


class Sources:
    """The memory of inputs in a journal.

    Args:
        journal: Where it is kept.
        settings: How inputs are read and built.
        model: What names the models.
        passed: Told the ids of the documents in an input that is passed over.
    """

    def __init__(
        self, journal: Journal, settings: Settings, *, model: str, passed: Callable[[Sequence[str]], None]
    ) -> None:
        self._journal = journal
        self._settings = settings
        self._model = model
        self._passed = passed
        how = (asdict(settings.read), common_parts(settings, model=model))
        self._how = json.dumps(how, sort_keys=True, default=str).encode()

    def recall(self, raw: Raw, seen: dict[str, str]) -> bool:
        """Say whether all that is in an input is built as it would be now; its documents are then among the seen ones."""
        kept = self._journal.source(self._digest(raw))
        if not kept:
            return False
        documents: list[list[str]] = json.loads(kept)
        if any(name in seen or self._journal.fingerprint(name) != mark for name, mark in documents):
            return False
        seen.update(dict.fromkeys((name for name, _ in documents), raw.name))
        self._passed([name for name, _ in documents])
        return True

    def remember(self, raw: Raw, documents: Sequence[Document]) -> None:
        """Keep which documents were in an input."""
        marks = [(one.id, fingerprint(one, self._settings, model=self._model)) for one in documents]
        self._journal.put_source(self._digest(raw), json.dumps(marks))

    def _digest(self, raw: Raw) -> str:
        digest = hashlib.sha256(self._how)
        for part in (raw.name.encode("utf-8", "surrogateescape"), raw.suffix.encode(), raw.data):
            digest.update(b"%d:" % len(part) + part)
        return digest.hexdigest()
