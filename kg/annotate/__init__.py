"""Document -> (spaCy Doc, Document): words, sentences, grammar and names.

pipeline   which spaCy pipeline, and how documents run through it
component  the shipped `kg_language`: network, trees, names
schemes    other pipelines' labels as ours
"""

from kg.annotate.pipeline import annotate, describe_model, load_pipeline

__all__ = ["annotate", "describe_model", "load_pipeline"]
