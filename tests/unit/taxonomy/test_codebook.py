"""The user's own concepts: `issues.csv`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.taxonomy import describe_codebook, read_codebook


@pytest.fixture
def write(tmp_path):
    """Writes a codebook and returns its path."""

    def writer(text: str) -> Path:
        path = tmp_path / "issues.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return writer


def test_rows_become_concepts(write):
    """Examples and broader concepts are separated by semicolons; broader names rows or shipped concepts."""
    first, second = read_codebook(
        write(
            "label,examples,pattern,broader,definition\n"
            "Rivers,,,transboundary water,Rivers of several states.\n"
            "Blue dam,Blue Dam; filling of the reservoir,dams?,Rivers;sovereignty,\n"
        )
    )
    assert (first.label, first.broader, first.definition) == (
        "Rivers",
        ("fppi:transboundary-water",),
        "Rivers of several states.",
    )
    assert second.hidden_labels == ("Blue Dam", "filling of the reservoir")
    assert second.pattern == "dams?"
    assert second.broader == (first.id, "fppi:sovereignty")


def test_ids_come_from_labels_or_the_file(write):
    """Without an id one is made of the label, the same in any file."""
    (one,) = read_codebook(write("label\nBlue dam\n"))
    other, named = read_codebook(write("label,id\nblue dam,\nRivers,rivers-1\n"))
    assert one.id == other.id
    assert named.id == "rivers-1"


def test_a_shipped_concept_can_be_renamed_and_extended(write):
    """With its id, a row keeps the concept's labels and adds its own."""
    (found,) = read_codebook(write("label,examples,id\nPunitive trade,chip curbs,fppi:sanctions\n"))
    assert (found.id, found.label) == ("fppi:sanctions", "Punitive trade")
    assert "sanctions" in found.alt_labels
    assert "chip curbs" in found.hidden_labels
    assert found.definition


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nx\n", "needs the column label"),
        ("label,colour\nx,red\n", "no column 'colour'"),
        ("label,id\n,x\n", "line 2: the label is empty"),
        ("label,pattern\nx,(\n", "line 2: the pattern is no regular expression"),
        ("label,broader\nx,nothing at all\n", "line 2: the broader concept 'nothing at all' is not known"),
        ("label,broader\nx,X\n", "broader than itself"),
        ("label\nx\nX\n", "line 3: the label 'X' stands twice"),
        ("label,id\nx,fppi:nothing\n", "line 2: no concept fppi:nothing"),
        ("label,id\nx,a b\n", "line 2: the id 'a b'"),
    ],
)
def test_useless_rows_are_named(write, text, message):
    """The message says which line and why."""
    with pytest.raises(SettingsError, match=message):
        read_codebook(write(text))


def test_a_missing_file_is_named(tmp_path):
    """A codebook that cannot be read is an error with its name."""
    with pytest.raises(SettingsError, match="cannot be read"):
        read_codebook(tmp_path / "none.csv")


def test_the_digest_follows_the_content(write):
    """What a codebook says decides what is built again, not its name; no codebook has none."""
    first = describe_codebook(str(write("label\nx\n")))
    assert describe_codebook(str(write("label,examples\nx,\n"))) == first
    assert describe_codebook(str(write("label\ny\n"))) != first
    assert describe_codebook("") == ""


TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix fpp: <https://w3id.org/fpp/ontology#> .
@prefix fppi: <https://w3id.org/fpp/ontology/issues#> .
@prefix my: <https://example.org/codes/> .

my:scheme a skos:ConceptScheme .
my:rivers skos:prefLabel "Fl\u00fcsse"@de, "Rivers"@en ; skos:narrower my:dam ; skos:broader fppi:transboundary-water .
my:dam skos:prefLabel "Blue dam" ; skos:example "filling of the reservoir" ; fpp:pattern "dams?" .
fppi:sanctions skos:prefLabel "Punitive trade"@en ; skos:hiddenLabel "chip curbs"@en .
"""


def test_skos_in_turtle(tmp_path):
    """Concepts keep their IRIs; examples, patterns and what stands above are read; shipped ones are extended."""
    path = tmp_path / "codes.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    found = {one.id: one for one in read_codebook(path)}
    rivers, dam = found["https://example.org/codes/rivers"], found["https://example.org/codes/dam"]
    assert (rivers.label, rivers.alt_labels, rivers.broader) == (
        "Rivers",
        ("Fl\u00fcsse",),
        ("fppi:transboundary-water",),
    )
    assert (dam.label, dam.hidden_labels, dam.pattern) == ("Blue dam", ("filling of the reservoir",), "dams?")
    assert dam.broader == (rivers.id,)
    assert found["fppi:sanctions"].label == "Punitive trade"
    assert {"chip curbs", "sanctions"} <= {*found["fppi:sanctions"].hidden_labels, *found["fppi:sanctions"].alt_labels}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("my:dam skos:prefLabel", "my:dam skos:prefLabel ,", "cannot be read"),
        ('"dams?"', '"dams("', "no regular expression"),
        ("fppi:transboundary-water", "my:none", "not known"),
        ("fppi:sanctions skos", "fppi:nothing skos", "no such concept"),
        ("skos:prefLabel", "skos:notation", "no concept in it"),
    ],
)
def test_turtle_that_cannot_be_used(tmp_path, old, new, said):
    """The message says what is wrong and where."""
    path = tmp_path / "codes.ttl"
    path.write_text(TURTLE.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        read_codebook(path)
