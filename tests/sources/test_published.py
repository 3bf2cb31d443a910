"""The published tables, audited as they are: everything is reproduced or undetermined but what is known to be wrong."""

from collections import Counter
from pathlib import Path

import pytest
from attrs import frozen

from nit_rules import audit
from nit_rules.catalog import Catalog
from nit_rules.model import Finding, Verdict
from nit_rules.sources.files import read_inputs
from nit_rules.sources.given import Given
from nit_rules.sources.reading import Reading
from shared import published

GOLDEN = Path(__file__).parent.parent / "published" / "golden.csv"

#: A press quotation with one decimal, which no ratings give, and a radio quotation of one misread rating.
KNOWN = {
    ("Kazakhstan", "2014", "democracy_score", "6.6", None),
    ("Bulgaria", "2023", "democracy_score", "4.50", "4.46"),
}


@frozen
class Audited:
    """The findings of a table, by verdict, and what it contradicts."""

    reading: Reading
    verdicts: Counter[Verdict]
    wrong: set[tuple[str | None, str | None, str, str, str | None]]
    problems: list[str]


def audited(path: Path, catalog: Catalog, given: Given | None = None) -> Audited:
    (reading,) = read_inputs([str(path)], catalog, given=given)
    verdicts: Counter[Verdict] = Counter()
    wrong = set()
    problems = []
    for record in reading.records:
        result = audit(catalog, record)
        problems += [str(problem) for problem in result.problems]
        verdicts.update(finding.verdict for finding in result.findings)
        for finding in result.findings:
            if finding.verdict in (Verdict.CONTRADICTED, Verdict.CONFLICTING):
                wrong.add(
                    (record.subject, record.edition, finding.figure, finding.published, _expected(finding))
                )
    return Audited(reading, verdicts, wrong, problems + [str(problem) for problem in reading.problems])


def _expected(finding: Finding) -> str | None:
    return None if finding.expected is None else str(finding.expected)


def test_the_golden_figures(catalog: Catalog) -> None:
    seen = audited(GOLDEN, catalog)
    # Some records stand there twice, each time with another source.
    assert [problem for problem in seen.problems if "is there already" not in problem] == []
    assert seen.wrong == KNOWN


@pytest.mark.parametrize(
    ("name", "wrong", "reproduced"), [("published.csv", KNOWN, 383), ("published_pre2005.csv", set(), 21)]
)
def test_the_published_tables(catalog: Catalog, name: str, wrong: set[object], reproduced: int) -> None:
    seen = audited(published(name), catalog)
    assert seen.problems == []
    assert seen.wrong == wrong
    assert seen.verdicts[Verdict.REPRODUCED] >= reproduced


def test_the_workbook_of_2020(catalog: Catalog) -> None:
    path = published("FH Democracy Score 2020.xlsx")
    seen = audited(path, catalog, Given(edition="2020"))
    assert (seen.problems, seen.reading.notes, seen.wrong) == ([], [], set())
    assert seen.verdicts == {Verdict.REPRODUCED: 4 * 29}


def test_the_workbook_of_2020_is_audited_without_its_edition_too(catalog: Catalog) -> None:
    seen = audited(published("FH Democracy Score 2020.xlsx"), catalog)
    assert seen.verdicts == {Verdict.REPRODUCED: 4 * 29}
    assert [problem.partition(": ")[0] for problem in seen.problems] == [
        "FH Democracy Score 2020.xlsx:Democracy!1"
    ]
