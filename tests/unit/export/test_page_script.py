"""Tests of the page's program: of how it is put together, and of its pure functions, which Node runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kg.export.network_html import network_page
from kg.export.page_data import page_data
from kg.export.page_script import IMPORT, page_script
from tests.unit.export.test_page_data import camps, quote, two_mode

SOURCES = Path(str(files("kg.export"))) / "data" / "page"
MODULES = sorted(SOURCES.glob("*.js"))
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")


@pytest.fixture(scope="module")
def run_js(tmp_path_factory):
    """Return what a JavaScript expression gives, with names imported from the page's modules."""
    folder = tmp_path_factory.mktemp("page")
    for module in MODULES:
        shutil.copy(module, folder)
    (folder / "package.json").write_text('{"type": "module"}')

    def run(names: dict[str, str], body: str, given: object = None) -> Any:
        imports = "".join(f'import {{ {what} }} from "./{module}.js";\n' for module, what in names.items())
        text = f"{imports}const given = {json.dumps(given)};\nconst made = (() => {{ {body} }})();\n"
        (folder / "test.js").write_text(text + "process.stdout.write(JSON.stringify(made));\n", encoding="utf-8")
        done = subprocess.run([str(NODE), "test.js"], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_modules_are_short_and_import_as_the_page_needs(module):
    """Below 300 lines; every import and export is of the kind that is put together, and no file is left out."""
    source = module.read_text(encoding="utf-8")
    assert source.count("\n") < 300
    assert len(re.findall(r"^import ", source, re.MULTILINE)) == len(IMPORT.findall(source))
    assert not re.search(r"^export (default|\{|let|\*)", source, re.MULTILINE)
    assert not re.search(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|fetch)\b", source)


def test_the_script_holds_each_module_once_without_imports():
    """Every module is reached from the first one."""
    script = page_script()
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
    for module in MODULES:
        about = module.read_text(encoding="utf-8").partition("\n")[0]
        assert about.startswith("// ")
        assert script.count(about) == 1, module.name


@needs_node
def test_the_script_is_one_program(tmp_path):
    """No name is declared twice: Node would refuse it."""
    path = tmp_path / "page.mjs"
    path.write_text(page_script(), encoding="utf-8")
    done = subprocess.run([str(NODE), "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_page_lets_nothing_run_but_its_script():
    """The policy names the script by its digest; nothing may be loaded."""
    page = network_page(camps())
    assert "default-src 'none'" in page
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", page)
    assert page.count("<script") == 2


ALL = "const all = { from: -Infinity, to: Infinity, undated: true, types: new Set(), issues: new Set() };"
LINKS = {"model": "readModel", "links": "linksOf, statementsOf, strongest, told"}


@needs_node
def test_agreement_and_conflict_are_those_of_the_views(run_js):
    """Products of counts, summed over issues; both follow the time."""
    graph = two_mode(
        ("A", "pact", [quote(date="2024-01-01"), quote(date="2025-01-01")]),
        ("B", "pact", [quote(date="2025-01-01"), quote(date="2025-02-01", stance="oppose")]),
        ("C", "pact", [quote(date="2025-03-01", stance="oppose"), quote(date="2025-03-02", stance="ambivalent")]),
        ("A", "dam", [quote(date="2024-01-01", stance="ambivalent")]),
        ("B", "dam", [quote(date="2024-01-01", stance="ambivalent")]),
    )
    body = f"""{ALL} const model = readModel(given);
      const named = (mode, filter) => Object.fromEntries(linksOf(model, mode, filter)
        .map((link) => [model.nodes[link.a].label + model.nodes[link.b].label, link.weight]));
      const late = {{ ...all, from: 20089 }};
      return [named("congruence", all), named("conflict", all), named("congruence", late), model.modes];"""
    together, against, late, modes = run_js(LINKS, body, page_data(graph))
    assert together == {"AB": 3, "BC": 1}
    assert against == {"AB": 2, "AC": 2, "BC": 1}
    assert late == {"AB": 1, "BC": 1}
    assert modes == ["position", "congruence", "conflict"]


@needs_node
def test_filters_leave_out_types_issues_times_and_undated(run_js):
    """Each filter alone, on the links of positions."""
    graph = two_mode(
        ("A", "pact", [quote(date="2024-05")]),
        ("A", "dam", [quote(date="")]),
        ("B", "pact", [quote(date="2025-01-01")]),
    )
    graph.nodes["https://x.org/actor/B"]["type"] = "Person"
    body = f"""{ALL} const model = readModel(given);
      const count = (part) => linksOf(model, "position", {{ ...all, ...part }}).length;
      const dam = model.nodes.find((node) => node.label === "dam").id;
      return [count({{}}), count({{ types: new Set(["Person"]) }}), count({{ issues: new Set([dam]) }}),
        count({{ undated: false }}), count({{ to: 19874 }}), count({{ from: 19874 }}), count({{ from: 19875 }})];"""
    assert run_js(LINKS, body, page_data(graph)) == [3, 2, 2, 2, 2, 3, 2]


@needs_node
def test_weights_that_the_page_cannot_count_stay_as_they_came(run_js):
    """A normalised weight is shown until none of its statements is left."""
    graph = two_mode(("A", "pact", [quote(date="2024-01-01"), quote(date="2025-01-01", stance="oppose")]))
    graph.edges["https://x.org/actor/A", "https://x.org/issue/pact"]["weight"] = 0.25
    body = f"""{ALL} const model = readModel(given);
      const at = (part) => linksOf(model, "position", {{ ...all, ...part }}).map((link) => [link.weight, link.stance]);
      return [at({{}}), at({{ from: 20000 }}), at({{ from: 30000 }})];"""
    assert run_js(LINKS, body, page_data(graph)) == [[[0.25, "both"]], [[0.25, "oppose"]], []]


@needs_node
def test_a_link_between_actors_tells_the_statements_that_make_it(run_js):
    """Those on issues where both side alike, in order of time."""
    graph = two_mode(
        ("A", "pact", [quote("late", date="2025-01-01"), quote("early", date="2024-01-01")]),
        ("B", "pact", [quote("middle", date="2024-06-01")]),
        ("A", "dam", [quote("for")]),
        ("B", "dam", [quote("against", stance="oppose")]),
    )
    body = f"""{ALL} const model = readModel(given);
      const words = (mode) => linksOf(model, mode, all).map((link) => statementsOf(model, link, mode, all).map((one) => one.words));
      return [words("congruence"), words("conflict")];"""
    assert run_js(LINKS, body, page_data(graph)) == [[["early", "middle", "late"]], [["for", "against"]]]


@needs_node
def test_the_strongest_links_come_last_and_ties_do_not_depend_on_their_order(run_js):
    """So many as are asked for."""
    body = """const link = (a, b, weight) => ({ a, b, weight });
      const links = [link(0, 1, 1), link(0, 2, -3), link(1, 2, 1), link(2, 3, 2), link(1, 3, 1)];
      const names = (found) => found.map(({ a, b }) => `${a}${b}`);
      return [names(strongest(links, 3)), names(strongest([...links].reverse(), 3)), names(strongest(links, 9))];"""
    first, second, everything = run_js(LINKS, body)
    assert first == second == ["01", "23", "02"]
    assert everything == ["13", "12", "01", "23", "02"]


@needs_node
def test_an_address_brings_the_state_back(run_js):
    """Every part of the state, with hostile keys; unknown parts are as the page opens."""
    graph = two_mode(("A&b=c|é #", "pact", [quote(date="2024-01-01")]), ("B", "dam", [quote(date="2025-01-01")]))
    body = """const model = readModel(given);
      const state = { ...openingState(model), mode: "conflict", from: 19800, to: 20000, undated: false, min: 2.5, colour: "type",
        table: true, types: new Set(["Country"]), issues: new Set([model.issues[0].id]), chosen: { kind: "link", id: "0-1" }, place: [1, -2, 3] };
      const shown = (one) => ({ ...one, types: [...one.types], issues: [...one.issues] });
      const bad = readHash("#view=x&from=2024-13-99&weight=a&node=nobody&at=1+2&without=Nobody", model);
      return [shown(state), shown(readHash("#" + writeHash(state, model), model)), shown(bad), shown(openingState(model)), writeHash(openingState(model), model)];"""
    names = {"model": "readModel", "hash": "openingState, readHash, writeHash"}
    state, back, bad, opening, nothing = run_js(names, body, page_data(graph))
    assert back == state
    assert bad == opening
    assert nothing == ""


@needs_node
def test_search_finds_beginnings_first_and_does_not_mind_accents(run_js):
    """Then words that begin so, then the rest."""
    body = """const nodes = ["Turkey", "New Turk", "Atürk", "Türkiye", "Oman"].map((label, id) => ({ id, label }));
      return searched(nodes, " TURK", new Map([[0, 1], [3, 9]])).map((node) => node.label);"""
    assert run_js({"search": "searched"}, body) == ["Türkiye", "Turkey", "New Turk", "Atürk"]


@needs_node
def test_a_layout_is_the_same_each_time_and_nodes_do_not_lie_on_each_other(run_js):
    """A star, a pair and one alone: all places are numbers, and apart."""
    body = """const links = [...Array.from({ length: 30 }, (_, i) => ({ a: 0, b: i + 1, pull: 1 })), { a: 31, b: 32, pull: 1 }];
      const gaps = new Array(34).fill(8);
      return [layout(34, links, gaps), layout(34, links, gaps), layout(0, [], []), layout(1, [], [5])];"""
    first, second, none, one = run_js({"layout": "layout"}, body)
    assert first == second
    assert none == []
    assert len(one) == 1
    apart = [((x - u) ** 2 + (y - v) ** 2) ** 0.5 for i, (x, y) in enumerate(first) for u, v in first[:i]]
    assert min(apart) > 12
    assert max(abs(at) for place in first for at in place) < 2000


@needs_node
def test_names_do_not_lie_on_each_other(run_js):
    """Three names at one place have three of its sides; a fifth is left out."""
    body = """const marks = Array.from({ length: 60 }, (_, id) => ({ id, x: 100 + (id % 10) * 30, y: 100 + Math.floor(id / 10) * 12, r: 5, text: `name ${id}`, bold: false }));
      return placed(marks, (text) => text.length * 7, [0, 480]);"""
    labels = run_js({"labels": "placed"}, body)
    boxes = [(one["x"], one["y"] - 7, one["x"] + one["width"], one["y"] + 7) for one in labels]
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= 480
        assert all(right <= a or c <= left or bottom <= b or d <= top for a, b, c, d in boxes[:i])
    assert 5 < len(labels) < 60


@needs_node
def test_arrow_keys_go_where_they_point(run_js):
    """The next name in a direction is near and not far off the line; none is none."""
    body = """const points = [[0, 0], [50, 10], [40, 60], [-30, 0], [0, -200]].map(([x, y], id) => ({ id, x, y }));
      const from = (way) => nextInDirection(points, points[0], way);
      return [from([1, 0]), from([-1, 0]), from([0, 1]), from([0, -1]), nextInDirection(points, points[4], [0, -1])];"""
    assert run_js({"camera": "nextInDirection"}, body) == [1, 3, 2, 4, None]


@needs_node
def test_zooming_keeps_the_point_under_the_hand(run_js):
    """And an address's place gives the same view in the same window."""
    body = """const size = { width: 800, height: 600 }, view = fitted([[0, 0], [400, 300]], size);
      const near = zoomed(view, 2, [200, 150], view.k), at = (one, [x, y]) => [(x - one.x) / one.k, (y - one.y) / one.k];
      const place = placeOf(near, view.k, size), again = centred(place, place[2] * view.k, size);
      return [at(view, [200, 150]), at(near, [200, 150]), near, again];"""
    before, after, view, again = run_js({"camera": "centred, fitted, placeOf, zoomed"}, body)
    assert before == pytest.approx(after)
    assert list(view.values()) == pytest.approx(list(again.values()))


@needs_node
def test_csv_is_read_back_and_holds_no_formulas(run_js):
    """Quotes, commas and line breaks survive."""
    import csv
    import io

    rows = [["a", "b"], ['say "x"', "one,\ntwo"], ["=1+1", 2.5]]
    text = run_js({"csv": "csvText"}, "return csvText(given);", rows)
    assert text.startswith("\ufeff")
    found = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert found == [["a", "b"], ['say "x"', "one,\ntwo"], ["'=1+1", "2.5"]]
