"""The program as a shell sees it: output, exit status, messages."""

from __future__ import annotations

import csv
import io
import json

import pytest

pytestmark = pytest.mark.integration


def test_every_command_has_help_with_examples(run_kg):
    """`kg COMMAND --help` explains and shows examples."""
    status, out, _ = run_kg("--help")
    assert status == 0
    for command in (
        "build",
        "query",
        "shell",
        "issues",
        "network",
        "analyse",
        "report",
        "code",
        "agreement",
        "correct",
        "validate",
        "export",
        "publish",
        "settings",
        "stats",
        "diff",
        "merge",
        "remove",
        "compact",
        "dump",
        "load",
    ):
        assert command in out
        status, text, _ = run_kg(command, "--help")
        assert status == 0
        assert "Examples" in text


def test_build_says_what_it_did(run_kg, tmp_path):
    """Exit status 0 and a summary; 3 and the reason where an input fails."""
    path = tmp_path / "a.txt"
    path.write_text("Chile welcomed the treaty, Foreign Minister Ana Rojas said.")
    status, _, err = run_kg("build", path, "--out", tmp_path / "graph")
    assert (status, "1 built" in err) == (0, True)
    status, _, err = run_kg("build", path, tmp_path / "missing.txt", "--out", tmp_path / "graph")
    assert status == 3
    assert "no such file" in err
    status, out, err = run_kg("--quiet", "build", path, "--out", tmp_path / "graph")
    assert (status, out, err) == (0, "", "")


def test_wrong_use_is_status_2(run_kg, tmp_path, demo):
    """Nothing to build, a setting that does not exist, a format or question that does not exist, broken SPARQL."""
    broken = tmp_path / "broken.rq"
    broken.write_text("SELECT ?a WHERE { ?a ")
    cases = (
        ("build",),
        ("build", "x.txt", "--workers", "0", "--out", tmp_path / "g"),
        ("build", "x.txt", "--base", "no iri", "--out", tmp_path / "g"),
        ("query", demo, "nothing"),
        ("query", demo, "positions", "--format", "doc"),
        ("query", demo, "--sparql", broken),
        ("issues", demo, "--by", "nothing"),
        ("issues", demo, "--threshold", "2"),
        ("issues", demo, "--format", "doc"),
        ("build", "x.txt", "--issues", broken, "--out", tmp_path / "g"),
        ("network", demo, "--format", "doc"),
        ("network", demo, "--view", "nothing"),
        ("export", demo, "--format", "doc"),
    )
    for arguments in cases:
        status, _, err = run_kg(*arguments)
        assert status == 2, (arguments, err)
        assert "Traceback" not in err


def test_missing_graph_is_status_1(run_kg, tmp_path):
    """Asking a folder without a graph says how to make one."""
    status, _, err = run_kg("query", tmp_path, "positions")
    assert (status, "kg build" in err) == (1, True)


def test_json_logs_are_json(run_kg, tmp_path):
    """With --log-format json every line on stderr is an object."""
    _, _, err = run_kg("--log-format", "json", "build", tmp_path / "missing.txt", "--out", tmp_path / "graph")
    lines = [json.loads(line) for line in err.splitlines()]
    assert lines
    assert all({"time", "level", "message"} <= set(line) for line in lines)


@pytest.mark.parametrize(
    "question",
    ["positions", "stance-matrix", "timeline", "statements", "actors", "issues", "disagreements", "evidence"],
)
@pytest.mark.parametrize("format_", ["table", "csv", "tsv", "json"])
def test_named_questions_have_answers(run_kg, demo, question, format_):
    """Each question answers in each format."""
    status, out, _ = run_kg("query", demo, question, "--format", format_)
    assert status == 0
    assert len(out.splitlines()) > 1 or format_ == "json"


@pytest.mark.parametrize("by", ["group", "concept", "issue"])
@pytest.mark.parametrize("format_", ["table", "csv", "tsv", "json"])
def test_issues_are_listed(run_kg, demo, by, format_):
    """Each way of counting issues has rows in each format."""
    status, out, _ = run_kg("issues", demo, "--by", by, "--format", format_, "--limit", "15")
    assert status == 0
    assert "sanctions" in out


def test_groups_are_written_as_a_codebook(run_kg, demo, tmp_path):
    """The file builds; it is not overwritten, and holds groups alone."""
    path = tmp_path / "issues.csv"
    assert run_kg("issues", demo, "--codebook", path)[0] == 0
    text = tmp_path / "a.txt"
    text.write_text("Chile welcomed the treaty, Foreign Minister Ana Rojas said.")
    assert run_kg("build", text, "--issues", path, "--out", tmp_path / "graph")[0] == 0
    assert run_kg("issues", demo, "--codebook", path)[0] == 2
    assert run_kg("issues", demo, "--codebook", tmp_path / "b.csv", "--by", "concept")[0] == 2


def test_a_codebook_steers_a_build(run_kg, tmp_path):
    """Positions are found by the user's code; a changed codebook builds again, the same one does not."""
    text, codes, out = tmp_path / "a.txt", tmp_path / "issues.csv", tmp_path / "graph"
    text.write_text("Chile welcomed the whaling treaty, Foreign Minister Ana Rojas said.")
    codes.write_text("label,examples,broader\nSea life,whaling treaty,fisheries\n")
    status, _, err = run_kg("build", text, "--issues", codes, "--out", out)
    assert (status, "1 built" in err) == (0, True)
    for code in ("Sea life", "fisheries"):
        _, rows, _ = run_kg("query", out, "positions", "--issue", code, "--format", "csv")
        assert "Chile" in rows
    assert "1 unchanged" in run_kg("build", text, "--issues", codes, "--out", out)[2]
    codes.write_text("label,examples\nTreaties,whaling treaty\n")
    assert "1 built" in run_kg("build", text, "--issues", codes, "--out", out)[2]
    assert "Chile" not in run_kg("query", out, "positions", "--issue", "Sea life", "--format", "csv")[1]


