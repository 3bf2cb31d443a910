"""Reports as one HTML file that opens offline: a table to filter and sort, derivations folded out, and pictures."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files
from types import ModuleType
from typing import Any

from attrs import frozen

from nit_rules._version import __version__
from nit_rules.errors import missing_extra, visible
from nit_rules.model import Audit, Best, Finding, Methodology, Verdict
from nit_rules.reports.html import points as data
from nit_rules.reports.json import report_json
from nit_rules.reports.report import Report, summary
from nit_rules.reports.wording import (
    ATTENTION,
    MARKS,
    change_words,
    derivation_of,
    edits_words,
    outcomes_words,
    plural,
    possible_words,
    title,
)
from nit_rules.scoring import Step

#: Up to so many records everything is shown; of more, what needs attention.
MOST_RECORDS = 1000
#: So many findings that need attention are listed where there are more records than that.
MOST_FINDINGS = 2000
#: Up to so many subjects and editions are drawn.
MOST_DRAWN = 60

#: Nothing is loaded from anywhere; the style and the script of the page are allowed by their hashes.
_POLICY = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


@frozen
class Row:
    """A finding in the table; `record` is the anchor of its record, where that is on the page."""

    record: str | None
    audit: Audit
    finding: Finding


@frozen
class Entry:
    """A record on the page: its anchor, its audit, and its derivation."""

    anchor: str
    audit: Audit
    method: Methodology | None
    derivation: tuple[Step, ...]


def render(report: Report) -> str:
    """The report as HTML.

    The file loads nothing from anywhere, and its policy forbids it: styles and the script are allowed by their hashes.
    Raises `InputError` where the extra ``report`` is not installed.
    """
    charts, jinja2 = _extra()
    methods = {method.id: method for method in report.methodologies}
    whole = len(report.audits) <= MOST_RECORDS
    entries = list(_entries(report, methods, whole=whole))
    style, script = _resource("style.css"), _resource("page.js")
    safe = jinja2.utils.markupsafe.Markup
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["visible"] = lambda text: visible(str(text))
    environment.filters["link"] = _link
    # Ids may be broken after an underscore, where a column is narrow.
    environment.filters["breakable"] = lambda text: safe(
        jinja2.utils.markupsafe.escape(visible(str(text))).replace("_", safe("_<wbr>"))
    )
    template = environment.from_string(_resource("page.html"))
    markup: str = template.render(
        policy=_POLICY.format(style=_hash(style), script=_hash(script)),
        style=safe(style),
        script=safe(script),
        svg=safe,
        report=report,
        digest=report_json(report)["digest"] if whole else None,
        version=__version__,
        counts=summary(report).as_dict(),
        verdicts=(*ATTENTION, Verdict.REPRODUCED),
        marks=MARKS,
        whole=whole,
        limit=MOST_RECORDS,
        rows=list(_rows(report, entries, whole=whole)),
        entries=entries,
        pictures=_pictures(charts, report, methods) if whole else {},
        title_of=title,
        change_words=change_words,
        outcomes_words=outcomes_words,
        possible_words=possible_words,
        edits_words=edits_words,
        plural=plural,
        editions=sorted({audit.record.edition for audit in report.audits if audit.record.edition}),
    )  # fmt: skip
    return markup


def _extra() -> tuple[ModuleType, Any]:
    """What only HTML needs."""
    try:
        import jinja2

        from nit_rules.reports.html import charts
    except ModuleNotFoundError:
        raise missing_extra("HTML", "report", "--format html") from None
    return charts, jinja2


def _resource(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _link(url: str) -> str | None:
    """An address that may be followed; anything but http and https stays text."""
    return url if url.startswith(("https://", "http://")) else None


def _entries(report: Report, methods: dict[str, Methodology], *, whole: bool) -> Iterator[Entry]:
    shown = 0
    for place, audit in enumerate(report.audits):
        if whole or (audit.is_wrong and shown < MOST_RECORDS):
            shown += 1
            method = methods.get(audit.methodology or "")
            yield Entry(f"r{place}", audit, method, derivation_of(audit, method))


def _rows(report: Report, entries: Iterable[Entry], *, whole: bool) -> Iterator[Row]:
    """Every finding, worst first; of very many records only what needs attention."""
    anchors = {id(entry.audit): entry.anchor for entry in entries}
    left = sum(len(audit.findings) for audit in report.audits) if whole else MOST_FINDINGS
    for verdict in (*ATTENTION, Verdict.REPRODUCED) if whole else ATTENTION:
        for audit in report.audits:
            for finding in audit.findings:
                if finding.verdict is verdict and left:
                    left -= 1
                    yield Row(anchors.get(id(audit)), audit, finding)


def _pictures(charts: Any, report: Report, methods: dict[str, Methodology]) -> dict[str, Any]:
    """The drawings: paths over the years, editions on the strip of bands, ratings."""
    bands = data.strips(report.methodologies)
    points = data.points(report.audits, methods, bands)
    subjects = sorted({one.subject for one in points})
    if not points:
        return {}
    by_edition = _by_edition(points)
    if len(subjects) > MOST_DRAWN or len(by_edition) > MOST_DRAWN:
        return {"left_out": f"{plural(len(subjects), 'subject')} in {plural(len(by_edition), 'edition')}"}
    by_subject = {subject: [one for one in points if one.subject == subject] for subject in subjects}
    legend = list(zip(charts.tints(len(bands)), bands, strict=True))
    turned = sum(methods[one.methodology].scale.best is Best.LOWEST for one in points)
    ratings = [charts.ratings_panels(edition, some, methods) for edition, some in by_edition.items()]
    series = [charts.ratings_over_time(subject, some, methods) for subject, some in by_subject.items()]
    return {
        "legend": legend,
        "turned": turned,
        "best": data.best_end(points, methods),
        "drawn": len(points),
        "paths": charts.paths(points, bands, methods),
        "wrong": {one.edition for one in points if one.wrong is not None},
        "strips": [
            charts.edition_strip(edition, some, bands, methods) for edition, some in by_edition.items()
        ],
        "ratings": [one for one in ratings if one],
        "series": [one for one in series if one],
    }


def _by_edition(points: Iterable[data.Point]) -> dict[str, list[data.Point]]:
    """The points of each edition: first the newest of those with the most, then from the newest to the oldest."""
    groups: dict[str, list[data.Point]] = {}
    for one in points:
        groups.setdefault(one.edition, []).append(one)
    fullest = max(groups, key=lambda edition: (len(groups[edition]), edition))
    order = [fullest, *sorted(groups.keys() - {fullest}, reverse=True)]
    return {edition: groups[edition] for edition in order}
