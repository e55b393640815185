"""Store -> networkx: who takes which position on what, who agrees and who disagrees.

rows      positions from the store, one row each
networks  rows as networks
"""

from kg.view.networks import VIEWS, network

__all__ = ["VIEWS", "network"]