def test_a_graph_keeps_its_codebook_and_decisions(run_kg, tmp_path):
    """Documents that are added without --issues are coded too; groups follow the codes, and decisions win over both."""
    first, second, codes, out = (tmp_path / name for name in ("a.txt", "b.txt", "codes.ttl", "graph"))
    first.write_text("Chile welcomed the whaling treaty, Foreign Minister Ana Rojas said.")
    second.write_text("Norway condemned the whaling treaty and the hunt of seals.")
    codes.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/codes/sea> skos:prefLabel "Sea life" ; skos:hiddenLabel "whaling treaty", "seals" .\n'
    )
    assert run_kg("build", first, "--issues", codes, "--out", out)[0] == 0
    codes.unlink()
    _, before, _ = run_kg("issues", out, "--by", "issue", "--format", "csv")
    assert run_kg("build", second, "--out", out)[0] == 0
    _, rows, _ = run_kg("issues", out, "--format", "csv")
    assert rows.splitlines()[1].startswith("Sea life,")
    assert rows.splitlines()[1].endswith(",https://example.org/codes/sea")
    _, after, _ = run_kg("issues", out, "--by", "issue", "--format", "csv")
    old = {line.rpartition(",")[2] for line in before.splitlines()}
    assert old <= {line.rpartition(",")[2] for line in after.splitlines()}
    assert run_kg("issues", "merge", out, "whaling treaty", "--into", "Sea life", "--by", "Ann")[0] == 0
    assert run_kg("build", first, second, "--out", out)[0] == 0
    _, rows, _ = run_kg("query", out, "positions", "--format", "csv")
    assert ",Sea life,the whaling treaty," in rows
    assert "whaling treaty,the whaling treaty" not in rows


def test_export_and_validate_agree(run_kg, demo, tmp_path):
    """Every export is valid by the shapes that the build used."""
    for suffix in ("ttl", "nq", "trig", "jsonld"):
        path = tmp_path / f"graph.{suffix}"
        assert run_kg("export", demo, "--format", suffix, "--out", path)[0] == 0
        assert path.stat().st_size > 1000
        status, _, err = run_kg("validate", path)
        assert status == 0, (suffix, err)


@pytest.mark.parametrize(
    ("options", "inside"),
    [
        (("--issue", "sanctions"), {"Germany", "China"}),
        (("--actor", "Iceland"), {"Iceland"}),
        (("--type", "InternationalOrganization", "--stance", "support"), set()),
    ],
)
def test_networks_are_filtered(run_kg, demo, options, inside):
    """Filters of positions choose the edges."""
    status, everything, _ = run_kg("network", demo)
    assert status == 0
    status, out, _ = run_kg("network", demo, *options)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert 0 < len(rows) < len(everything.splitlines()) - 1
    assert inside <= {row["source_label"] for row in rows}


def test_a_network_without_edges_says_so(run_kg, demo):
    """A name that nobody has leaves nothing, and a line on stderr tells."""
    status, out, err = run_kg("network", demo, "--actor", "Atlantis")
    assert (status, len(out.splitlines())) == (0, 1)
    assert "Loosen the filters" in err


@pytest.mark.parametrize("format_", ["csv", "gexf", "graphml", "json", "html"])
@pytest.mark.parametrize("view", ["position", "congruence", "conflict"])
def test_networks_are_written(run_kg, demo, tmp_path, view, format_):
    """Each view in each format."""
    path = tmp_path / f"net.{format_}"
    status, _, err = run_kg("network", demo, "--view", view, "--out", path)
    assert (status, err) == (0, "")
    assert path.stat().st_size > 20


def test_settings_are_toml(run_kg, monkeypatch):
    """`kg settings` prints what can be saved as a settings file."""
    import tomllib

    monkeypatch.setenv("KG_BUILD_WORKERS", "2")
    status, out, _ = run_kg("settings")
    assert status == 0
    assert tomllib.loads(out)["build"]["workers"] == 2


def test_version(run_kg):
    """`kg --version` is one line."""
    status, out, _ = run_kg("--version")
    assert (status, out) == (0, "kg 0.1.0\n")


def test_interruption_is_status_130(run_kg, monkeypatch, tmp_path):
    """Ctrl-C ends with a line that says how to go on, not with a traceback."""
    import kg.builder

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(kg.builder, "build", interrupted)
    status, _, err = run_kg("build", "a.txt", "--out", tmp_path / "graph")
    assert status == 130
    assert "same command again" in err


def test_unforeseen_error_is_one_line(run_kg, monkeypatch, tmp_path):
    """A defect gives a line that asks for a report; the traceback comes with --debug alone."""
    import kg.builder

    def broken(*_, **__):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(kg.builder, "build", broken)
    status, _, err = run_kg("build", "a.txt", "--out", tmp_path / "graph")
    assert status == 1
    assert "report" in err
    assert "Traceback" not in err
    with pytest.raises(ZeroDivisionError):
        run_kg("--debug", "build", "a.txt", "--out", tmp_path / "graph")
