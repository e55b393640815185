"""The files of the trained network that finds statements, and a name that changes with them."""

from __future__ import annotations

from pathlib import Path

from kg.encoder.digests import describe_reader, digest_of

MODEL = Path(__file__).parent / "model"


def describe_network() -> str:
    """Return a name of the shipped network that changes with its files, without loading it."""
    return f"neural-{digest_of([*MODEL.glob('*.onnx'), *MODEL.glob('*.json')])} {describe_reader()}"
