"""The user's codebook in the folder of a graph, so that later builds and corrections use it without being told."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

from kg.builder.directory import BuildDirectory, replacing
from kg.settings import Settings
from kg.taxonomy import Taxonomy, codebook_of, load_taxonomy

NAME = "codebook"


def keep_codebook(directory: BuildDirectory, settings: Settings) -> None:
    """Copy the codebook that the settings name into the folder, in place of an earlier one.

    Raises:
        SettingsError: If it cannot be used; the earlier one is then kept.
    """
    path = Path(settings.position.issues_file)
    if not settings.position.issues_file or _kept(directory) == path:
        return
    codebook_of(str(path))
    earlier = _kept(directory)
    own = directory.journal.with_name(f"{NAME}{path.suffix.lower()}")
    with replacing(own) as temporary:
        shutil.copyfile(path, temporary)
    if earlier and earlier != own:
        earlier.unlink()


def with_codebook(directory: BuildDirectory, settings: Settings) -> Settings:
    """Return the settings with the codebook that the folder keeps, where they name none."""
    kept = _kept(directory)
    if settings.position.issues_file or kept is None:
        return settings
    return dataclasses.replace(settings, position=dataclasses.replace(settings.position, issues_file=str(kept)))


def taxonomy_of(directory: BuildDirectory) -> Taxonomy:
    """Return the shipped taxonomy behind the codebook that the folder keeps."""
    kept = _kept(directory)
    return load_taxonomy(codebook_of(str(kept)) if kept else ())


def _kept(directory: BuildDirectory) -> Path | None:
    return next(iter(sorted(directory.journal.parent.glob(f"{NAME}.*"))), None)
