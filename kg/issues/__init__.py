"""Issues across documents: which name the same thing in other words, and what a graph holds of them.

topics      an issue's label as concepts, names and other words
similarity  how likely two issues are the same
clusters    groups of issues that are
listing     what a graph takes positions on, with counts
codebooks   groups as a codebook to edit
"""

from __future__ import annotations

from kg.issues.clusters import THRESHOLD, candidates, cluster_issues, cluster_labels
from kg.issues.codebooks import codebook_csv
from kg.issues.listing import WAYS, By, list_groups, list_issues
from kg.issues.similarity import FEATURES, Similarity, features
from kg.issues.topics import Topic, TopicReader

__all__ = [
    "FEATURES",
    "THRESHOLD",
    "WAYS",
    "By",
    "Similarity",
    "Topic",
    "TopicReader",
    "candidates",
    "cluster_issues",
    "cluster_labels",
    "codebook_csv",
    "features",
    "list_groups",
    "list_issues",
]
