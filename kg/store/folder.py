"""The folder of a database, looked at before Oxigraph opens it and makes files there."""

from __future__ import annotations

from pathlib import Path

from kg.errors import StoreUnavailableError
from kg.store.failures import damaged, store_errors
from kg.store.locks import NAME as LOCK_NAME
from kg.store.state import NAME as STATE_NAME

OWN_FILES = ("LOCK", "LOG", "IDENTITY", "OPTIONS", "MANIFEST", LOCK_NAME, STATE_NAME)


def check_folder(folder: Path, *, read_only: bool) -> None:
    """Refuse what is no store and must not become one.

    Raises:
        StoreUnavailableError: If the folder is a file, holds something else, or nothing where it is to be read.
        StoreError: If the database is damaged.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreUnavailableError(f"{folder} is a file, not a store. Name the folder of a graph.", path=folder)
    with store_errors(folder):
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    if "CURRENT" in names:
        return
    if any(name.endswith(".sst") for name in names):
        raise damaged(folder, "CURRENT is missing")
    foreign = [name for name in names if not name.startswith(OWN_FILES) and not name.endswith((".log", ".dbtmp"))]
    if foreign:
        raise StoreUnavailableError(f"{folder}: holds no store but {foreign[0]!r}. Name another folder.", path=folder)
    if read_only:
        raise StoreUnavailableError(
            f"{folder}: there is no graph here. Make one with: kg build INPUTS --out FOLDER", path=folder
        )
