"""The pages that the documentation generates from the rule files."""

import sys
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest

from shipped import CATALOG, METHODS

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    sys.path.insert(0, str(DOCS))
    try:
        import_module("generate").main(folder)
    finally:
        sys.path.remove(str(DOCS))
    return folder


def test_every_methodology_has_a_page_with_its_whole_lattice(pages: Path) -> None:
    for method in METHODS:
        page = (pages / f"{method.id.replace('/', '-').replace('@', '-')}.md").read_text("utf-8")
        assert method.digest in page
        for lattice in method.lattices:
            for row in lattice.rows:
                assert (
                    f"\n| {row.sum} | {' | '.join(figure.text for figure in row.figures.values())} |" in page
                )


def test_every_edition_is_there_with_its_printings(pages: Path) -> None:
    page = (pages / "editions.md").read_text("utf-8")
    for edition in CATALOG.editions:
        section = page.partition(f"## {edition.id}\n")[2].partition("\n## ")[0]
        assert (edition.unmodelled or edition.printings[0].methodology) in section


def test_pictures_of_bands_are_drawings_with_a_strip_for_each_direction(pages: Path) -> None:
    pictures = sorted(pages.glob("*.svg"))
    assert [picture.name for picture in pictures] == [
        "nit-2005-1.0.0-status.svg",
        "nit-2020-1.0.0-status.svg",
    ]
    for picture in pictures:
        root = ElementTree.parse(picture).getroot()  # noqa: S314 - written just above
        # White paper, five bands twice, five in the key.
        assert len(root.findall("{http://www.w3.org/2000/svg}rect")) == 1 + 5 + 5 + 5
