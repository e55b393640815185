"""The page of a network in a real browser: it draws itself from disk alone, and does what readers ask of it."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import time
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree
from PIL import Image

from benchmarks.page import large_network
from kg.export import write_network_html

playwright = pytest.importorskip("playwright.sync_api")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [pytest.mark.integration, pytest.mark.skipif(BROWSER is None, reason="chromium is not installed")]

HOSTILE = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def browser():
    """One browser for all tests."""
    with playwright.sync_playwright() as player:
        made = player.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def open_page(browser):
    """Open a file as a reader would; what goes wrong in the page fails the test, and so does any request but the file's."""
    problems: list[str] = []
    contexts = []

    def opened(path: Path, address: str = "", **options):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "blob:")) else problems.append(request.url),
        )
        page.goto(path.resolve().as_uri() + address)
        until(page, "document.getElementById('counts').textContent")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


def until(page, expression: str) -> None:
    """Wait until an expression is true. Asked from outside: the page's policy lets no text run as a program."""
    deadline = time.monotonic() + 30
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(40)


def quote(text: str, stance: str, day: str, **more: str) -> dict[str, str]:
    """Return a quotation with all that a page can show of it."""
    source = {"document": f"Report of {day or 'no day'}", "publisher": "The Wire", "url": "https://example.org/1"}
    return {"text": text, "stance": stance, "date": day, **source, **more}


def talks() -> nx.Graph:
    """Return three states and a person on two issues, over two years."""
    graph: nx.Graph = nx.Graph(view="position")
    for name, kind in (("Fiji", "Country"), ("Nauru", "Country"), ("Palau", "Country"), ("Ms Vea", "Person")):
        graph.add_node(f"x/{name}", label=name, kind="actor", type=kind)
    for name in ("moratorium", "mining code"):
        graph.add_node(f"x/{name}", label=name, kind="issue", type="Issue")
    said = {
        ("Fiji", "moratorium"): [
            quote("We need a pause.", "support", "2024-03-01"),
            quote("A pause, still.", "support", "2025-03-01"),
        ],
        ("Palau", "moratorium"): [quote("Palau calls for a moratorium.", "support", "2024-06-01")],
        ("Nauru", "moratorium"): [quote("Nauru rejects a moratorium.", "oppose", "2025-02-01")],
        ("Nauru", "mining code"): [quote("Finish the code.", "support", "2025-02-01")],
        ("Ms Vea", "mining code"): [quote("No code will do.", "oppose", "")],
    }
    for (actor, issue), quotes in said.items():
        graph.add_edge(f"x/{actor}", f"x/{issue}", weight=len(quotes), quotes=quotes)
    return graph


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """The page of a small network."""
    path = tmp_path_factory.mktemp("small") / "network.html"
    write_network_html(talks(), path)
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """The page of a network of 2,000 edges."""
    path = tmp_path_factory.mktemp("large") / "network.html"
    write_network_html(large_network(), path)
    return path


def counts(page, wanted: str) -> None:
    """Wait until the page says how much it shows."""
    playwright.expect(page.locator("#counts")).to_have_text(wanted)


def table(page) -> list[list[str]]:
    """Return the rows of the table of links."""
    if page.get_attribute("#as-table", "aria-pressed") == "false":
        page.click("#as-table")
    page.wait_for_selector("#table table")
    return [row.locator("th, td").all_inner_texts() for row in page.locator("#table tbody tr").all()]


def shades(page) -> set[tuple[int, ...]]:
    """Return the colours that are painted in the picture."""
    image = Image.open(io.BytesIO(page.locator("#picture").screenshot())).convert("RGB")
    return {colour for _, colour in image.getcolors(1 << 24)}


def test_the_examples_are_drawn(open_page, demo):
    """Actors, issues and coloured lines of `kg build` are there, and named for those who do not see them."""
    page = open_page(demo / "network.html")
    assert re.fullmatch(r"\d+ actors, \d+ issues, \d+ links", page.inner_text("#counts"))
    assert len(shades(page)) > 20
    rows = table(page)
    assert len(rows) > 50
    assert {"support", "oppose"} <= {row[2] for row in rows}


def test_hostile_names_stay_text(open_page, tmp_path):
    """A name with markup is shown as its characters and runs nothing, everywhere that it is shown."""
    graph: nx.Graph = nx.Graph(view="position")
    graph.add_node("a", label=HOSTILE, kind="actor", type=HOSTILE)
    graph.add_node("b", label="plan", kind="issue", type="Issue")
    words = quote(HOSTILE, "oppose", "2025-01-01", document=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)")
    graph.add_edge("a", "b", weight=1, quotes=[words])
    path = tmp_path / "network.html"
    write_network_html(graph, path)
    page = open_page(path)
    page.fill("#search", "img")
    page.keyboard.press("Enter")
    page.click(".panel .link")
    assert HOSTILE in page.inner_text(".panel blockquote")
    assert page.locator(".panel figure a").count() == 0
    assert table(page)[0][0] == HOSTILE
    assert page.title() == "Who takes which position on what"
    assert page.locator("img").count() == 0


