"""What of a table is this index's own, by what stands above its header, beside it and in its columns."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from nit_rules.catalog import Catalog
from nit_rules.errors import quoted
from nit_rules.numerals import fold, parse
from nit_rules.sources.groups import AVERAGES, collective
from nit_rules.sources.header import Header
from nit_rules.sources.headings import YEAR, edition_of_name, is_of_ranks, of_others
from nit_rules.sources.other_indexes import is_other_index
from nit_rules.sources.roles import EDITION, SUBJECT_ELSEWHERE
from nit_rules.sources.row_kinds import begins_footnote, begins_with_mark, filled
from nit_rules.sources.subjects import known_subject
from nit_rules.sources.vocabulary import Vocabulary

#: A code of a country, as other data have them.
_CODE = re.compile(r"[A-Za-z]{2,3}")


def own_part(
    header: Header, above: Sequence[Header], below: Sequence[Header], sheet: str, vocabulary: Vocabulary
) -> Header | str:
    """The header without the figures of others, and with the subject that a title or its sheet names.

    A text says why, where all of the table is of others.
    """
    titles = (*_title(header, above[-1:]), sheet)
    for title in titles:
        if whose := _whose(header, title, above, below, vocabulary, is_sheet=title == sheet):
            return f"the figures of {quoted(title)} are {whose}"
    if header.subject is None and not _names_subjects(header, below):
        header = evolve(header, owner=next(filter(known_subject, titles), None))
    return _without_second(_without_others(header, above[-1:]), below, vocabulary)


def _title(header: Header, above: Sequence[Header]) -> Iterator[str]:
    """The title right above a header: it stands by itself, no farther right than the table begins, no footnote."""
    for one in above:
        columns, first = filled(one.cells), filled(header.cells)[0]
        is_note = begins_footnote(one.cells) or begins_with_mark(one.cells)
        if len(columns) == 1 and columns[0] <= first and not is_note:
            yield one.cell(columns[0])


def _says_whose(header: Header, rows: Sequence[Header]) -> bool:
    """Whether a row names a country, or a column that is carried along holds words, which may be a name or a code."""
    named = any(known_subject(cell) for one in rows for cell in one.cells)
    cells = (one.cell(index) for one in rows for index in header.others)
    return named or any(parse(cell) is None for cell in cells if cell)


def _whose(
    header: Header,
    title: str,
    above: Sequence[Header],
    below: Sequence[Header],
    vocabulary: Vocabulary,
    *,
    is_sheet: bool,
) -> str | None:
    """What the figures below a title, or of a sheet, are, where they are not this index's, or not of one country."""
    words, is_nameless = collective(title), header.subject is None and vocabulary.find(title) is None
    if is_nameless and words and not _names_subjects(header, below):
        if words & AVERAGES:
            return "averages"
        if is_sheet and not _says_whose(header, (*above, *below)):
            return "those of many countries"
    cells = (one.cell(index) for one in below for index in header.numbers)
    # A list of ranks may show the scores as well, and those are no whole numbers.
    if is_of_ranks(title) and any("." in cell and parse(cell) is not None for cell in cells):
        return None
    return of_others(title)


def _names_subjects(header: Header, below: Sequence[Header]) -> bool:
    """Whether a column that is carried along holds names of countries."""
    return any(_hold(index, below, lambda cell: known_subject(cell) is not None) for index in header.others)


def _hold(index: int, below: Sequence[Header], fits: Callable[[str], bool]) -> bool:
    """Whether most of what stands in a column fits."""
    cells = [cell for one in below if (cell := one.cell(index))]
    return bool(cells) and 2 * sum(map(fits, cells)) > len(cells)


def surely_named(header: Header, below: Sequence[Header], catalog: Catalog) -> Header:
    """The header without a column of subjects or editions that has but a name that other things have as well.

    Names of other data count where they hold names or codes and no other column holds names of countries; and *NIT
    Edition* beside *Year* where it holds editions.
    """
    folded = [fold(cell) for cell in header.cells]
    subject, edition = header.subject, header.edition
    if subject is not None and folded[subject] in SUBJECT_ELSEWHERE:
        fits = _hold(subject, below, lambda cell: bool(known_subject(cell) or _CODE.fullmatch(cell)))
        if not fits or _names_subjects(header, below):
            header = evolve(header, subject=None, others=tuple(sorted((*header.others, subject))))
    if edition is not None and folded[edition] in EDITION[1:-1] and EDITION[-1] in folded:
        year = folded.index(EDITION[-1])
        if not _hold(edition, below, lambda cell: edition_of_name(cell, catalog) is not None):
            others = {*header.others, edition} - {year}
            header = evolve(header, edition=year, others=tuple(sorted(others)))
    return header


def _without_others(header: Header, above: Sequence[Header]) -> Header:
    """The header without the figures of columns below the name of another index, up to the next name above them."""
    names = above[0].cells if above and above[0].number == header.number - 1 else ()
    for first, last in pairwise((*filled(names), len(header.cells))):
        if is_other_index(names[first]):
            header = header.set_apart(range(first, last), f"it stands below {quoted(names[first].strip())}")
    return header


def _without_second(header: Header, below: Sequence[Header], vocabulary: Vocabulary) -> Header:
    """The header without the figures of a table beside this one: beyond an empty column, with names of its own.

    It has a column of countries too, or a figure that stands before the empty column as well.
    """
    subject = header.subject
    if subject is None or not header.figures:
        return header
    used = {index for one in (header, *below) for index in filled(one.cells)}
    start = max(subject, header.figures[0])
    gap = next((index for index in range(start, len(header.cells)) if index not in used), None)
    first = next((index for index in sorted(used) if gap is not None and index > gap), None)
    if first is None or first in header.figures or YEAR.fullmatch(header.cell(first)):
        return header
    means = {index: vocabulary.find(header.cells[index]) for index in header.figures}
    own = {term for index, term in means.items() if index < first}
    is_twin = any(term in own for index, term in means.items() if index > first)
    if is_twin or _hold(first, below, lambda cell: known_subject(cell) is not None):
        return header.set_apart(
            range(first, len(header.cells)), "beyond an empty column it is of another table"
        )
    return header
