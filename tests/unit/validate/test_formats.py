"""Reports in the formats of other programs."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
import rdflib

from kg.errors import ExportError
from kg.validate import Checked, validate, writer_of
from kg.validate.report import ValidationReport
from tests.unit.validate.dataset import sound, texts
from tests.unit.validate.mutations import FPP, SCHEMA

NAME = "their graph.ttl"


@pytest.fixture(scope="module")
def checked() -> list[Checked]:
    """A graph with violations and a warning, a sound one, and an input that cannot be read."""
    graph = sound()
    graph.remove((None, FPP.holder, None))
    graph.remove((None, FPP.length, None))
    (report,) = validate([graph], texts=texts())
    return [
        Checked(input=NAME, graph="https://a.example/graph", report=report),
        Checked(input=NAME, graph="https://a.example/sound", report=ValidationReport(conforms=True)),
        Checked(input="none\x01.nq", graph="", problem="none\x01.nq: cannot be read. Check the name."),
    ]


def test_text(checked) -> None:
    """A block for each graph with results, and one for what could not be read."""
    text = writer_of("text")(checked).decode()
    assert text.startswith(f"{NAME}: https://a.example/graph\n")
    assert "Warning: " in text
    assert "Error: none" in text
    assert "sound" not in text


def test_json(checked) -> None:
    """What is wrong with what, and what could not be read."""
    found = json.loads(writer_of("json")(checked))
    assert [sorted(one) for one in found] == [["conforms", "graph", "input", "results"], ["error", "input"]]


def test_turtle(checked) -> None:
    """SHACL's own vocabulary; `ttl` is another name."""
    graph = rdflib.Graph().parse(data=writer_of("turtle")(checked), format="turtle")
    results = list(graph.objects(None, rdflib.SH.result))
    assert len(results) == len(checked[0].report.results)
    assert (None, rdflib.SH.resultSeverity, rdflib.SH.Warning) in graph
    assert writer_of("ttl")(checked) == writer_of("turtle")(checked)


def test_sarif(checked) -> None:
    """The log has the structure of SARIF 2.1.0 and each result a rule, a level, a message and a place."""
    log = json.loads(writer_of("sarif")(checked))
    check_sarif(log)
    (run,) = log["runs"]
    assert len(run["results"]) == len(checked[0].report.results)
    assert {one["level"] for one in run["results"]} == {"error", "warning"}
    assert {one["ruleId"] for one in run["results"]} >= {"Position-holder", "DocumentLengthMissing"}
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "their%20graph.ttl"


def test_sarif_of_nothing() -> None:
    """A log without results is one too."""
    log = json.loads(writer_of("sarif")([]))
    check_sarif(log)
    assert log["runs"][0]["results"] == []


def test_sarif_finds_lines(tmp_path) -> None:
    """Where a file names a node, the result tells the line."""
    path = tmp_path / "a.ttl"
    graph = sound()
    graph.remove((None, FPP.stance, FPP.Oppose))
    graph.bind("pos", "https://w3id.org/fpp/data/position/")
    graph.serialize(path, format="turtle")
    (report,) = validate([graph], texts=texts())
    log = json.loads(writer_of("sarif")([Checked(input=str(path), graph="g", report=report)]))
    check_sarif(log)
    result = next(one for one in log["runs"][0]["results"] if one["ruleId"] == "Position-stance")
    line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
    assert "position-1" in path.read_text(encoding="utf-8").splitlines()[line - 1]


def check_sarif(log: dict) -> None:
    """Check what the published schema of SARIF 2.1.0 asks of the parts that are used: names, types, allowed values."""
    only(log, {"$schema": str, "version": str, "runs": list}, required={"version", "runs"})
    assert log["version"] == "2.1.0"
    for run in log["runs"]:
        only(run, {"tool": dict, "invocations": list, "columnKind": str, "results": list}, required={"tool"})
        assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        only(run["tool"], {"driver": dict}, required={"driver"})
        driver = run["tool"]["driver"]
        only(driver, {"name": str, "version": str, "informationUri": str, "rules": list}, required={"name"})
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(set(ids)) == len(ids)
        for rule in driver["rules"]:
            only(rule, {"id": str, "shortDescription": dict, "defaultConfiguration": dict}, required={"id"})
            only(rule["shortDescription"], {"text": str}, required={"text"})
            assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        for one in run["invocations"]:
            names = {"executionSuccessful": bool, "toolExecutionNotifications": list}
            only(one, names, required={"executionSuccessful"})
            for note in one["toolExecutionNotifications"]:
                only(note, {"level": str, "message": dict, "locations": list}, required={"message"})
        for result in run["results"]:
            check_result(result, ids)


def check_result(result: dict, ids: list[str]) -> None:
    names = {"ruleId": str, "ruleIndex": int, "level": str, "message": dict, "locations": list, "properties": dict}
    only(result, names, required={"message"})
    assert ids[result["ruleIndex"]] == result["ruleId"]
    assert result["level"] in ("none", "note", "warning", "error")
    assert result["message"]["text"]
    for location in result["locations"]:
        only(location, {"physicalLocation": dict, "logicalLocations": list}, required=set())
        only(location["physicalLocation"], {"artifactLocation": dict, "region": dict}, required={"artifactLocation"})
        only(location["physicalLocation"]["artifactLocation"], {"uri": str}, required={"uri"})
        assert " " not in location["physicalLocation"]["artifactLocation"]["uri"]
        assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1
        for logical in location["logicalLocations"]:
            only(logical, {"fullyQualifiedName": str, "kind": str}, required=set())


def only(found: dict, names: dict[str, type], *, required: set[str]) -> None:
    assert required <= set(found) <= set(names), found
    assert all(isinstance(value, names[key]) for key, value in found.items())


def test_junit(checked) -> None:
    """A suite for each input, a case for each graph; counts fit, and characters that XML refuses are replaced."""
    whole = ET.fromstring(writer_of("junit")(checked))
    assert whole.tag == "testsuites"
    assert [whole.get(name) for name in ("tests", "failures", "errors")] == ["3", "1", "1"]
    first, second = whole.findall("testsuite")
    assert [case.get("name") for case in first] == ["https://a.example/graph", "https://a.example/sound"]
    assert "exactly one holder" in first.findtext("testcase/failure", "")
    assert "Warning" in first.findtext("testcase/system-out", "")
    assert second.find("testcase/error").get("message").endswith("Check the name.")


def test_unknown_format(checked) -> None:
    """A format that does not exist is refused with those that do."""
    with pytest.raises(ExportError, match="sarif, junit"):
        writer_of("html")(checked)


def test_text_in_the_graph_is_used() -> None:
    """Quotations are checked against `schema:text` where the graph holds it."""
    graph = sound()
    document, text = next(iter(texts().items()))
    graph.add((rdflib.URIRef(document), SCHEMA.text, rdflib.Literal(text.replace("Norway", "Narway"))))
    (report,) = validate([graph])
    assert {one.shape.rsplit("#")[-1] for one in report.results} >= {"EvidenceWords", "DocumentDigest"}
