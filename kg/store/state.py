"""What a store says of itself, in a small file beside the database: its schema, who wrote it, whether its union is made.

Schema 1 (no file): the default graph always holds the union of the named graphs.
Schema 2: the union may be left to whoever first needs it (`union` is then false).
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.version import __version__

NAME = "kg.json"
SCHEMA = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreState:
    """The schema version of a store, the kg that wrote it last, and whether the default graph holds the union."""

    schema: int = SCHEMA
    kg: str = __version__
    union: bool = True


def read_state(folder: Path) -> StoreState:
    """Return what the store in a folder says of itself; one without the file is of schema 1.

    Raises:
        StoreError: If a newer kg wrote the store, or the file is damaged.
    """
    path = folder / NAME
    try:
        found = json.loads(path.read_bytes())
        state = StoreState(schema=int(found["schema"]), kg=str(found["kg"]), union=bool(found.get("union", False)))
    except FileNotFoundError:
        return StoreState(schema=1, kg="")
    except (ValueError, KeyError, TypeError) as exc:
        raise StoreError(f"{path}: does not tell what the store is. Build or load the graph again.", path=path) from exc
    if state.schema > SCHEMA:
        raise newer(folder, state.schema, SCHEMA, by=state.kg)
    return state


def write_state(folder: Path, state: StoreState) -> None:
    """Replace what the store says of itself, whole."""
    temporary = folder / f"{NAME}.dbtmp"
    with temporary.open("wb") as out:
        out.write(json.dumps(asdict(state)).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(folder / NAME)


def newer(path: Path, found: int, known: int, *, by: str = "") -> StoreError:
    """Return the error for a folder that a newer kg wrote."""
    return StoreError(
        f"{path}: written by a newer kg{f' ({by})' if by else ''}: schema {found}, and this kg {__version__} knows up to "
        f"{known}. Install the newer kg; or with it write `kg dump GRAPH graph.nq`, and here `kg load graph.nq --out NEW`.",
        path=path,
        schema=found,
    )
