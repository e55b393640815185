"""Networks and stances -> pictures for publication, as SVG, PDF or PNG.

save      pictures as files; svg finishes matplotlib's
network   networks: ties (what is drawn), plans (where: columns, forces, collisions of labels), marks (how), key
heatmap   stances of actors on issues; trees: who is near to whom; both from stances
timeline  stances through time, in the spans of calendar
slope     changes between two periods
moments   statements, networks and matrices as stances with their days
page      a figure in inches; labels and fonts: names that fit, whatever they hold; palettes
"""

from kg.picture.heatmap import draw_heatmap
from kg.picture.moments import Moments, moments_of
from kg.picture.network import LAYOUTS, draw_network
from kg.picture.page import Picture
from kg.picture.palettes import PALETTES, Palette
from kg.picture.save import FORMATS, picture_format, save
from kg.picture.slope import draw_slope
from kg.picture.stances import StanceTable, stance_table
from kg.picture.timeline import draw_timeline
from kg.picture.trees import draw_dendrogram

__all__ = [
    "FORMATS",
    "LAYOUTS",
    "PALETTES",
    "Moments",
    "Palette",
    "Picture",
    "StanceTable",
    "draw_dendrogram",
    "draw_heatmap",
    "draw_network",
    "draw_slope",
    "draw_timeline",
    "moments_of",
    "picture_format",
    "save",
    "stance_table",
]
