"""The README's commands are those that are checked, and its links lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
TESTS = (
    "python3 -m venv --upgrade-deps .venv"
    " && .venv/bin/pip install -q --group test -e '.[all,spark]' && .venv/bin/pytest"
)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_the_command_that_passes_the_tests_is_the_same_everywhere(page: str) -> None:
    assert TESTS in (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_links_to_files_of_the_project_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / page).read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
