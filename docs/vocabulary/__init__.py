"""The reference pages of ontology, shapes and schemes, made from the files: `python -m docs.vocabulary FOLDER`.

names     IRIs as people read them, and where each is told
terms     classes and properties of ontology/fpp.ttl
shapes    node shapes, property shapes and SPARQL rules of shapes/*.ttl
schemes   SKOS concepts as trees
diagram   classes and what joins them, as SVG
pages     all of it as HTML
"""