def test_a_click_leads_to_the_quotation(open_page, small):
    """From a line of the picture to words, title, publisher, day and address; a name of the heading leads on."""
    page = open_page(small)
    page.fill("#search", "nauru")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    box = page.locator("#picture").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.keyboard.press("Escape")
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    playwright.expect(page.locator("#panel h2")).to_contain_text("Click a line")
    for step in range(24, 200, 3):  # along the line from Nauru, which stands in the middle
        page.mouse.move(x + step, y)
    page.mouse.click(x, y)
    playwright.expect(page.locator("#panel h2")).to_have_text("Nauru")
    page.click(".panel .link >> text=moratorium")
    assert page.inner_text("#panel h2") == "Nauru opposes moratorium"
    assert page.inner_text(".panel blockquote") == "Nauru rejects a moratorium."
    assert page.inner_text(".panel cite") == "Report of 2025-02-01 · The Wire · 2025-02-01"
    assert page.get_attribute(".panel cite a", "href") == "https://example.org/1"
    page.click(".panel .end >> text=moratorium")
    assert page.inner_text("#panel h2") == "moratorium"


def test_a_line_is_clicked(open_page, tmp_path):
    """The picture of one link: half way between its ends is the line."""
    graph = talks()
    graph.remove_nodes_from(["x/Nauru", "x/Palau", "x/Ms Vea", "x/mining code"])
    path = tmp_path / "network.html"
    write_network_html(graph, path)
    page = open_page(path)
    box = page.locator("#picture").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    playwright.expect(page.locator("#tip")).to_have_text("Fiji – moratorium: supports, weight 2")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".panel blockquote").all_inner_texts() == ["We need a pause.", "A pause, still."]


def test_filters_act_on_positions_and_on_agreement(open_page, small):
    """Time, type, issue and weight; what is left is counted, listed and drawn."""
    page = open_page(small)
    counts(page, "4 actors, 2 issues, 5 links")
    page.locator("#from").fill(str(20089))  # 2025-01-01
    counts(page, "3 actors, 2 issues, 4 links")
    page.uncheck("#undated")
    counts(page, "2 actors, 2 issues, 3 links")
    page.click("[data-mode=conflict]")
    counts(page, "2 actors, 1 link")
    page.click("#reset")
    counts(page, "4 actors, 2 issues, 5 links")
    page.uncheck("[data-type=Person]")
    counts(page, "3 actors, 2 issues, 4 links")
    page.click("[data-mode=congruence]")
    counts(page, "2 actors, 1 link")
    assert table(page) == [["Fiji", "Palau", "2", "moratorium", "3", "2024-03-01", "2025-03-01"]]
    page.locator("#to").fill(str(19900))  # before Fiji's second statement
    playwright.expect(page.locator("#table tbody td").nth(1)).to_have_text("1")
    page.click("#reset")
    page.uncheck("#issues label:has-text('moratorium') input")
    counts(page, "2 actors, 1 issue, 2 links")
    page.click("#issues >> text=All")
    page.locator("#weight").fill("1")
    counts(page, "1 actor, 1 issue, 1 of 5 links (weight 2 or more)")


def test_a_link_between_actors_shows_both_sides(open_page, small):
    """By issue, with who says what."""
    page = open_page(small, "#view=conflict")
    counts(page, "4 actors, 3 links")
    page.click("#as-table")
    page.click("#table tbody tr:has-text('Nauru'):has-text('Ms Vea') button")
    assert page.inner_text("#panel h3") == "mining code"
    assert page.locator(".panel figcaption").all_inner_texts() == ["+ Nauru supports", "− Ms Vea opposes"]


def test_the_address_holds_the_view(open_page, small):
    """A copied address opens the same view; the browser's way back is followed."""
    page = open_page(small)
    page.click("[data-mode=congruence]")
    page.uncheck("[data-type=Person]")
    page.locator("#from").fill(str(19800))
    page.click("#as-table")
    until(page, "location.hash.includes('table=yes') && location.hash.includes('from=')")
    page.click("#table tbody button >> nth=0")
    until(page, "location.hash.includes('with=Palau')")
    again = open_page(small, page.evaluate("location.hash"))
    assert again.inner_text("#counts") == page.inner_text("#counts")
    assert again.inner_text("#panel") == page.inner_text("#panel")
    assert again.input_value("#from") == "19800"
    assert not again.is_checked("[data-type=Person]")
    again.evaluate("location.hash = ''")
    counts(again, "4 actors, 2 issues, 5 links")


