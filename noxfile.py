"""What a contributor runs: ``nox`` for the fast checks, ``nox -s NAME`` for one session."""

from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests", "docs"]
nox.options.default_venv_backend = "venv"

PROJECT = nox.project.load_toml("pyproject.toml")
EVERYTHING = "-e.[all,spark]"


def install(session: nox.Session, group: str, *more: str) -> None:
    """Install a dependency group of ``pyproject.toml``, whatever the version of pip, and `more`."""
    session.install("-q", *nox.project.dependency_groups(PROJECT, group), *more)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, the examples of the documentation and the docstrings; arguments go to pytest."""
    install(session, "test", EVERYTHING)
    session.run("pytest", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the tests with the coverage of branches measured, which takes twice as long."""
    install(session, "coverage", EVERYTHING)
    options = ("--numprocesses=auto", "--dist=loadfile", "--cov", "--cov-report=term:skip-covered")
    session.run("pytest", *options, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and the direction of imports."""
    install(session, "lint", "-e.")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of source and tests."""
    install(session, "dev", EVERYTHING)
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation, warnings as errors."""
    install(session, "docs", EVERYTHING)
    session.run("sphinx-build", "-q", "-W", "--keep-going", "-b", "html", "docs", "docs/_build/html")


@nox.session
def bench(session: nox.Session) -> None:
    """Run the benchmarks, side by side with their rivals, and print the ratios."""
    install(session, "bench", EVERYTHING)
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """Install the built wheel, with what it declares to need and no more, and audit the example with it."""
    install(session, "build")
    folder = Path(session.create_tmp()).resolve()
    session.run("python", "-m", "build", "--outdir", str(folder / "dist"), silent=True)
    (built,) = (folder / "dist").glob("*.whl")
    session.run("python", "-m", "venv", "--clear", str(folder / "venv"))
    session.run(str(folder / "venv/bin/pip"), "install", "-q", str(built), external=True)
    command = str(folder / "venv/bin/nit-rules")
    with session.chdir(folder):
        session.run(command, "example", "kazakhstan-2021", "-o", "example.txt", external=True)
        session.run(command, "audit", "example.txt", external=True)


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the arithmetic one operator at a time and list the changes that no test notices (an hour)."""
    install(session, "mutation", EVERYTHING)
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")


@nox.session
def fuzz(session: nox.Session) -> None:
    """Feed the page reader what a coverage-guided fuzzer makes up, for five minutes."""
    install(session, "fuzz", EVERYTHING)
    options = ["-max_total_time=300", "-max_len=4096", *session.posargs]
    corpora = session.create_tmp(), "src/nit_rules/examples"
    session.run("python", "tests/fuzz/pages.py", *options, *corpora, env={"PYTHONPATH": "tests"})
