"""Whole pages with known answers: right ones are not accused, of wrong ones the wrong figure is found."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nit_rules import audit
from nit_rules.model import flat
from pages import Seen, figures, see, see_document
from shipped import CATALOG
from whole_pages import NEUTRAL, SAVED, Figures, Page, as_html, card_pages, site_pages, table_pages

Saved = Callable[[Sequence[str]], str]
Kind = Callable[..., st.SearchStrategy[Page]]

KINDS = {
    site_pages: ("democracy_score", "democracy_percentage", "democracy_percentage_rounded", "status"),
    card_pages: ("democracy_score", "status"),
    table_pages: ("democracy_score",),
}
each_wrong = pytest.mark.parametrize(
    ("kind", "figure"), [(kind, figure) for kind, wrong in KINDS.items() for figure in wrong]
)


def found_wrong(seen: Seen) -> set[tuple[str | None, str]]:
    """Editions and figures that are said to be wrong."""
    audits = list(flat(audit(CATALOG, record) for record in seen.records))
    wrong = {
        (one.record.edition, finding.figure)
        for one in audits
        for finding in one.findings
        if finding.verdict.is_wrong
    }
    return wrong | {
        (one.record.edition, change.figure)
        for one in audits
        for change in one.changes
        if change.verdict.is_wrong
    }


def printed(seen: Seen) -> dict[str | None, Figures]:
    """The figures by edition, labels in the capitals of the rules."""
    return {
        record.edition: {
            figure: text.title().replace(" Or ", " or ") if figure == "status" else text
            for figure, text in figures(record).items()
        }
        for record in seen.every()
    }


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30)
@given(data=st.data(), saved=st.sampled_from(list(SAVED.values())))
def test_a_right_page_is_read_whole_and_not_accused(kind: Kind, data: st.DataObject, saved: Saved) -> None:
    page = data.draw(kind())
    seen = see(saved(page.lines))
    assert printed(seen) == page.editions
    assert {record.subject for record in seen.records} == {page.country}
    assert (found_wrong(seen), seen.problems) == (set(), ())


@pytest.mark.parametrize("kind", [site_pages, card_pages])
@settings(max_examples=30)
@given(data=st.data(), element=st.sampled_from(("p", "div", "h3")))
def test_a_web_page_is_read_like_its_text(kind: Kind, data: st.DataObject, element: str) -> None:
    page = data.draw(kind())
    seen = see_document(as_html(page.lines, element).encode(), ".html")
    assert printed(seen) == page.editions
    assert found_wrong(seen) == set()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(data=st.data(), line=st.sampled_from(NEUTRAL))
def test_a_line_anywhere_makes_no_figure_of_another(kind: Kind, data: st.DataObject, line: str) -> None:
    """It may part a name from its figure, which is lost then; what is read is the page's own."""
    page = data.draw(kind())
    place = data.draw(st.integers(0, len(page.lines)))
    seen = see("\n".join([*page.lines[:place], line, *page.lines[place:]]))
    for edition, own in printed(seen).items():
        assert own.items() <= page.editions[str(edition)].items()
    assert found_wrong(seen) == set()


@each_wrong
@settings(max_examples=30)
@given(data=st.data(), saved=st.sampled_from(list(SAVED.values())))
def test_of_a_wrong_page_the_wrong_figure_is_found_and_no_other(
    kind: Kind, figure: str, data: st.DataObject, saved: Saved
) -> None:
    page = data.draw(kind(figure))
    seen = see(saved(page.lines))
    assert printed(seen) == page.editions
    assert found_wrong(seen) == {(page.main, figure)}
