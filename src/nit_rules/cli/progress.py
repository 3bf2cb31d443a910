"""A progress bar on a terminal's standard error; nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

#: Fewer steps are through before a bar could be read.
SOON = 200


@contextmanager
def counting(noun: str) -> Iterator[Callable[[], None]]:
    """A function to call at each step; once there are many, the terminal shows how many."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with ExitStack() as stack:
        done = 0
        advance: Callable[[], None] | None = None

        def step() -> None:
            nonlocal done, advance
            done += 1
            if advance is not None:
                advance()
            elif done >= SOON:
                advance = stack.enter_context(_bar(noun, done))

        yield step


@contextmanager
def _bar(noun: str, done: int) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed:,} {task.description}"), BarColumn(), TimeElapsedColumn())
    # Results may be streaming to standard output, which stays as it is.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task(noun, total=None, completed=done)
        yield lambda: progress.advance(task)
