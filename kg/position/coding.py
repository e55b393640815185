"""The user's codebook over what was found: its concepts win over the taxonomy's."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kg.model import Issue, Record
from kg.taxonomy import Concept, Matcher, Taxonomy


class Coder:
    """Codes the issues of records by a codebook.

    Args:
        codebook: The user's concepts (`kg.taxonomy.read_codebook`); without any, records stay as they are.
    """

    def __init__(self, codebook: Sequence[Concept] = ()) -> None:
        self._matcher = Matcher(Taxonomy(codebook)) if codebook else None

    def __call__(self, record: Record) -> Record:
        """Return the record with its issues coded.

        An issue that is called as a concept of the codebook is that concept; one that holds its words, or whose target as
        printed fits its pattern, stands below it and below nothing else. Others keep what the taxonomy says.
        """
        if self._matcher is None:
            return record
        coded = {issue.id: self._coded(issue, self._matcher, _targets(record, issue.id)) for issue in record.issues}
        return dataclasses.replace(
            record,
            positions=tuple(dataclasses.replace(one, issue=coded[one.issue].id) for one in record.positions),
            issues=tuple({issue.id: issue for issue in coded.values()}.values()),
        )

    @staticmethod
    def _coded(issue: Issue, matcher: Matcher, targets: str) -> Issue:
        name = matcher.named(issue.label)
        if name:
            concept = matcher.taxonomy[name]
            return Issue(id=concept.id, label=concept.label, kind="topic", broader=concept.broader)
        concepts = matcher.concepts(issue.label, text=targets)
        return dataclasses.replace(issue, broader=concepts) if concepts else issue


def _targets(record: Record, issue: str) -> str:
    """Return the words of every target of an issue, one a line."""
    found = (span.of(record.document.text) for one in record.positions if one.issue == issue for span in one.target)
    return "\n".join(found)
