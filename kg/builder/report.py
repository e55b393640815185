"""`run.json`: with what a graph was built, how much of it there is, how long it took and what failed."""

from __future__ import annotations

import datetime as dt
import json
import platform
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING

from kg.builder.directory import write_bytes
from kg.builder.journal import Journal
from kg.settings import Settings
from kg.version import __version__

if TYPE_CHECKING:
    from kg.builder.run import BuildResult

LIBRARIES = ("spacy", "rdflib", "pyshacl", "pyoxigraph", "networkx", "onnxruntime")


def write_report(result: BuildResult, journal: Journal, *, settings: Settings, started: dt.datetime) -> None:
    """Write `run.json` for the run that just ended."""
    from kg.annotate import describe_model
    from kg.extract.attribution import describe_attribution

    report = {
        "started": started.isoformat(timespec="seconds"),
        "ended": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "versions": {
            "kg": __version__,
            "python": platform.python_version(),
            "model": describe_model(settings.annotate.model or None),
            "attribution": describe_attribution(settings.extract.attribution),
            **{name: version(name) for name in LIBRARIES},
        },
        "settings": asdict(settings),
        "counts": {
            "documents": journal.count(conforms=True),
            "built": result.built,
            "unchanged": result.unchanged,
            "removed": len(result.removed),
            "failed": len(result.failed),
            "skipped": len(result.skipped),
            "quarantined": result.quarantined,
        },
        "seconds": {name: round(value, 3) for name, value in result.seconds.items()},
        "failures": [{"input": name, "reason": reason} for name, reason in result.failed],
        "skipped": [{"input": name, "reason": reason} for name, reason in result.skipped],
        "removed": result.removed,
    }
    write_bytes(result.directory.file("run.json"), json.dumps(report, indent=2, ensure_ascii=False).encode() + b"\n")
