"""Who said what, sentence by sentence: the shipped pipeline on sentences of one linguistic phenomenon each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

CASES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))["case"]
LEAST_CASES = 120
MODELS = ("neural", "rules")

Row = tuple[str, str, str, str, bool]


def words(parts: list[str]) -> str:
    """Return the words of the pieces of one role, without the punctuation around and between them."""
    return " ".join(re.findall(r"\w+|:", " ".join(parts))).strip(": ") or " ".join(parts)


def expected(case: dict) -> list[Row]:
    """Return (content, source, cue, quotation, negated) of each statement of a case."""
    return sorted(
        (
            words(s["content"]),
            words(s["source"]),
            words(s["cue"]),
            s.get("quotation", "indirect"),
            s.get("negated", False),
        )
        for s in case.get("statement", [])
    )


def without_cue(rows: list[Row]) -> list[tuple[str, str, str, bool]]:
    """Return the rows without the cue, of which an overlap is enough."""
    return [(content, source, quotation, negated) for content, source, _, quotation, negated in rows]


def parameters() -> list:
    """Return one parameter a case and model, named after its phenomenon and first words; unsolved ones may fail."""
    params = []
    for number, case in enumerate(CASES):
        name = re.sub(r"\W+", "-", f"{number} {case['phenomenon']} {case['text'][:30]}").strip("-")
        for model in MODELS:
            why = case.get("unsolved", {}).get(model)
            marks = [pytest.mark.xfail(strict=False, reason=why)] if why else []
            params.append(pytest.param(case, model, id=f"{name}-{model}", marks=marks))
    return params


@pytest.fixture(scope="module")
def find(nlp) -> Callable[[str, str], list[Row]]:
    """Finds the statements of a text with one of the models, as rows like the expected ones."""
    from kg.annotate import annotate
    from kg.extract.attribution import attribution_model, find_attributions
    from kg.read import make_document

    models = {name: attribution_model(name) for name in MODELS}

    def finder(text: str, model: str) -> list[Row]:
        ((doc, document),) = annotate([make_document(text, input="sentence.txt")], nlp=nlp)

        def said(spans) -> str:
            return words([span.of(document.text) for span in spans])

        return sorted(
            (said(a.content), said(a.source), said(a.cue), a.quotation, a.negated)
            for a in find_attributions(doc, document, model=models[model])
        )

    return finder


@pytest.mark.model
@pytest.mark.parametrize(("case", "model"), parameters())
def test_statements_are_those_expected(case, model, find):
    """The same statements, none more: source and content word for word, the cue in part."""
    rows, wanted = find(case["text"], model), expected(case)
    assert without_cue(rows) == without_cue(wanted)
    assert all(set(row[2].split()) & set(want[2].split()) for row, want in zip(rows, wanted, strict=True)), rows


def test_cases_are_enough_and_quote_their_text():
    """At least 120 sentences, none twice; each expected string stands in its sentence."""
    assert len({case["text"] for case in CASES}) == len(CASES) >= LEAST_CASES
    for case in CASES:
        for statement in case.get("statement", []):
            for part in (*statement["source"], *statement["cue"], *statement["content"]):
                assert part in case["text"], (part, case["text"])
