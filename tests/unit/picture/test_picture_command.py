"""`kg network` for pictures."""

from __future__ import annotations

import pytest

ROWS = (
    "statement_id,time,organization,concept,agreement,document_id,text",
    "1,2020-01-01,Greens,dam,1,1,Yes",
    "2,2020-01-01,Liberals,dam,0,1,No",
    "3,2020-06-03,Liberals,dam,1,2,Yes",
    "4,2020-06-05,Greens,dam,1,3,Yes",
    "5,2020-06-05,Greens,toll,0,3,No",
)


@pytest.fixture
def coded(tmp_path):
    """A table of five statements."""
    path = tmp_path / "coded.csv"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["network", "heatmap", "dendrogram", "timeline", "slope"])
def test_each_picture_is_written(coded, tmp_path, run_kg, kind):
    """Each kind becomes an SVG with the actors' names and the title."""
    out = tmp_path / "out.svg"
    status, printed, said = run_kg("network", "--statements", coded, "--picture", kind, "--title", "Dams", "--out", out)
    assert (status, printed, said) == (0, "", "")
    content = out.read_text(encoding="utf-8")
    assert "Liberals" in content
    assert ">Dams<" in content


@pytest.mark.parametrize(("ending", "begins"), [("svg", b"<?xml"), ("pdf", b"%PDF-"), ("png", b"\x89PNG")])
def test_ending_makes_it_a_picture(coded, tmp_path, run_kg, ending, begins):
    """The ending of the file is enough for a picture of the network."""
    out = tmp_path / f"out.{ending}"
    assert run_kg("network", "--statements", coded, "--out", out, "--dpi", "60")[0] == 0
    assert out.read_bytes().startswith(begins)


def test_one_mode_network_is_drawn(coded, tmp_path, run_kg):
    """A one-mode matrix is drawn as a network of actors, by its weights."""
    out = tmp_path / "out.svg"
    words = ("network", "--statements", coded, "--type", "onemode", "--agg", "congruence", "--out", out)
    assert run_kg(*words)[0] == 0
    content = out.read_text(encoding="utf-8")
    assert "Greens – agree – Liberals: 2" in content
    assert "dam<" not in content


def test_what_is_left_out_is_said(coded, tmp_path, run_kg):
    """A picture of fewer ties than there are says so, unless it is to be quiet."""
    out = tmp_path / "out.svg"
    said = "The 1 strongest of 3 ties are drawn, and 2 of 4 nodes. --top takes another number.\n"
    assert run_kg("network", "--statements", coded, "--top", "1", "--out", out)[2] == said
    assert run_kg("--quiet", "network", "--statements", coded, "--top", "1", "--out", out)[2] == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--palette", "grey", "--out", "x.gexf"), "--palette: of pictures"),
        (("--picture", "pie", "--out", "x.svg"), "Known: network, heatmap, dendrogram, timeline, slope"),
        (("--picture", "heatmap", "--out", "x.csv"), "a picture is svg, pdf or png"),
        (("--picture", "heatmap", "--by", "issue", "--out", "x.svg"), "--by: of timeline, not of heatmap"),
        (("--window", "months", "--out", "x.svg"), "--window: a series"),
        (("--only", "concept=nothing", "--out", "x.svg"), "no tie is left"),
        (("--picture", "slope", "--only", "concept=nothing", "--out", "x.svg"), "no statement is left"),
        (("--palette", "pink", "--out", "x.svg"), "Known: green-purple"),
        (("--top", "0", "--out", "x.svg"), "1 or more"),
    ],
)
def test_what_cannot_be_is_said(coded, tmp_path, monkeypatch, run_kg, words, message):
    """Options that do not fit, and nothing to draw, end with a message and status 2; no file is written."""
    monkeypatch.chdir(tmp_path)
    status, _, said = run_kg("network", "--statements", coded, *words)
    assert status == 2
    assert message in said
    assert [path.name for path in tmp_path.iterdir()] == ["coded.csv"]
