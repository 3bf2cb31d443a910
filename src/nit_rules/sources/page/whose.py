"""Whose each figure of a page is, by the words beside it and the headings above it, all figures together.

A line above a figure that is nothing but another country or another year may be a heading as well as a link: it decides
only where the page prints the same figure otherwise, without such a line.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from attrs import evolve, field, frozen

from nit_rules.sources.page.headings import Kind


@frozen
class Heading:
    """A line above a figure that is nothing but another subject or another year: where it is, and what it says.

    It `decides` by itself where it leaves no doubt, and no other line stands between the two. A
    caption is nothing but a name right above a table.
    """

    offset: int
    words: str
    kind: Kind
    decides: bool = field(default=False, eq=False)
    is_caption: bool = field(default=False, eq=False)


@frozen
class Printed:
    """A figure of an edition as printed: what it is called, where it is, and who may claim it.

    `beside` says whose it is by the words beside it, `heading` under which heading of others it stands; None, if none.
    """

    name: str
    offset: int
    edition: str | None
    figure: str
    text: str
    beside: str | None
    heading: Heading | None = None


def whose(printed: Sequence[Printed], title: int) -> list[str | None]:
    """Whose each figure is; None where it is the page's own. `title` is where the page says what it is about.

    A heading claims all that stands under it if one of these figures is another than the page prints elsewhere (that
    of a region only below the page's own figures, or above its title), or if it leaves no doubt. *Last year* right
    above a figure claims that figure, a caption its table below figures of the page's own, and the name of an index
    that pages link to only figures that are unlike. A heading ends where one of its figures is printed again,
    otherwise.
    """
    printed = [*_ended(printed)]
    own: defaultdict[tuple[str | None, str], list[Printed]] = defaultdict(list)
    for one in printed:
        if one.beside is None and one.heading is None:
            own[one.edition, one.figure].append(one)
    for one in printed:
        # A region may be where the page's own country lies: what stands only under regions is its own under the first.
        if one.beside is None and one.heading and one.heading.kind is Kind.GROUP and not one.heading.decides:
            own.setdefault((one.edition, one.figure), [one])
    unlike = [
        one.heading
        and any(
            other.text != one.text and _is_before(other, one.heading, title)
            for other in own[one.edition, one.figure]
        )
        for one in printed
    ]
    first = min((one.offset for some in own.values() for one in some), default=None)
    claiming = {
        one.heading
        for one, is_unlike in zip(printed, unlike, strict=True)
        if one.heading and one.heading.kind is not Kind.LINK and (is_unlike or _decides(one.heading, first))
    }
    return [
        one.beside
        or (one.heading.words if one.heading and (is_unlike or _claims(one.heading, claiming)) else None)
        for one, is_unlike in zip(printed, unlike, strict=True)
    ]


def _is_before(own: Printed, heading: Heading, title: int) -> bool:
    """Whether a figure of the page's own lets a heading be that of others: regions and indexes may stand above it."""
    return (
        heading.kind not in (Kind.GROUP, Kind.INDEX, Kind.LINK)
        or own.offset < heading.offset
        or heading.offset < title
    )


def _ended(printed: Sequence[Printed]) -> Iterator[Printed]:
    """The figures, those without their heading that stand below its end."""
    under: defaultdict[Heading, dict[tuple[str | None, str], str]] = defaultdict(dict)
    ended: dict[Heading, int] = {}
    for one in sorted(printed, key=lambda one: one.offset):
        if one.heading and one.heading not in ended:
            before = under[one.heading].setdefault((one.edition, one.figure), one.text)
            if before != one.text:
                ended[one.heading] = one.offset
    for one in printed:
        is_below = one.heading is not None and one.offset >= ended.get(one.heading, one.offset + 1)
        yield evolve(one, heading=None) if is_below else one


def _decides(heading: Heading, first: int | None) -> bool:
    """Whether a heading leaves no doubt, on a page whose own figures begin there."""
    if heading.is_caption:
        return first is not None and first < heading.offset
    return heading.decides and heading.kind is not Kind.LAST_YEAR


def _claims(heading: Heading, claiming: Collection[Heading]) -> bool:
    return heading.decides or heading in claiming
