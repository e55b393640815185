"""The questions that the ontology must be able to answer: the same right answer from three engines."""

from __future__ import annotations

import hashlib
import re

import pytest
from rdflib import Graph
from rdflib.namespace import DCTERMS, RDF

from kg.rdf.namespaces import FPP, OA
from kg.resources import resource_folder
from kg.validate import validate
from tests.unit.ontology.engines import ENGINES, expected, why_no_jena

FOLDER = resource_folder("ontology") / "competency"
EXAMPLE = FOLDER / "example.ttl"
QUESTIONS = sorted(FOLDER.glob("*.rq"))
NEVER_ASKED = {"since", "pattern", "contraryLabel", "sha256", "input", "organizationName"}
"""Terms about files and codebooks, not about what actors want."""


def engine(name: str):
    missing = why_no_jena() if name == "jena" else ""
    return pytest.param(name, marks=pytest.mark.skipif(bool(missing), reason=missing))


@pytest.mark.parametrize("name", [engine(name) for name in ENGINES])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_question_is_answered(question, name):
    """The answer is the one that stands beside the question."""
    assert ENGINES[name](question, EXAMPLE) == expected(question.with_suffix(".csv"))


def test_there_are_many_questions():
    """Forty at least, numbered without gaps, each with its sentence and its answer."""
    assert len(QUESTIONS) >= 40
    assert [int(path.name[:2]) for path in QUESTIONS] == list(range(1, len(QUESTIONS) + 1))
    sentences = [path.read_text(encoding="utf-8").splitlines()[0] for path in QUESTIONS]
    assert all(re.fullmatch(r"# [A-Z].*\?", sentence) for sentence in sentences)
    assert len(set(sentences)) == len(sentences)
    assert [path.stem for path in sorted(FOLDER.glob("*.csv"))] == [path.stem for path in QUESTIONS]


def test_questions_use_the_vocabulary():
    """What kg writes of what actors say and want is asked for in some question."""
    asked = set(re.findall(r"fpp:([a-z]\w+)", "".join(path.read_text(encoding="utf-8") for path in QUESTIONS)))
    written = {
        str(term).removeprefix(str(FPP))
        for term in Graph().parse(EXAMPLE).predicates()
        if str(term).startswith(str(FPP))
    }
    assert written - asked - NEVER_ASKED <= {"supports", "opposes"}


def test_example_conforms():
    """The example is a graph as our shapes want it."""
    (report,) = validate([Graph().parse(EXAMPLE)])
    assert report.conforms, report.results


def test_example_quotes_its_documents():
    """The comments hold the texts that the digests are of, and each selector points to its words in them."""
    texts: dict[str, str] = {}
    for part in EXAMPLE.read_text(encoding="utf-8").split("# Document ")[1:]:
        text = " ".join(re.findall(r"^# \| (.*)$", part, flags=re.MULTILINE))
        texts[hashlib.sha256(text.encode()).hexdigest()] = text
    graph = Graph().parse(EXAMPLE)
    documents = set(graph.subjects(RDF.type, FPP.Document))
    assert {str(graph.value(one, FPP.sha256)) for one in documents} == set(texts)
    assert all(graph.value(one, DCTERMS.title) for one in documents)
    checked = 0
    for evidence, document in graph.subject_objects(OA.hasSource):
        text = texts[str(graph.value(document, FPP.sha256))]
        selectors = list(graph.objects(evidence, OA.hasSelector))
        start, end, exact = (
            next(graph.value(one, part) for one in selectors if graph.value(one, part) is not None)
            for part in (OA.start, OA.end, OA.exact)
        )
        assert text[int(start) : int(end)] == str(exact)
        checked += 1
    assert checked > 40
