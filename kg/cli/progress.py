"""The progress bar of long work: on stderr, only where a person looks."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from kg.progress import Progress


@contextlib.contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """Yield what hears how far long work is; None when quiet or when stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar)


@contextlib.contextmanager
def phases(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Yield what is told each kind of work that begins, where nobody knows how much of it there is."""
    with progress_bar(quiet=quiet) as bar:
        yield bar.phase if bar else lambda _: None


class Bar:
    """A rich progress bar that hears how far long work is."""

    def __init__(self, bar: RichProgress) -> None:
        self._bar = bar
        self._task = bar.add_task("loading", total=None)

    def start(self, total: int | None) -> None:
        """Show how many things there are to do; none is done with yet."""
        self._bar.update(self._task, total=total, completed=0)

    def advance(self, inputs: int) -> None:
        """Move on; archives and tables hold more documents than inputs, so the total grows with them."""
        task = next(task for task in self._bar.tasks if task.id == self._task)
        if task.total is not None and task.completed + inputs > task.total:
            self._bar.update(self._task, total=task.completed + inputs)
        self._bar.advance(self._task, inputs)

    def phase(self, name: str) -> None:
        """Show another kind of work."""
        self._bar.update(self._task, description=name)
