"""What a validation found, in the formats that people and other programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from kg.errors import ExportError
from kg.rdf.namespaces import clean
from kg.validate.report import Checked, Violation, reports_graph
from kg.validate.shapes import shape_names
from kg.version import __version__

LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
UNREADABLE = "unreadable-input"


def writer_of(format: str) -> Callable[[Sequence[Checked]], bytes]:  # noqa: A002 - the field's word
    """Return what writes reports as `text`, `json`, `turtle` (or `ttl`), `sarif` or `junit`.

    Raises:
        ExportError: If the format is another one.
    """
    if format not in FORMATS:
        raise ExportError(f"--format {format}: unknown. Known: {', '.join(FORMATS)}.", format=format)
    return FORMATS[format]


def _text(checked: Sequence[Checked]) -> bytes:
    """Return a block for each graph of which there is something to say; nothing where all is well."""
    lines = []
    for one in checked:
        if one.problem:
            lines.append(f"{one.input}\nError: {one.problem}\n")
        elif one.report.results:
            name = one.graph if one.input in ("", one.graph) else f"{one.input}: {one.graph}"
            lines.append(f"{name}\n{one.report.to_text()}\n")
    return "".join(lines).encode("utf-8", "replace")


def _json(checked: Sequence[Checked]) -> bytes:
    found = [
        {"input": one.input, "error": one.problem}
        if one.problem
        else {"input": one.input, "graph": one.graph, **one.report.to_json()}
        for one in checked
        if one.problem or one.report.results
    ]
    return json.dumps(found, indent=1, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _turtle(checked: Sequence[Checked]) -> bytes:
    from kg.rdf import serialize_sorted

    return serialize_sorted(reports_graph([one.report for one in checked]), "ttl")


def _junit(checked: Sequence[Checked]) -> bytes:
    """Return a suite for each input and a case for each graph; warnings are output of a case that passes."""
    whole = ET.Element("testsuites", name="kg validate")
    totals = {"tests": 0, "failures": 0, "errors": 0}
    for name in dict.fromkeys(one.input for one in checked):
        cases = [one for one in checked if one.input == name]
        counts = {
            "tests": len(cases),
            "failures": sum(not one.problem and not one.report.conforms for one in cases),
            "errors": sum(bool(one.problem) for one in cases),
        }
        suite = ET.SubElement(whole, "testsuite", name=clean(name))
        for key, number in counts.items():
            suite.set(key, str(number))
        for one in cases:
            _add_case(suite, one)
        totals = {key: totals[key] + counts[key] for key in totals}
    for key, number in totals.items():
        whole.set(key, str(number))
    ET.indent(whole)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(whole, encoding="utf-8") + b"\n"


def _add_case(suite: ET.Element, one: Checked) -> None:
    case = ET.SubElement(suite, "testcase", classname=clean(one.input), name=clean(one.graph or one.input))
    if one.problem:
        ET.SubElement(case, "error", message=clean(one.problem), type=UNREADABLE)
        return
    broken = [result for result in one.report.results if result.severity == "Violation"]
    other = [result for result in one.report.results if result.severity != "Violation"]
    if broken:
        failure = ET.SubElement(case, "failure", message=f"{len(broken)} violations", type="sh:Violation")
        failure.text = clean("\n".join(result.to_text() for result in broken))
    if other:
        ET.SubElement(case, "system-out").text = clean("\n".join(result.to_text() for result in other))


def _sarif(checked: Sequence[Checked]) -> bytes:
    """Return the results as SARIF 2.1.0, which code hosts and editors show beside the file."""
    names = shape_names()
    results = [(one, result) for one in checked if not one.problem for result in one.report.results]
    used = sorted({_rule_id(result, names) for _, result in results})
    problems = [one for one in checked if one.problem]
    driver = {
        "name": "kg",
        "version": __version__,
        "informationUri": "https://w3id.org/fpp/ontology",
        "rules": list(_sarif_rules(used, names)),
    }
    notes = [
        {
            "level": "error",
            "message": {"text": one.problem},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(one.input)}}}],
        }
        for one in problems
    ]
    lines = _Lines()
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not problems, "toolExecutionNotifications": notes}],
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(one, result, used, names, lines) for one, result in results],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _rule_id(result: Violation, names: dict[str, tuple[str, str, str]]) -> str:
    return names[result.shape][0] if result.shape in names else "RDF"


def _sarif_rules(used: Sequence[str], names: dict[str, tuple[str, str, str]]) -> Iterator[dict[str, Any]]:
    told = {name: (message, severity) for name, message, severity in names.values()}
    for name in used:
        message, severity = told.get(name, ("What stands in a graph is RDF that follows the ontology.", "Violation"))
        level = LEVELS.get(severity, "error")
        yield {"id": name, "shortDescription": {"text": message}, "defaultConfiguration": {"level": level}}


def _sarif_result(
    one: Checked, result: Violation, used: Sequence[str], names: dict[str, tuple[str, str, str]], lines: _Lines
) -> dict[str, Any]:
    rule = _rule_id(result, names)
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.input)}}
    line = lines.of(one.input, result.focus)
    if line:
        place["region"] = {"startLine": line}
    about = ": ".join(filter(None, (result.focus, result.path)))
    return {
        "ruleId": rule,
        "ruleIndex": used.index(rule),
        "level": LEVELS.get(result.severity, "error"),
        "message": {"text": f"{result.message} ({about})"},
        "locations": [
            {
                "physicalLocation": place,
                "logicalLocations": [{"fullyQualifiedName": result.focus, "kind": "resource"}],
            }
        ],
        "properties": {"graph": one.graph, "path": result.path, "value": result.value},
    }


def _uri(name: str) -> str:
    """Return the input as a URI reference: relative paths stay relative."""
    if name == "-":
        return "stdin"
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


class _Lines:
    """Finds the lines in which nodes are first named as subjects, or at all."""

    def __init__(self) -> None:
        self._read: dict[str, list[str]] = {}

    def of(self, name: str, node: str) -> int:
        """Return the number of the line that names a node, 0 where none does."""
        if name not in self._read:
            self._read[name] = _lines_of(name)
        last = node.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        for sign in (f"<{node}>", f'"{node}"', f":{last} ", f":{last}", f"/{last}>"):
            for number, line in enumerate(self._read[name], 1):
                if sign in line[: len(sign) + 40]:
                    return number
        return 0


def _lines_of(name: str) -> list[str]:
    path = Path(name)
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    except OSError:
        return []


FORMATS: dict[str, Callable[[Sequence[Checked]], bytes]] = {
    "text": _text,
    "json": _json,
    "turtle": _turtle,
    "sarif": _sarif,
    "junit": _junit,
    "ttl": _turtle,
}
