"""kg turns foreign-policy text into a citable, queryable knowledge graph of who takes which position on what."""
