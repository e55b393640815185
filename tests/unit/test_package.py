"""The package as a whole: names, imports, errors."""

from __future__ import annotations

import subprocess
import sys

import pytest

import kg
from kg.errors import KgError, ReadError
from kg.pipeline import keep_above


def test_every_public_name_is_there():
    """What `__all__` promises can be had, and it is sorted."""
    assert kg.__all__ == sorted(kg.__all__)
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    assert dir(kg) == kg.__all__


def test_unknown_name_is_an_attribute_error():
    """A name that does not exist fails as usual."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


@pytest.mark.parametrize(
    "modules", ["kg, kg.cli.app", "kg.builder.run, kg.builder.outputs, kg.review", "kg.query, kg.export.tables"]
)
def test_import_is_light(modules):
    """Importing kg and its command line loads none of the heavy libraries, nor does a build that has nothing to do, nor a question."""
    code = f"import sys, {modules}; print(sorted({{'spacy', 'rdflib', 'pyshacl', 'networkx', 'numpy', 'scipy', 'trafilatura'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_errors_carry_facts():
    """An error's facts are attributes; others are missing as usual."""
    error = ReadError("no such file", path="a.txt")
    assert isinstance(error, KgError)
    assert error.path == "a.txt"
    with pytest.raises(AttributeError):
        _ = error.line


def test_dropping_low_scores_keeps_claims_whole(record_with_nested_statements):
    """What rests on a dropped statement goes too; a nested one moves up."""
    kept = keep_above(record_with_nested_statements, min_score=0.5)
    assert [s.id for s in kept.statements] == ["s1", "s3"]
    assert kept.statements[1].parent == "s1"
    assert [p.id for p in kept.positions] == ["p3"]
    assert [i.id for i in kept.issues] == ["i3"]
    assert keep_above(record_with_nested_statements, min_score=0.0) is record_with_nested_statements