def test_files_are_saved(open_page, small, tmp_path):
    """PNG and SVG open and show the picture; the rows of the CSV are those of the table, and the quotations are whole."""
    page = open_page(small)

    def saved(name: str) -> bytes:
        with page.expect_download() as download:
            page.click(f"#save-{name}")
        target = tmp_path / download.value.suggested_filename
        download.value.save_as(target)
        return target.read_bytes()

    image = Image.open(io.BytesIO(saved("png")))
    assert image.width > 1000
    assert len(image.convert("RGB").getcolors(1 << 24)) > 20
    svg = etree.fromstring(saved("svg"))
    names = {"s": "http://www.w3.org/2000/svg"}
    assert len(svg.findall(".//s:g[@opacity]/s:circle", names)) == 4
    assert len(svg.findall(".//s:line[@stroke-opacity]", names)) == 5
    assert "moratorium" in {text.text for text in svg.iterfind(".//s:text", names)}
    assert len(svg.xpath("//s:line[@stroke-dasharray and @stroke-opacity]", namespaces=names)) == 2
    rows = list(csv.reader(io.StringIO(saved("csv").decode("utf-8-sig"))))
    assert rows[0] == ["actor", "issue", "stance", "weight", "support", "oppose", "ambivalent", "first", "last"]
    assert rows[1:] == table(page)
    quotes = list(csv.DictReader(io.StringIO(saved("quotes").decode("utf-8-sig"))))
    assert len(quotes) == 6
    assert {row["text"] for row in quotes} == {
        q["text"] for *_, edge in talks().edges(data=True) for q in edge["quotes"]
    }
    assert quotes[0]["url"] == "https://example.org/1"


def test_the_keyboard_is_enough(open_page, small):
    """From search through the picture to a quotation and back, each step said to those who listen."""
    page = open_page(small, reduced_motion="reduce")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("mora")
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert page.locator("#hits [aria-selected=true]").inner_text().startswith("moratorium")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "moratorium"
    page.focus("#picture")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    until(page, "/link/.test(document.getElementById('said').textContent)")
    name = page.inner_text("#said").partition(",")[0]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == name
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".panel blockquote").count() >= 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "picture"
    playwright.expect(page.locator("#panel h2")).to_contain_text("Click a line")
    before = page.evaluate("location.hash")
    page.keyboard.press("+")
    until(page, f"location.hash !== {before!r} && location.hash.includes('at=')")
    page.keyboard.press("0")
    until(page, "!location.hash.includes('at=')")
    page.focus("#from")
    page.keyboard.press("End")
    counts(page, "2 actors, 2 issues, 2 links")
    until(page, "/2 links/.test(document.getElementById('said').textContent)")


def test_the_table_sorts_and_opens_quotations(open_page, small):
    """A heading sorts, and says so; the first cell of a row opens it."""
    page = open_page(small)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_selector("#table table")
    page.click("#table thead button >> text=Issue")
    assert page.get_attribute("#table th:has-text('Issue')", "aria-sort") == "ascending"
    assert [row[1] for row in table(page)] == ["mining code"] * 2 + ["moratorium"] * 3
    page.click("#table tbody tr:has-text('Palau') button")
    assert page.inner_text(".panel blockquote") == "Palau calls for a moratorium."


def test_moving_and_dragging(open_page, small):
    """The wheel zooms, the ground moves everything, a node moves alone, and Fit brings all back."""
    page = open_page(small)
    box = page.locator("#picture").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    still = page.locator("#picture").screenshot()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=4)
    page.mouse.up()
    until(page, "location.hash.includes('at=')")
    assert page.locator("#picture").screenshot() != still
    page.click("#fit")
    page.mouse.move(box["x"] + 1, box["y"] - 20)
    page.wait_for_timeout(100)
    assert page.locator("#picture").screenshot() == still
    page.mouse.move(x, y)
    page.mouse.wheel(0, -300)
    until(page, "location.hash.includes('at=')")
    page.click("#reset")
    page.fill("#search", "Nauru")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.click(".close")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    page.mouse.click(x + 60, y + 40)
    playwright.expect(page.locator("#panel h2")).to_have_text("Nauru")


