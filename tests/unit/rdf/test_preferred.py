"""Over all documents an actor has one preferred name and an issue one label and one kind, in any order of documents."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from rdflib import Literal
from rdflib.namespace import RDFS, SKOS

from kg.model import Actor, Issue, Record
from kg.rdf import actor_graph, issue_graph, serialize_sorted
from kg.rdf.namespaces import DEFAULT_BASE, FPP, instance
from kg.read import make_document
from kg.validate import validate

ISSUE = Issue(id="issue-1", label="rule of law", kind="topic")
ACTOR = Actor(id="actor-1", name="Coast guard", type="GovernmentBody", aliases=("Coast Guard", "guards"))


def record(text: str, actor: Actor, issue: Issue) -> Record:
    return Record(document=make_document(text, input="a"), actors=(actor,), issues=(issue,))


RECORDS = (
    record("one", replace(ACTOR, name="Coast Guard", aliases=()), ISSUE),
    record("two", replace(ACTOR, name="Coast Guard", aliases=()), replace(ISSUE, label="Rule of Law", kind="treaty")),
    record("three", ACTOR, ISSUE),
)


@pytest.mark.parametrize("records", permutations(RECORDS))
def test_one_is_preferred(records) -> None:
    """What most documents say counts; other spellings stay as other names, and nothing is both."""
    actors, issues = actor_graph(records), issue_graph(records)
    actor, issue = instance(DEFAULT_BASE, "actor", "actor-1"), instance(DEFAULT_BASE, "issue", "issue-1")
    assert list(actors.objects(actor, RDFS.label)) == [Literal("Coast Guard", lang="en")]
    assert {str(one) for one in actors.objects(actor, SKOS.altLabel)} == {"Coast guard", "guards"}
    assert list(issues.objects(issue, SKOS.prefLabel)) == [Literal("rule of law", lang="en")]
    assert list(issues.objects(issue, SKOS.altLabel)) == [Literal("Rule of Law", lang="en")]
    assert list(issues.objects(issue, FPP.issueKind)) == [Literal("topic")]
    for graph in (actors, issues):
        assert validate([graph])[0].results == ()
    assert serialize_sorted(actors, "nt") == serialize_sorted(actor_graph(RECORDS), "nt")
    assert serialize_sorted(issues, "nt") == serialize_sorted(issue_graph(RECORDS), "nt")


def test_of_equals_the_first_by_alphabet() -> None:
    """Two spellings, each in one document: the choice does not hang on the order."""
    for records in (RECORDS[1:], RECORDS[:0:-1]):
        (found,) = issue_graph(records).objects(None, SKOS.prefLabel)
        assert str(found) == "Rule of Law"
