"""Pages made to take for ever take no longer than others, and never end in a traceback."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import grows_in_proportion
from layouts import NAMES
from nit_rules import audit
from pages import read_bytes, see
from shipped import CATALOG

PIECES = (
    " ", "\n", "\t", "|", "1", "1.", "n/a", "'s ", "• ", "and ", "Ab ", "100 / ", "Corruption: ", "DEMOCRACY-SCORE ",
    "Democracy Score\n", "Democracy Score | | | | ", "Corruption 5.75 5.75 5.75 ", "National Democratic ",
    "National Democratic 5.75 Governance ", "Constitutional, and and and ", "Corruption (1 = ",
    "2005 2006 2007 ", "20052006", "2005 2006\nCorruption 5.75 5.75\n", "Consolidated Democracy ",
    "Nations in Transit ", "Nations in Transit 2021\n", "Corruption 1.00-7.00 pts ", "1 = best, ",
    "Score changes\n", "Score changes in 2021\n• Corruption rating rose from 1.25 to 1.50.\n",
    "Democracy Score 1.00 / 7 (Consolidated Democracy)\n", "5 / 100\nDemocracy Score 1.00 / 7\n",
    "Nations in Transit 2021 - Latvia\nEstonia\nDemocracy Score 1.00 / 7\n", "EU average: Democracy Score 1.00 / 7 ",
    "2013 2014\nCorruption 1 1\nEstonia\nCorruption 2.00 1.00\n", "Corruption | Civil Society\n2013 | 4.00 | 4.00\n",
    "Last Year's Democracy Percentage & Status ", "one two three four Hybrid Regime\n",
    "5 / 100 Consoldated Democracy\n", "<div><table><tr><td>", "&amp;", "\x00",
)  # fmt: skip
LENGTH = 40_000


@pytest.mark.parametrize("suffix", [".txt", ".html"])
@pytest.mark.parametrize("piece", PIECES)
def test_the_time_of_a_page_grows_in_proportion_whatever_it_repeats(piece: str, suffix: str) -> None:
    def work(length: int) -> None:
        text = "Freedom House\nScore changes\n" + piece * (length // len(piece))
        for record in read_bytes(text.encode(), suffix).records:
            audit(CATALOG, record)

    assert grows_in_proportion(work, LENGTH)


words = st.sampled_from((*NAMES.values(), *PIECES, "5.75", "7", "2015", "–", "from 1.25 to 1.50", "&"))


@given(st.lists(words, max_size=60), st.text(max_size=20))
def test_no_text_ends_in_a_traceback(found: list[str], other: str) -> None:
    seen = see("Freedom House" + other + " ".join(found))
    assert seen.records or seen.problems


@given(st.binary(max_size=400), st.sampled_from((".txt", ".html", ".pdf", ".docx")))
def test_no_bytes_end_in_a_traceback(data: bytes, suffix: str) -> None:
    reading = read_bytes(data, suffix)
    assert list(reading.records) or reading.problems
