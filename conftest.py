"""Examples are tests: the console and Python blocks of the documentation, and the docstrings."""

from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection
from sybil.typing import Parser

import console

_blocks: list[Parser] = [CodeBlockParser("console", console.evaluate), PythonCodeBlockParser()]
_setup, _teardown = console.in_scratch_folder()
_readme = Sybil(_blocks, path=".", patterns=["README.md"], setup=_setup, teardown=_teardown)
_pages = Sybil(
    _blocks, path="docs", patterns=["*.md"], excludes=["generated/**"], setup=_setup, teardown=_teardown
)
_docstrings = Sybil([DocTestParser()], path="src", patterns=["*.py"])

pytest_collect_file = SybilCollection((_readme, _pages, _docstrings)).pytest()

#: Tests that compare whole engines, implementations or tables run the same lines again and again. To measure their
#: coverage takes as long as the tests themselves, and others run these lines as well.
_NOT_MEASURED = (
    "docs",
    "tests/cli/test_bulk.py",
    "tests/frames/test_agreement.py",
    "tests/frames/test_decimals.py",
    "tests/frames/test_spark.py",
    "tests/independent",
    "tests/properties",
    "tests/rules/test_loading.py",
    "tests/sources/page/test_page_hostile.py",
    "tests/sources/page/test_page_layouts.py",
    "tests/sources/test_round_trip.py",
    "tests/sql",
    "tests/unit/test_together.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests of `_NOT_MEASURED` without coverage."""
    places = [Path(__file__).parent / one for one in _NOT_MEASURED]
    for item in items:
        if any(item.path.is_relative_to(place) for place in places):
            item.add_marker(pytest.mark.no_cover)
