"""A progress bar on a terminal's standard error; nothing in a pipe."""

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

#: Fewer items are through before a bar could be read.
_SOON = 200


def tracked(items: Iterable[T], noun: str) -> Iterator[T]:
    """The same items, counted on the terminal once there are many."""
    if not sys.stderr.isatty():
        yield from items
        return
    rest = iter(items)
    first = list(islice(rest, _SOON))
    yield from first
    if len(first) < _SOON:
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed:,} {task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(noun, total=None, completed=_SOON)
        for item in rest:
            yield item
            progress.advance(task)
