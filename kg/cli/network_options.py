"""The options of `kg network`, as types of its parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.stdout import standard_output

FEWER, IN, MATRIX, TIME = "Fewer edges", "Coded statements", "Matrices", "Windows through time"
MORE = "Of matrices"

Graph = Annotated[Path | None, typer.Argument(help="The folder that `kg build` wrote.")]
View = Annotated[
    str | None,
    typer.Option(help="position (unless given), congruence, conflict, subtract, issue, relation or statement."),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        help="gexf, graphml, csv, html, ...: see below; of a matrix also matrix-csv, dna-csv, dna-dl. Else by the ending.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        help="The file to write, a folder for a series; else, or with -, standard output.",
        callback=standard_output,
    ),
]
Since = Annotated[str | None, typer.Option(help="First day of publication: 2025-02-24, 2025-02 or 2025.")]
Until = Annotated[str | None, typer.Option(help="Last day of publication.")]
Actor = Annotated[str | None, typer.Option(help="Only edges of this actor: its name, alias, id or IRI.")]
Issue = Annotated[str | None, typer.Option(help="Words in the issue's label, in singular or plural; its id or IRI.")]
Stance = Annotated[str | None, typer.Option(help="support, oppose or ambivalent.")]
Speaker = Annotated[str | None, typer.Option(help="Who spoke: name, alias, id or IRI.")]
Document = Annotated[str | None, typer.Option(help="A document's title, URL, input, id or IRI.")]
Type = Annotated[
    str | None,
    typer.Option("--type", help="twomode, onemode or eventlist for a matrix; else the actors' type, as Country."),
]
ActorType = Annotated[str | None, typer.Option(help="The actors' type, such as Country.")]
MinScore = Annotated[float, typer.Option(help="Leave out positions scored lower.")]

Backbone = Annotated[
    str | None,
    typer.Option(
        help="Only significant edges: disparity, noise-corrected or sdsm. nested: which columns a matrix needs.",
        rich_help_panel=FEWER,
    ),
]
Alpha = Annotated[float, typer.Option(help="Up to which probability an edge is significant.", rich_help_panel=FEWER)]
MinWeight = Annotated[float, typer.Option(help="Leave out edges of a lower weight.", rich_help_panel=FEWER)]
Ego = Annotated[
    str | None,
    typer.Option(help="Only an actor or issue, its neighbours, and the edges between them.", rich_help_panel=FEWER),
]
Radius = Annotated[int, typer.Option(help="How many steps from --ego.", rich_help_panel=FEWER)]
Top = Annotated[int | None, typer.Option(help="Only so many edges, the strongest.", rich_help_panel=FEWER)]
Giant = Annotated[
    bool, typer.Option("--giant", help="Only the largest part that hangs together.", rich_help_panel=FEWER)
]
Isolates = Annotated[bool, typer.Option("--isolates", help="Keep nodes without edges.", rich_help_panel=FEWER)]

Statements = Annotated[
    Path | None,
    typer.Option(help="Coded statements instead of a graph: .csv, .xlsx or .dna (SQLite).", rich_help_panel=IN),
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map", help="VARIABLE=COLUMN, or VARIABLE=COLUMN:CODE for exports of coded segments.", rich_help_panel=IN
    ),
]
StatementType = Annotated[
    str | None, typer.Option(help="The statement type, where a .dna file has several.", rich_help_panel=IN)
]
QualifierType = Annotated[
    list[str] | None,
    typer.Option(help="boolean, integer or text, for the qualifier; or VARIABLE=TYPE.", rich_help_panel=IN),
]
V1 = Annotated[
    str | None, typer.Option(help="Variable of the rows: any column; else actor or organization.", rich_help_panel=IN)
]
V2 = Annotated[str | None, typer.Option(help="Variable of the columns; else concept.", rich_help_panel=IN)]
Qualifier = Annotated[str, typer.Option(help="How they are related; or none.", rich_help_panel=IN)]
Dup = Annotated[
    str,
    typer.Option(
        help="Count the same once: include (no), document, week, month, year, acrossrange.", rich_help_panel=IN
    ),
]
Start = Annotated[
    str | None, typer.Option(help="First time: 2020-01-31T12:00:00, a day, month or year.", rich_help_panel=IN)
]
Stop = Annotated[str | None, typer.Option(help="Last time; a day, month or year to its end.", rich_help_panel=IN)]
Exclude = Annotated[list[str] | None, typer.Option(help="VARIABLE=VALUE to leave out; repeat.", rich_help_panel=IN)]
Only = Annotated[list[str] | None, typer.Option(help="VARIABLE=VALUE to keep; repeat.", rich_help_panel=IN)]

Agg = Annotated[str, typer.Option(help="ignore, subtract, combine, congruence or conflict.", rich_help_panel=MATRIX)]
Norm = Annotated[
    str,
    typer.Option(help="no; activity, prominence (two-mode); average, jaccard, cosine.", rich_help_panel=MATRIX),
]
Compat = Annotated[
    str | None,
    typer.Option(help="dna: the figures of Discourse Network Analyzer, with its errors.", rich_help_panel=MATRIX),
]
Window = Annotated[
    str, typer.Option(help="no, seconds, minutes, hours, days, weeks, months, years, events.", rich_help_panel=TIME)
]
Size = Annotated[int, typer.Option(help="Width of the window.", rich_help_panel=TIME)]
Kernel = Annotated[str, typer.Option(help="no, uniform, triangular, epanechnikov or gaussian.", rich_help_panel=TIME)]
Indent = Annotated[
    bool, typer.Option("--indent/--no-indent", help="Keep mid-points half a width inside.", rich_help_panel=TIME)
]
WeekStart = Annotated[str | None, typer.Option(help="monday (ISO) or sunday, for --dup week.", rich_help_panel=TIME)]
Seed = Annotated[
    int,
    typer.Option(help="For what is drawn: the search for clusters, ties at the edges of events.", rich_help_panel=MORE),
]
Distance = Annotated[
    str | None,
    typer.Option(help="absdiff or spectral: the slices' distances instead of them.", rich_help_panel=MORE),
]
ToOne = Annotated[
    bool, typer.Option("--to-one/--no-to-one", help="Scale slices to a sum of one first.", rich_help_panel=MORE)
]
Barplot = Annotated[bool, typer.Option("--barplot", help="Count --v1 by --qualifier instead.", rich_help_panel=MORE)]
