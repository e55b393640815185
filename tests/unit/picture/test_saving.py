"""Pictures as files: the same bytes each time, opened by readers that nobody here wrote."""

from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader

from kg.errors import ExportError
from kg.picture import PALETTES, Picture, draw_dendrogram, draw_heatmap, draw_network, draw_slope, draw_timeline, save
from tests.unit.picture.sheet import SVG, Sheet, coded, two_mode

SAID = coded(
    *(
        (actor, issue, str(sign), f"{year}-0{month}-11")
        for month, (actor, sign) in enumerate(
            (("Chile", 1), ("Nauru", 0), ("Norway", 1), ("Côte d’Ivoire", 0)), start=2
        )
        for issue in ("reef pact", "toll")
        for year in (2023, 2024)
    ),
    ("Norway", "toll", "0", "2024-09-01"),
)
PICTURES = {
    "network": lambda: draw_network(two_mode(("Chile", "reef pact", 3, 0), ("Côte d’Ivoire", "reef pact", 0, 1))),
    "heatmap": lambda: draw_heatmap(SAID),
    "dendrogram": lambda: draw_dendrogram(SAID),
    "timeline": lambda: draw_timeline(SAID),
    "slope": lambda: draw_slope(SAID),
}


@cache
def saved(kind: str, format_: str) -> tuple[Picture, bytes]:
    """Return a picture and its file."""
    picture, stream = PICTURES[kind](), io.BytesIO()
    save(picture, stream, format_, dpi=100)
    return picture, stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "format_"), [*((kind, ending) for kind in PICTURES for ending in ("svg", "png")), ("heatmap", "pdf")]
)
def test_same_picture_same_bytes(kind, format_, tmp_path):
    """Drawn anew, a picture is the same file, and no date is in it."""
    save(PICTURES[kind](), tmp_path / f"a.{format_}", dpi=100)
    content = (tmp_path / f"a.{format_}").read_bytes()
    assert content == saved(kind, format_)[1]
    assert b"CreationDate" not in content
    assert b"dc:date" not in content


def test_same_bytes_in_another_process(tmp_path):
    """The order of sets, which differs from process to process, does not count."""
    graph = two_mode(*((f"a{i % 9}", f"i{i % 7}", i % 3, 1) for i in range(40)))
    nx.write_gml(graph, tmp_path / "graph.gml")
    lines = (
        "import networkx as nx, sys; from kg.picture import draw_network, save",
        "graph = nx.read_gml(sys.argv[1])",
        "[save(draw_network(graph, layout=layout), sys.stdout.buffer, 'svg') for layout in ('columns', 'force')]",
    )
    root = str(Path(__file__).resolve().parents[3])
    command = [sys.executable, "-c", "\n".join(lines), str(tmp_path / "graph.gml")]
    made = [
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": root, "HOME": str(tmp_path)},
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0].count(b"<svg") == 2
    assert made[0] == made[1]


@pytest.mark.parametrize("kind", PICTURES)
def test_png_has_its_size(kind):
    """A PNG is as large as the page at the dots asked for, says so, and is no empty sheet."""
    picture, content = saved(kind, "png")
    image = Image.open(io.BytesIO(content))
    assert abs(image.width - picture.width * 100) <= 1
    assert abs(image.height - picture.height * 100) <= 1
    assert image.info["dpi"] == pytest.approx((100, 100), abs=0.1)
    assert image.info["Title"] == picture.heading
    shades = np.asarray(image.convert("L"))
    assert (shades == 255).mean() > 0.5
    assert (shades < 128).any()


@pytest.mark.parametrize("kind", PICTURES)
def test_pdf_holds_its_text(kind):
    """A PDF opens, has the names as text with its fonts, and says what it is."""
    picture, content = saved(kind, "pdf")
    reader = PdfReader(io.BytesIO(content))
    (page,) = reader.pages
    text = page.extract_text()
    assert "Chile" in text
    assert "Côte d’Ivoire" in text or kind == "slope"
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert "/FontFile2" in described["/FontDescriptor"]
    assert reader.metadata.title == picture.heading
    assert reader.metadata.subject == picture.description
    assert float(page.mediabox.width) == pytest.approx(picture.width * 72, abs=0.5)


@pytest.mark.parametrize("kind", PICTURES)
def test_svg_tells_what_it_shows(kind):
    """An SVG is an image with a title and a description, its text is text, and nothing comes from elsewhere."""
    picture, _ = saved(kind, "svg")
    sheet = Sheet(picture)
    named = {one.get("id"): one.text for one in sheet.root}
    title, description = sheet.root.get("aria-labelledby").split()
    assert sheet.root.get("role") == "img"
    assert named[title] == picture.heading
    assert named[description] == picture.description
    assert len(picture.description) > 40
    assert "Chile" in {one.words for one in sheet.texts()} or "Chile" in " ".join(one.words for one in sheet.texts())
    assert sheet.overlaps() == []
    assert sheet.outside() == []
    links = [value for one in sheet.root.iter() for name, value in one.attrib.items() if name.endswith("href")]
    assert all(link.startswith("#") for link in links)


def test_several_pictures_share_a_page():
    """With a prefix no id of one picture is one of another, and what refers to an id still finds it."""
    first, second = (Sheet(saved("heatmap", "svg")[0], prefix=prefix) for prefix in ("one-", "two-"))
    ids = [{one.get("id") for one in sheet.root.iter() if one.get("id")} for sheet in (first, second)]
    assert not ids[0] & ids[1]
    assert set(first.root.get("aria-labelledby").split()) <= ids[0]
    for one in first.root.iter():
        for name, value in one.attrib.items():
            if name.endswith("href"):
                assert value.removeprefix("#") in ids[0]
    assert first.root.find(f"{SVG}title").get("id") == "one-picture-title"


def test_any_figure_is_saved(tmp_path):
    """A figure of matplotlib's own becomes a file too."""
    figure = Figure(figsize=(2, 1))
    figure.add_subplot().plot([1, 2])
    save(figure, tmp_path / "line.svg")
    assert b"<svg" in (tmp_path / "line.svg").read_bytes()


def test_what_is_no_picture_file_is_refused(tmp_path):
    """Unknown endings and folders that do not exist are said."""
    picture = PICTURES["network"]()
    with pytest.raises(ExportError, match="Known: svg, pdf, png"):
        save(picture, tmp_path / "x.gif")
    with pytest.raises(ExportError, match="the folder does not exist"):
        save(picture, tmp_path / "nowhere" / "x.svg")


@pytest.mark.parametrize("name", ["green-purple", "blue-orange"])
def test_colours_are_apart_without_red_or_green_cones(name):
    """Support and opposition look different to colour-blind readers: Machado and others (2009), severity 1."""
    matrices = {
        "protanopia": [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        "deuteranopia": [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    }

    def linear(colour: str) -> np.ndarray:
        parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
        return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)

    palette = PALETTES[name]
    for matrix in matrices.values():
        seen = [
            np.clip(np.array(matrix) @ linear(colour), 0, 1) ** (1 / 2.2)
            for colour in (palette.support, palette.oppose)
        ]
        assert np.abs(seen[0] - seen[1]).max() > 0.2
