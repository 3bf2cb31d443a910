"""How the documentation is built: ``sphinx-build -W -b html docs docs/_build/html``."""

import re
import sys
from pathlib import Path

import click
from sphinx.application import Sphinx

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "docs")]

from nit_rules._version import __version__  # noqa: E402 - found through the path set above

project = "nit-rules"
author = "the nit-rules maintainers"
copyright = "the nit-rules maintainers"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
# A name in single backticks links to what it names, where that is documented.
default_role = "py:obj"
# "--format" is typed with two hyphens.
smartquotes = False

autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
python_maximum_signature_line_length = 90

html_theme = "furo"
html_title = f"nit-rules {version}"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_copy_source = False
html_show_sphinx = False


def _generate(app: Sphinx) -> None:
    """Write the pages of methodologies and editions from the rule files."""
    import generate

    generate.main(Path(app.srcdir) / "generated")


def _show_example(app: Sphinx, context: click.Context, lines: list[str]) -> None:
    """Show the example at the end of a help as code."""
    example = (context.command.epilog or "").partition("Example:\n")[2]
    lines[:] = ["Example::", "", *("    " + line for line in example.splitlines()), ""]


def _quote_versions(app: Sphinx, context: click.Context, lines: list[str]) -> None:
    """Keep the id of a methodology from being taken for an address of mail."""
    lines[:] = [re.sub(r"\bnit/\d+(@[\d.]*\d)?", r"``\g<0>``", line) for line in lines]


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _generate)
    app.connect("sphinx-click-process-epilog", _show_example)
    app.connect("sphinx-click-process-options", _quote_versions)
