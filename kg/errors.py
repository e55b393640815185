"""Every exception that kg raises on purpose.

    KgError
    ├── SettingsError          a setting, option or settings file that cannot be used
    ├── PluginError            an unknown or broken plugin
    ├── ModelError             a trained model whose files are missing or damaged
    ├── ReadError              an input that cannot be read
    ├── AnnotateError          a language pipeline that cannot be loaded or used
    ├── ExtractError           a document that lacks what extraction needs
    ├── LinkError              a gazetteer or `actors.csv` that cannot be used
    ├── MappingError           a record that cannot become RDF, or RDF that cannot become a record
    ├── ExportError            a format that does not exist, or a file that cannot be written
    ├── PublishError           a server that cannot be reached, refuses, or answers what it should not
    └── StoreError             a store that cannot be opened, read or written
        ├── StoreUnavailableError   locked by another process, no permission, disk full
        ├── QueryError              a query that does not parse or cannot be answered
        └── QueryTimeoutError       a query that was ended because its time was up

Each message says what happened, where, and what to do. The facts are attributes as well.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of every error that kg raises on purpose.

    Args:
        message: What happened, where, and what to do.
        **facts: The same facts for programs, kept as attributes (`document_id`, `path`, `iri`, ...).
    """

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") or name == "facts" or name not in self.__dict__.get("facts", {}):
            raise AttributeError(name)
        return self.facts[name]


class SettingsError(KgError):
    """A setting, option or settings file cannot be used."""


class PluginError(KgError):
    """A plugin is unknown or does not load."""


class ModelError(KgError):
    """A trained model's files are missing or damaged."""


class ReadError(KgError):
    """An input cannot be read."""


class AnnotateError(KgError):
    """A language pipeline cannot be loaded or used."""


class ExtractError(KgError):
    """A document lacks what extraction needs."""


class LinkError(KgError):
    """A gazetteer or the user's `actors.csv` cannot be used."""


class MappingError(KgError):
    """A record cannot become RDF, or RDF cannot become a record."""


class ExportError(KgError):
    """A format does not exist, or a file cannot be written."""


class PublishError(KgError):
    """A server cannot be reached, refuses what is sent, or answers what it should not."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""


class StoreUnavailableError(StoreError):
    """The store is locked by another process, not permitted, or the disk is full."""


class QueryError(StoreError):
    """A query does not parse or cannot be answered."""


class QueryTimeoutError(StoreError):
    """A query was ended because its time was up."""
