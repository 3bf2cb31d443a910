"""A small catalog and audits for the tests of reports: the shipped shape of the method, made in code.

Reports must not depend on which rules ship; here are two methodologies like the shipped ones, with a source of their
own.
"""

from decimal import Decimal

from nit_rules.auditing import audit
from nit_rules.catalog import Catalog
from nit_rules.model import (
    Band,
    BandRule,
    Basis,
    Change,
    Citation,
    Edition,
    Evidence,
    FrozenMap,
    Indicator,
    Mean,
    Methodology,
    Printed,
    Reads,
    Record,
    Rescale,
    Scale,
    Source,
    Stated,
    flat,
)
from nit_rules.numerals import fold
from nit_rules.reports.report import ReadInput, Report, explaining
from nit_rules.rounding import Rounding, RoundingMode
from nit_rules.together import compared

HANDBOOK = Source("handbook", "A handbook <of> methods & bounds", "https://example.org/handbook?a=1&b=2")
STATED = Evidence(Basis.STATED, (Citation(HANDBOOK, "p. 3", "the score is the plain mean"),))
IDS = ("ndg", "ep", "cs", "im", "ldg", "jfi", "co")
NAMES = (
    "National Democratic Governance", "Electoral Process", "Civil Society", "Independent Media",
    "Local Democratic Governance", "Judicial Framework and Independence", "Corruption",
)  # fmt: skip
STATUSES = (
    "Consolidated Democracy", "Semi-Consolidated Democracy", "Transitional or Hybrid Regime",
    "Semi-Consolidated Authoritarian Regime", "Consolidated Authoritarian Regime",
)  # fmt: skip
_CENT = Rounding(Decimal("0.01"), RoundingMode.HALF_UP)
_WHOLE = Rounding(Decimal("1"), RoundingMode.HALF_UP)


def digest(digit: str) -> str:
    """A digest that can be told at sight."""
    return f"sha256:{digit * 64}"


def method(year: int, best: str, version: str = "1.0.0", digest: str = digest("0")) -> Methodology:
    """A methodology in the direction asked for; with the highest best it prints percentages too."""
    low, high = Decimal("1.00"), Decimal("7.00")
    mean = Mean("democracy_score", "Democracy Score", IDS, _CENT, STATED)
    rescales = [
        Rescale(
            id_, name, "democracy_score", (Decimal(0), Decimal(100)), Reads.EXACT, rounding, STATED
        )
        for id_, name, rounding in (
            ("democracy_percentage", "Democracy Percentage", _CENT),
            ("democracy_percentage_rounded", "Democracy Percentage (rounded)", _WHOLE),
        )
    ]  # fmt: skip
    if best == "highest":
        bounds = [Band(STATUSES[4], at_least=low)]
        bounds += [
            Band(label, above=Decimal(cut)) for label, cut in zip(STATUSES[3::-1], "2345", strict=True)
        ]
    else:
        bounds = [Band(STATUSES[0], at_least=low)]
        bounds += [
            Band(label, at_least=Decimal(cut)) for label, cut in zip(STATUSES[1:], "3456", strict=True)
        ]
        rescales = []
    bands = BandRule("status", "Status", "democracy_score", Reads.IMMATERIAL, tuple(bounds), STATED)
    return Methodology(
        f"nit/{year}", version, f"The method of {year}",
        Scale(low, high, Decimal("0.25"), best, STATED),
        tuple(Indicator(id_, name) for id_, name in zip(IDS, NAMES, strict=True)),
        (mean, *rescales, bands),
        digest=digest,
    )  # fmt: skip


OLD, NEW = method(2005, "lowest"), method(2020, "highest")


def catalog(*methods: Methodology) -> Catalog:
    """Editions 2015 to 2024; those before 2020 were printed twice. The methods given replace those of their id."""
    held = {one.id: one for one in (OLD, NEW, *methods)}
    editions = []
    for year in range(2015, 2025):
        printed = [Printed("first", "nit/2005" if year < 2020 else "nit/2020", STATED)]
        printed += [Printed("republished", "nit/2020", STATED)] if year < 2020 else []
        editions.append(Edition(str(year), str(year - 1), str(year), (), tuple(printed)))
    pins = (("nit/2005", "1.0.0"), ("nit/2020", "1.0.0"))
    return Catalog(tuple(held.values()), tuple(editions), pins, (HANDBOOK,))