def luminance(colour: str) -> float:
    """Return the relative luminance of `rgb(r, g, b)` or of a colour in hexadecimal, as WCAG 2.2 defines it."""
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
        parts = [int(digits[i : i + 2], 16) for i in (0, 2, 4)]
    else:
        parts = [int(part) for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in parts))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio of contrast of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_told_apart_in_light_and_dark(open_page, small, scheme):
    """Text has a contrast of 4.5, lines and marks of 3 (WCAG 2.2 AA), in the scheme that the reader prefers."""
    page = open_page(small, color_scheme=scheme)
    value = "name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()"
    colours = {
        name: page.evaluate(value, name) for name in ("ground", "paper", "ink", "quiet", "accent", "letter", "edge")
    }
    stances = {name: page.evaluate(value, name) for name in ("support", "oppose", "both", "none")}
    groups = [page.evaluate(value, f"group-{number}") for number in range(8)]
    assert (luminance(colours["ground"]) < 0.1) is (scheme == "dark")
    for name in ("ink", "quiet", "accent"):
        assert contrast(colours[name], colours["paper"]) >= 4.5, name
    for name, colour in stances.items():
        assert contrast(colour, colours["paper"]) >= 4.5, name
    for number, group in enumerate(groups):
        assert contrast(group, colours["letter"]) >= 4.5, number
        assert contrast(group, colours["ground"]) >= 3, number
    assert contrast(colours["edge"], colours["paper"]) >= 3


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}], ids=str
)
def test_a_checker_of_accessibility_finds_nothing(open_page, small, options):
    """axe-core, where npm has installed it: every view, with the panel open."""
    folders = [
        Path(one) / "axe-core" / "axe.min.js" for one in os.environ.get("NODE_PATH", "").split(os.pathsep) if one
    ]
    found = next((path for path in folders if path.is_file()), None)
    if found is None:
        pytest.skip("needs axe-core in a folder of NODE_PATH")
    for address in ("", "#view=conflict&table=yes", "#node=Nauru", "#link=Nauru&with=moratorium"):
        page = open_page(small, address, **options)
        page.evaluate(found.read_text(encoding="utf-8"))
        result = page.evaluate(
            "() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
        )
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in result["violations"]] == []


def test_it_fits_a_telephone(open_page, small):
    """Nothing is wider than the screen; the filters are folded; what is opened is seen with the picture."""
    page = open_page(small, viewport={"width": 390, "height": 844}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator("#weight").is_visible()
    page.fill("#search", "Nauru")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").is_visible()
    assert page.locator("#picture").is_visible()


def test_an_empty_network_says_so(open_page, tmp_path):
    """No nodes is no error."""
    path = tmp_path / "network.html"
    write_network_html(nx.Graph(view="position"), path)
    page = open_page(path)
    assert page.inner_text("#panel h2") == "No positions found."
    assert page.inner_text("#counts") == "0 links"


AT_ONCE = """() => {
  const slider = document.getElementById("from");
  slider.value = Number(slider.value) + 1;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  const wheel = { deltaY: -100, clientX: 600, clientY: 400, bubbles: true, cancelable: true };
  document.getElementById("picture").dispatchEvent(new WheelEvent("wheel", wheel));
}"""


def test_a_filter_and_a_zoom_in_one_frame(open_page, large):
    """Many lines that are painted anew for a filter are not moved as they were painted before."""
    page = open_page(large)
    page.evaluate(AT_ONCE)
    until(page, "location.hash.includes('at=')")
    assert "from=" in page.evaluate("location.hash")


MORE_AT_ONCE = """() => {
  const weight = document.getElementById("weight");
  weight.value = "0";
  weight.dispatchEvent(new Event("input", { bubbles: true }));
  document.getElementById("as-table").click();
  document.querySelector("#table .more").click();
  return document.querySelectorAll("#table tbody tr").length;
}"""


def test_more_rows_stay_open(open_page, large):
    """The table keeps the rows that a reader opened when the words beside it are written anew; another view begins again."""
    page = open_page(large)
    assert page.evaluate(MORE_AT_ONCE) == 200
    page.wait_for_timeout(500)
    assert page.locator("#table tbody tr").count() == 200
    page.click("#table [data-column=weight]")
    assert page.locator("#table tbody tr").count() == 200
    page.click("[data-mode=congruence]")
    assert page.locator("#table tbody tr").count() == 100


def test_two_thousand_edges_are_drawn_and_stay_at_hand(open_page, large):
    """All are drawn; moving, zooming, filtering and switching lead where they should."""
    page = open_page(large)
    assert page.inner_text("#counts").endswith(" 80 issues, 2,000 links")
    assert len(shades(page)) > 200
    box = page.locator("#picture").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 105, box["y"] + 65, steps=8)
    page.mouse.up()
    until(page, "location.hash.includes('at=')")
    middle = (int(page.get_attribute("#from", "min")) + int(page.get_attribute("#from", "max"))) // 2
    page.locator("#from").fill(str(middle))
    until(page, "!/2,000/.test(document.getElementById('counts').textContent)")
    page.click("[data-mode=congruence]")
    page.locator("#weight").fill("0")
    until(page, "/the 2,000 strongest drawn/.test(document.getElementById('counts').textContent)")
    page.click("#as-table")
    until(page, "document.querySelectorAll('#table tbody tr').length === 100")
    page.click("#table .more")
    until(page, "document.querySelectorAll('#table tbody tr').length === 200")
