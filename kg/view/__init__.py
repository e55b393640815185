"""Store -> networks: who takes which position on what, who agrees and who disagrees.

rows            positions from the store, one row each
coded_rows      coded statements as such rows
table           rows by actor and by issue
facts           what an edge or a node rests on
draft           a network before its edges are described
networks        rows as networks
relations       who did what to whom, who spoke about whom
cut             fewer edges and nodes
backbone        significant edges by their weights
projection      significant edges by what positions two have in common
chance          what they would have in common by chance
ties            networks as signed matrices
clusters        communities
measures        degree, betweenness, cluster
views           all of these in order
coded           rows as coded statements
coded_networks  coded statements as matrices; the one door to all networks
matrix_graph    a matrix as a network whose edges know their statements
"""

from kg.view.coded import statements_of
from kg.view.coded_networks import WHOLE_SERIES, coded_view, network
from kg.view.matrix_graph import cut_matrix, graph_of, is_cut
from kg.view.rows import position_rows
from kg.view.views import BACKBONES, CODED_VIEWS, CUTS, VIEWS, Cuts, make_cuts, view_network

__all__ = [
    "BACKBONES",
    "CODED_VIEWS",
    "CUTS",
    "VIEWS",
    "WHOLE_SERIES",
    "Cuts",
    "coded_view",
    "cut_matrix",
    "graph_of",
    "is_cut",
    "make_cuts",
    "network",
    "position_rows",
    "statements_of",
    "view_network",
]