def _stated(values: dict[str, str], where: str) -> tuple[Stated, ...]:
    return tuple(
        Stated(figure, value, f"{where}:{line}") for line, (figure, value) in enumerate(values.items(), 1)
    )


def kazakhstan() -> Record:
    """A page on which everything follows, with what it says of the edition before."""
    ratings = dict(zip(IDS, ("1.25", "1.25", "1.50", "1.25", "1.50", "1.25", "1.25"), strict=True))
    claims = {
        "democracy_score": "1.32", "democracy_percentage": "5.36", "democracy_percentage_rounded": "5",
        "status": STATUSES[4],
    }  # fmt: skip
    before = Record(
        "Kazakhstan", "2020", claims=_stated({"democracy_percentage_rounded": "5"}, "page.txt"),
        at="page.txt", period="previous",
    )  # fmt: skip
    changes = (
        Change("cs", "1.25", "1.50", "page.txt:20", complete=True),
        Change("democracy_score", "1.29", "1.32", "page.txt:21", complete=True),
    )
    return Record(
        "Kazakhstan", "2021", _stated(ratings, "page.txt"), _stated(claims, "page.txt"), changes,
        at="page.txt", previous=before, extra=(("note", "=1+1"),),
    )  # fmt: skip


def bulgaria() -> Record:
    """A row with a score one step off."""
    ratings = dict(zip(IDS, ("4.50", "5.50", "5.50", "3.75", "4.50", "4.25", "3.25"), strict=True))
    claims = {"democracy_score": "4.50", "status": STATUSES[1]}
    return Record(
        "Bulgaria", "2023", _stated(ratings, "table.csv"), _stated(claims, "table.csv"), at="table.csv:2"
    )


def montenegro() -> Record:
    """Two figures that exclude each other, no ratings."""
    claims = {"democracy_score": "3.82", "democracy_percentage_rounded": "35"}
    return Record("Montenegro", "2022", claims=_stated(claims, "table.csv"), at="table.csv:3")


def armenia() -> Record:
    """An edition printed twice, and nothing says which; and a rating off the grid."""
    claims = {"democracy_score": "5.39", "status": "Semi-Consolidated Authoritarian Regime"}
    return Record(
        "Armenia",
        "2016",
        _stated({"ndg": "5.80"}, "table.csv"),
        _stated(claims, "table.csv"),
        at="table.csv:4",
    )


def hostile() -> Record:
    """A record whose texts would like to be something else."""
    claims = _stated(
        {"democracy_score": "1.00", "status": "<img src=x onerror=alert(1)>|`*\x1b[31m"}, "a\nb.csv"
    )
    return Record(
        '=HYPERLINK("http://x")</script><script>alert(1)</script>', "2021", claims=claims, at="a\nb.csv"
    )


def broken() -> Record:
    """A record of which a value cannot be read, and whose percentage alone says which printing it is."""
    claims = {"democracy_score": "4.00", "democracy_percentage": "abc"}
    return Record("Serbia", "2018", claims=_stated(claims, "table.csv"), at="table.csv:6")


EVERYTHING = (kazakhstan, bulgaria, montenegro, armenia, hostile, broken)


def report(*records: Record, held: Catalog | None = None) -> Report:
    """A report on the given records; on all of this module where none are given."""
    rules = held or catalog()
    whole = [audit(rules, record) for record in records or tuple(make() for make in EVERYTHING)]
    together = compared(rules, [(0, one) for one in whole], fold)
    audits = tuple(flat(together.audits))
    used = sorted({name for one in audits for name in (one.methodology, *one.candidates) if name})
    names = list(dict.fromkeys(one.record.at.partition(":")[0] for one in audits))
    return Report(
        FrozenMap({"edition": None, "methodology": None, "printing": None, "strict": False}),
        audits,
        tuple(map(rules.methodology, used)),
        tuple(ReadInput(name, digest(str(number))) for number, name in enumerate(names, 1)),
        together.diagnoses,
        numbers=tuple(names.index(one.record.at.partition(":")[0]) for one in audits),
        other_methodologies=tuple(map(rules.methodology, sorted(explaining(audits)))),
    )
