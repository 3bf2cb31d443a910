"""Findings as tables: CSV and JSONL, one line per finding, written while the audit runs."""

import csv
import io
from typing import IO

from nit_rules import numerals
from nit_rules.errors import visible
from nit_rules.model import Audit, Finding
from nit_rules.reports.disagreeing import Disagreeing
from nit_rules.reports.json import Json, canonical, finding_json, seen_json
from nit_rules.reports.lines import Write, filling
from nit_rules.reports.wording import edits_words, outcomes_words

#: The columns in their order, which is stable: new ones may only be added at the end.
COLUMNS = (
    "subject", "edition", "period", "methodology", "figure", "published", "expected", "exact", "verdict",
    "from", "rivals", "assumed", "at", "diagnoses", "says", "outcomes", "edits",
    "disagrees", "possible",
)  # fmt: skip
#: What starts a formula in a spreadsheet, full-width forms included.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

#: Texts that begin otherwise need no second look; an empty one begins with nothing.
_RISKY = frozenset((*_FORMULA, " "))
#: Where inputs are not compared.
_AGREEING = Disagreeing()


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, on one line, with control characters shown.

    What would start a formula gets an apostrophe before it. A plain number keeps its sign: it is data, and evaluates
    to itself.

    >>> harmless("=1+1"), harmless("-0.75"), harmless("-0.75+1")
    ("'=1+1", '-0.75', "'-0.75+1")
    """
    if text[:1] not in _RISKY and text.isprintable():
        return text
    shown = visible(text)
    risky = shown.lstrip().startswith(_FORMULA) or text[:1] in ("\t", "\r", "\n")
    return "'" + shown if risky and numerals.parse(shown) is None else shown


def values(audit: Audit, finding: Finding, beside: Disagreeing = _AGREEING) -> tuple[object, ...]:
    """One finding in the order of `COLUMNS`; what is absent is None or empty."""
    record = audit.record
    return (
        record.subject,
        record.edition,
        record.period,
        audit.methodology,
        finding.figure,
        finding.published,
        finding.expected,
        finding.exact,
        finding.verdict,
        " ".join(finding.sources),
        " ".join(finding.rivals),
        "yes" if finding.assumed else "no",
        finding.at,
        " ".join(dict.fromkeys(diagnosis.id for diagnosis in finding.diagnoses)),
        "; ".join(one.says for one in finding.diagnoses),
        outcomes_words(finding),
        "; ".join(edits_words(one) for one in finding.diagnoses if one.edits),
        beside.words(finding),
        " to ".join(dict.fromkeys(map(str, finding.possible or ()))),
    )


def cells(audit: Audit, finding: Finding, beside: Disagreeing = _AGREEING) -> tuple[str, ...]:
    """One finding as cells of a spreadsheet."""
    # Most cells are empty; a figure of nought is none of them.
    return tuple(
        [
            "" if value is None or value == "" else harmless(str(value))
            for value in values(audit, finding, beside)
        ]
    )


class CsvWriter:
    """Writes a header and then a line for each finding of each audit; `beside` is what inputs disagree about."""

    def __init__(self, stream: IO[bytes], beside: Disagreeing = _AGREEING) -> None:
        self._stream = stream
        self._beside = beside
        self._buffer = io.StringIO(newline="")
        self._rows = csv.writer(self._buffer, lineterminator="\n")

    def begin(self) -> None:
        self._rows.writerow(COLUMNS)
        self._flush()

    def add(self, audit: Audit) -> None:
        self._rows.writerows(cells(audit, finding, self._beside) for finding in audit.findings)
        self._flush()

    def opened(self, audit: Audit) -> Write:
        """What writes the lines of an audit again."""
        stream = io.BytesIO()
        CsvWriter(stream).add(audit)
        return filling(stream.getvalue(), _csv_cell, self._stream)

    def end(self) -> None:
        """Nothing follows the last line."""

    def _flush(self) -> None:
        self._stream.write(self._buffer.getvalue().encode())
        self._buffer.seek(0)
        self._buffer.truncate()


class JsonlWriter:
    """Writes a line for each finding: its JSON as in a report, with subject, edition and methodology beside it.

    Where inputs disagree about the figure, `disagrees` lists the values of the others.
    """

    def __init__(self, stream: IO[bytes], beside: Disagreeing = _AGREEING) -> None:
        self._stream = stream
        self._beside = beside

    def begin(self) -> None:
        """Nothing precedes the first line."""

    def add(self, audit: Audit) -> None:
        record = audit.record
        whose = {
            "subject": record.subject,
            "edition": record.edition,
            "period": record.period,
            "methodology": audit.methodology,
        }
        for finding in audit.findings:
            line: Json = whose | finding_json(finding)
            if others := self._beside.others(finding):
                line["disagrees"] = list(map(seen_json, others))
            self._stream.write(canonical(line) + b"\n")

    def opened(self, audit: Audit) -> Write:
        """What writes the lines of an audit again."""
        stream = io.BytesIO()
        JsonlWriter(stream).add(audit)
        return filling(stream.getvalue(), _json_cell, self._stream)

    def end(self) -> None:
        """Nothing follows the last line."""


def _csv_cell(text: str) -> bytes:
    """A text as `CsvWriter` writes it."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="").writerow([harmless(text), ""])
    return buffer.getvalue()[:-1].encode()


def _json_cell(text: str) -> bytes:
    """A text as `JsonlWriter` writes it, without its quotes."""
    return canonical(text)[1:-1]
