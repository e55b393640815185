"""Store -> networks: who takes which position on what, who agrees and who disagrees.

rows            positions from the store, one row each
networks        rows as networks
coded           rows as coded statements
coded_networks  coded statements as matrices
matrix_graph    a matrix as a network whose edges know their statements
"""

from kg.view.coded import statements_of
from kg.view.coded_networks import columns_for, network
from kg.view.matrix_graph import graph_of
from kg.view.networks import VIEWS, strongest, view_network
from kg.view.rows import position_rows

__all__ = [
    "VIEWS",
    "columns_for",
    "graph_of",
    "network",
    "position_rows",
    "statements_of",
    "strongest",
    "view_network",
]
