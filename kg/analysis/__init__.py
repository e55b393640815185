"""Discourse networks -> what they say: sides, phases, coalitions, balance, ideal points.

tables          what every analysis returns: tables of plain values
coded           the statements that count, each with its place and its sign
qualities       how polarised a network is, given the sides
search          the sides of best quality
polarisation    polarisation as a whole and through time
methods         ways to cluster
phases          slices of time clustered
clusters        actors clustered, and how stable that is
explain         which issues make a coalition
frustration     two camps and the ties against them
balance         triads, and frustration
backbone        columns that a network needs
sampler         draws from the posterior of an item-response model
ideal           ideal points
contradictions  actors on both sides of an issue
bar_counts      counts for bar plots
"""

from kg.analysis.backbone import Backbone, backbone
from kg.analysis.balance import Balance, balance, balance_of
from kg.analysis.bar_counts import BarCounts, bars
from kg.analysis.clusters import Clusters, adjusted_rand, clusters
from kg.analysis.coded import Coded, coded
from kg.analysis.contradictions import Contradiction, Contradictions, contradictions
from kg.analysis.explain import Explanation, Reason, explain, explained
from kg.analysis.frustration import Frustration, frustration
from kg.analysis.ideal import IdealPoints, ideal
from kg.analysis.methods import METHODS, Clustering, Method, Near, cluster, modularity
from kg.analysis.phases import Phases, phases
from kg.analysis.polarisation import Polarisation, PolarisationSlice, polarisation
from kg.analysis.qualities import QUALITIES, Polarity
from kg.analysis.search import ALGORITHMS, Partition, Search, best_partition
from kg.analysis.tables import Table, Tabular
from kg.discourse import Source

__all__ = [
    "ALGORITHMS",
    "METHODS",
    "QUALITIES",
    "Backbone",
    "Balance",
    "BarCounts",
    "Clustering",
    "Clusters",
    "Coded",
    "Contradiction",
    "Contradictions",
    "Explanation",
    "Frustration",
    "IdealPoints",
    "Method",
    "Near",
    "Partition",
    "Phases",
    "Polarisation",
    "PolarisationSlice",
    "Polarity",
    "Reason",
    "Search",
    "Source",
    "Table",
    "Tabular",
    "adjusted_rand",
    "backbone",
    "balance",
    "balance_of",
    "bars",
    "best_partition",
    "cluster",
    "clusters",
    "coded",
    "contradictions",
    "explain",
    "explained",
    "frustration",
    "ideal",
    "modularity",
    "phases",
    "polarisation",
]
