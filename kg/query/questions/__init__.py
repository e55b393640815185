"""The questions that kg brings, one SPARQL file each; `kg.query.library` reads them."""
