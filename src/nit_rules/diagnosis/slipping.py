"""A column of a table whose values have slipped by some rows: each row holds what belongs to another near it."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import evolve, frozen

from nit_rules.catalog import Catalog
from nit_rules.diagnosis.part import Edits
from nit_rules.diagnosis.world import World
from nit_rules.model import Audit, Cause, Diagnosis, Edit, Methodology
from nit_rules.verdicts import examine

#: Fewer rows than this are no column.
FEWEST = 3
#: So many wrong rows are looked at before a column is thought to have slipped.
MOST_TRIED = 100
#: A column is looked for so many rows away, in words.
ROWS = {1: "one row", 2: "two rows", 3: "three rows"}


#: The places of rows that a slip explains, in order, and the edits that put each right.
_Explained = dict[int, tuple[Edits, ...]]


@frozen
class _Slip:
    """Columns whose values stand so many rows too low (negative: too high)."""

    columns: tuple[str, ...]
    rows: int


@frozen(slots=False)
class _Row:
    """An audited row: what it prints, once each, under the methodology that it has."""

    audit: Audit
    method: Methodology | None
    texts: dict[str, str]

    @cached_property
    def world(self) -> World | None:
        """What the row says, once it is asked for."""
        return World.of(examine(self.method, self.audit.record)) if self.method else None

    @classmethod
    def of(cls, audit: Audit, catalog: Catalog) -> "_Row":
        stated = (*audit.record.ratings, *audit.record.claims)
        texts = {one.figure: one.text for one in stated}
        # What is printed twice, or cannot be read, is in no column of a table.
        is_sound = len(texts) == len(stated) and not audit.problems
        method = catalog.methodology(audit.methodology) if audit.methodology and is_sound else None
        return cls(audit, method, texts)


def slipped(catalog: Catalog, audits: Sequence[tuple[int, Audit]]) -> list[Audit]:
    """The audits, which come with the number of their input; where a column has slipped, that among the diagnoses.

    A column has slipped where the values of the next row, or of the one before, make right most rows that are wrong,
    and rows beside each other; where there is none such, those of rows further away are tried.
    """
    tables: dict[int, list[_Row]] = {}
    for number, audit in audits:
        tables.setdefault(number, []).append(_Row.of(audit, catalog))
    told = {number: iter(_told(rows)) for number, rows in tables.items()}
    return [next(told[number]) for number, _ in audits]


def _told(rows: list[_Row]) -> Iterator[Audit]:
    wrong = [place for place, row in enumerate(rows) if row.method and row.audit.is_wrong]
    enough = len(wrong) >= FEWEST
    slips = next(filter(None, (_found(rows, wrong, far) for far in ROWS)), []) if enough else []
    explained = [(slip, _together(rows, wrong, slip, _all_explained(rows, wrong, slip))) for slip in slips]
    for place, row in enumerate(rows):
        told = [_diagnosis(slip, places[place]) for slip, places in explained if place in places]
        yield _with(row.audit, told) if told else row.audit


def _found(rows: list[_Row], wrong: list[int], far: int) -> list[_Slip]:
    """What so far away makes right most of the wrong rows: several slips where the rows do not tell them apart."""
    tried = wrong[:MOST_TRIED]
    explained: dict[_Slip, _Explained] = {}
    for place in tried:
        for slip in _slips(rows[place], far):
            if (alternatives := _explained(rows, place, slip)) is not None:
                explained.setdefault(slip, {})[place] = alternatives
    # Neighbours are looked at only where there are enough rows in the first place.
    counts = {
        slip: len(_together(rows, tried, slip, places))
        for slip, places in explained.items()
        if _is_column(len(places), tried)
    }
    most = max(counts.values(), default=0)
    return [slip for slip, count in counts.items() if count == most] if _is_column(most, tried) else []


def _is_column(count: int, tried: list[int]) -> bool:
    return count >= FEWEST and 2 * count > len(tried)


def _all_explained(rows: list[_Row], wrong: list[int], slip: _Slip) -> _Explained:
    found = ((place, _explained(rows, place, slip)) for place in wrong)
    return {place: alternatives for place, alternatives in found if alternatives is not None}


def _together(rows: list[_Row], wrong: list[int], slip: _Slip, explained: _Explained) -> _Explained:
    """Of the rows that a slip explains, those that slipped with enough of their neighbours.

    Cells are pushed down or up with all that stand below them. A row that fits its neighbour while the rows around it
    do not fit theirs is chance: where there are no ratings, any right figure of another row makes a row right.
    """
    found: _Explained = {}
    run: list[int] = []
    is_wrong = set(wrong)
    for place in explained:
        between = range(run[-1] + 1, place) if run else ()
        if any(one in is_wrong or _differs(rows, one, slip) for one in between):
            run = []
        run.append(place)
        if len(run) == FEWEST:
            found |= {one: explained[one] for one in run}
        elif len(run) > FEWEST:
            found[place] = explained[place]
    return found


def _differs(rows: list[_Row], place: int, slip: _Slip) -> bool:
    """Whether a row has other values than the slip says belong there: a right one did not slip."""
    if not 0 <= place + slip.rows < len(rows):
        return False
    own, other = rows[place].texts, rows[place + slip.rows].texts
    return any(own[one] != other[one] for one in slip.columns if one in own and one in other)


def _slips(row: _Row, far: int) -> Iterator[_Slip]:
    """Each column by itself, and all figures together, down and up."""
    figures = tuple(one for one in row.texts if row.method and one in row.method.rule)
    for rows in (far, -far):
        for column in row.texts:
            yield _Slip((column,), rows)
        if len(figures) > 1:
            yield _Slip(figures, rows)


def _explained(rows: list[_Row], place: int, slip: _Slip) -> tuple[Edits, ...] | None:
    """The edits that put a row right if columns have slipped; None where that does not explain the row."""
    if not 0 <= place + slip.rows < len(rows):
        # What belongs here has fallen off the table, but what stands here belongs to the row beside.
        edits = _edits(rows, place - slip.rows, slip) if 0 <= place - slip.rows < len(rows) else None
        return None if edits is None or not _is_right_without(rows[place], slip) else ()
    edits = _edits(rows, place, slip)
    return None if edits is None else (edits,)


def _is_right_without(row: _Row, slip: _Slip) -> bool:
    """Whether the other columns of a row are right, whatever those hold that may have slipped."""
    dropped = tuple(Edit(one, row.texts[one], None) for one in slip.columns if one in row.texts)
    return row.world is not None and row.world.is_right_after(dropped)


def _edits(rows: list[_Row], place: int, slip: _Slip) -> Edits | None:
    """What the columns of a row should hold if they have slipped; None where that does not make the row right."""
    row, other = rows[place], rows[place + slip.rows]
    if row.world is None or other.method is not row.method or not other.texts.keys() >= set(slip.columns):
        return None
    pairs = [(one, row.texts[one], other.texts[one]) for one in slip.columns if one in row.texts]
    edits = tuple(Edit(one, before, after) for one, before, after in pairs if before != after)
    return edits if edits and row.world.is_right_after(edits) else None


def _diagnosis(slip: _Slip, alternatives: tuple[Edits, ...]) -> Diagnosis:
    columns = "the figures stand" if len(slip.columns) > 1 else f"{slip.columns[0]} stands"
    far = ROWS[abs(slip.rows)]
    says = f"{columns} {far} too {'low' if slip.rows > 0 else 'high'} in the table"
    return Diagnosis(Cause.ROWS_SHIFTED, says, alternatives, ("a row" if abs(slip.rows) == 1 else far,))


def _with(audit: Audit, told: list[Diagnosis]) -> Audit:
    wrong = [finding for finding in audit.findings if finding.verdict.is_wrong]
    findings = tuple(
        evolve(finding, diagnoses=_ranked(told, finding.diagnoses)) if finding.verdict.is_wrong else finding
        for finding in audit.findings
    )
    common = _ranked(told, audit.diagnoses) if len(wrong) > 1 else audit.diagnoses
    return evolve(audit, findings=findings, diagnoses=common)


def _ranked(told: list[Diagnosis], own: tuple[Diagnosis, ...]) -> tuple[Diagnosis, ...]:
    """Slips before what a row shows by itself, but for other rules that make all of it right.

    Those explain the row from its own values, and need no other row.
    """
    first = [one for one in own if one.id in (Cause.OTHER_METHODOLOGY, Cause.REVERSED_SCALE) and one.edits]
    return (*first, *told, *(one for one in own if one not in first))
