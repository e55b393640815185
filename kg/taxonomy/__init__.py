"""What positions are about, as a taxonomy: its concepts, words brought to one form, and which concepts words match.

stems       words and phrases in one form, whatever their spelling and ending
concepts    the taxonomy of `ontology/issues.ttl` as records
codebook    the user's own concepts, from `issues.csv` or SKOS
matching    from the words of a target to concepts
"""

from __future__ import annotations

from kg.taxonomy.codebook import codebook_of, describe_codebook, read_codebook
from kg.taxonomy.concepts import (
    CONCEPT_PREFIX,
    NAMESPACE,
    Concept,
    Taxonomy,
    concept_id,
    load_taxonomy,
    shipped_concepts,
)
from kg.taxonomy.matching import Match, Matcher
from kg.taxonomy.stems import content_stems, is_small, stem, words_of

__all__ = [
    "CONCEPT_PREFIX",
    "NAMESPACE",
    "Concept",
    "Match",
    "Matcher",
    "Taxonomy",
    "codebook_of",
    "concept_id",
    "content_stems",
    "describe_codebook",
    "is_small",
    "load_taxonomy",
    "read_codebook",
    "shipped_concepts",
    "stem",
    "words_of",
]
