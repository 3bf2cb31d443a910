"""One bad file per mistake: each begins with comments that say what its complaint must hold, after the file's name."""

from pathlib import Path

import pytest

from nit_rules.loading import check_files

FOLDER = Path(__file__).parent / "bad"
FILES = sorted(FOLDER.glob("*.toml"))
BEYOND_A_SCHEMA = "beyond a schema"


def expectations(path: Path) -> list[str]:
    """The comment lines at the head of a bad file."""
    lines = path.read_text("utf-8").splitlines()
    head = lines[: next(i for i, line in enumerate([*lines, ""]) if not line.startswith("# "))]
    return [line[2:] for line in head if line[2:] != BEYOND_A_SCHEMA]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_its_place_and_words(path: Path) -> None:
    _, problems = check_files(path)
    lines = [str(problem) for problem in problems]
    assert all(line.startswith(f"{path.name}: ") for line in lines)
    for expected in expectations(path):
        assert any(expected in line for line in lines), f"{expected!r} is not in {lines}"


def test_there_is_a_bad_file_for_each_of_many_mistakes() -> None:
    assert len(FILES) >= 30
    assert all(expectations(path) for path in FILES)
