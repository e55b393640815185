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
    if not settings.position.issues_file or kept_codebook(directory) == path:
        return
    codebook_of(str(path))
    earlier = kept_codebook(directory)
    own = directory.journal.with_name(f"{NAME}{path.suffix.lower()}")
    with replacing(own) as temporary:
        shutil.copyfile(path, temporary)
    if earlier and earlier != own:
        earlier.unlink()


def with_codebook(directory: BuildDirectory, settings: Settings) -> Settings:
    """Return the settings with the codebook that the folder keeps, where they name none."""
    kept = kept_codebook(directory)
    if settings.position.issues_file or kept is None:
        return settings
    return dataclasses.replace(settings, position=dataclasses.replace(settings.position, issues_file=str(kept)))


def taxonomy_of(directory: BuildDirectory) -> Taxonomy:
    """Return the shipped taxonomy behind the codebook that the folder keeps."""
    kept = kept_codebook(directory)
    return load_taxonomy(codebook_of(str(kept)) if kept else ())


def kept_codebook(directory: BuildDirectory) -> Path | None:
    """Return the codebook that the folder keeps."""
    return next(iter(sorted(directory.journal.parent.glob(f"{NAME}.*"))), None)


def copy_codebook(source: BuildDirectory, target: BuildDirectory) -> None:
    """Keep a folder's codebook in another folder too."""
    if kept := kept_codebook(source):
        shutil.copyfile(kept, target.journal.with_name(kept.name))
