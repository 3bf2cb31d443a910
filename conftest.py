"""Examples are tests: the console and Python blocks of the documentation, and the docstrings."""

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
