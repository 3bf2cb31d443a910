"""The pictures, drawn by Vega-Altair and turned into SVG: nothing is left to be computed where they are shown."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from textwrap import wrap
from typing import Any

import altair as alt
import vl_convert
from attrs import frozen

from nit_rules.model import Methodology
from nit_rules.reports.html.points import Point, Strip, best_end
from nit_rules.reports.wording import plural
from nit_rules.rounding import Rounding, RoundingMode

INK, QUIET, WRONG = "#1d2733", "#5b6775", "#b3261e"
#: From the worst band to the best: light enough for dark ink, and told apart without red and green.
TINTS = ("#f0bfae", "#f7dcc9", "#f3efe2", "#d6e5ee", "#aecbe2")
_GRID = "#e3e7eb"
_TINT = alt.Color("tint:N", scale=None, legend=None)
_HEADER = alt.Header(
    labelColor=INK, labelFontSize=12, labelFontWeight=600, labelAnchor="start", labelPadding=4, labelLimit=220
)
#: Figures beside marks; those of the marks themselves are floats.
_TO_SHOW = Rounding(Decimal("0.01"), RoundingMode.HALF_UP)
_FONT = "Helvetica, Arial, sans-serif"


@frozen
class Picture:
    """A drawing, its title, and what it shows in words."""

    title: str
    words: str
    svg: str


def _svg(chart: Any) -> str:
    config = {
        "background": None,
        "aria": False,
        "font": _FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": QUIET, "titleColor": QUIET, "titleFontWeight": "normal", "grid": False,
            "domain": False, "tickColor": "#c5ccd3", "labelFontSize": 11, "titleFontSize": 11, "labelLimit": 260,
        },
        "title": {"color": INK, "fontSize": 12, "fontWeight": 600, "anchor": "start", "limit": 260, "offset": 4},
        "lineBreak": "\n",
    }  # fmt: skip
    # Everything a picture needs is in it: no address may be asked for more.
    svg: str = vl_convert.vegalite_to_svg(
        {**chart.to_dict(validate=False), "config": config}, allowed_base_urls=[]
    )
    return svg


def _data(rows: Iterable[Mapping[str, object]]) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])


def _number(value: Fraction) -> float:
    return round(float(value), 6)


def tints(count: int) -> list[str]:
    """As many tints as there are bands, evenly from the worst to the best."""
    last = max(count - 1, 1)
    return [TINTS[round(place * (len(TINTS) - 1) / last)] for place in range(count)]


def _band_rows(bands: Sequence[Strip]) -> list[dict[str, object]]:
    """The bands as stripes along the score axis."""
    return [
        {"low": _number(band.low), "high": _number(band.high), "tint": tint}
        for band, tint in zip(bands, tints(len(bands)), strict=True)
    ]


def _domain(bands: Sequence[Strip], points: Iterable[Point]) -> list[float]:
    values = [one.score for one in points]
    ends = [bands[0].low, bands[-1].high] if bands else [min(values), max(values)]
    return [_number(end) for end in ends]


def edition_strip(
    edition: str, points: Sequence[Point], bands: Sequence[Strip], methods: Mapping[str, Methodology]
) -> Picture:
    """All subjects of an edition on the strip of bands, each with its distance to the nearest edge."""
    ordered = sorted(points, key=lambda one: (-one.score, one.subject))
    rows = [
        {
            "subject": one.subject,
            "score": _number(one.score),
            "wrong": None if one.wrong is None else _number(one.wrong),
            "note": _edge_words(one),
        }
        for one in ordered
    ]
    domain = _domain(bands, points)
    scale = alt.Scale(domain=domain, nice=False, zero=False)
    subjects = [one.subject for one in ordered]
    y = alt.Y(
        "subject:N", sort=subjects, title=None, axis=alt.Axis(ticks=False, labelColor=INK, labelPadding=8)
    )
    x = alt.X(
        "score:Q", scale=scale, title=f"score, {best_end(points, methods)}",
        axis=alt.Axis(tickCount=7, values=_whole(domain), format="d"),
    )  # fmt: skip
    base = alt.Chart(_data(rows))
    height = 18 * len(rows)
    layers = [
        base.mark_rule(color="#ffffff", opacity=0.8).encode(y=y, x=alt.value(0), x2=alt.value(520)),
        base.mark_point(filled=True, size=64, color=INK, opacity=1).encode(x=x, y=y),
        base.mark_text(align="left", color=QUIET, fontSize=11).encode(x=alt.value(532), y=y, text="note:N"),
    ]
    if any(one.wrong is not None for one in ordered):
        wrong = alt.Chart(_data(row for row in rows if row["wrong"] is not None))
        layers += [
            wrong.mark_rule(color=WRONG, strokeWidth=1.5).encode(x=x, x2="wrong:Q", y=y),
            wrong.mark_text(text="✗", color=WRONG, fontSize=13, fontWeight="bold", baseline="middle").encode(
                x=alt.X("wrong:Q", scale=scale), y=y
            ),
        ]
    stripes = alt.Chart(_data(_band_rows(bands))).mark_rect()
    across = stripes.encode(x=alt.X("low:Q", scale=scale), x2="high:Q", color=_TINT)
    chart = alt.layer(across, *layers).properties(width=520, height=height)
    near = [one for one in ordered if one.edge is not None]
    if len(ordered) == 1:
        return Picture(edition, f"{ordered[0].subject} in {edition}: {_edge_words(ordered[0])}.", _svg(chart))
    words = f"Scores of {len(ordered)} subjects in {edition}, from {ordered[0].subject} down to {ordered[-1].subject}."
    if near:
        nearest = min(near, key=lambda one: (one.edge or 0, one.subject))
        words += f" Nearest to an edge: {nearest.subject}, {_edge_words(nearest)}."
    return Picture(edition, words, _svg(chart))


def _whole(domain: Sequence[float]) -> list[int]:
    return list(range(int(domain[0]), int(domain[1]) + 1))


def _edge_words(point: Point) -> str:
    shown = str(_TO_SHOW(point.score))
    return shown if point.edge is None else f"{shown}, {_TO_SHOW(point.edge)} from the edge of {point.beyond}"


def is_break(before: Point, after: Point, methods: Mapping[str, Methodology]) -> bool:
    """Whether a series breaks between two editions: another set of indicators, or a turned scale."""
    first, second = methods[before.methodology], methods[after.methodology]
    return not _same_indicators(before, after, methods) or first.scale.best is not second.scale.best


def _same_indicators(before: Point, after: Point, methods: Mapping[str, Methodology]) -> bool:
    """Whether at most a turned scale separates two editions: on one scale the path goes on."""
    return set(methods[before.methodology].indicator) == set(methods[after.methodology].indicator)


def _through(editions: Iterable[str]) -> list[str]:
    """The editions in order, and the years between that have none, so that a picture shows how far apart they are."""
    there = set(editions)
    years = [int(one) for one in there if len(one) == 4 and one.isdecimal()]
    between = map(str, range(min(years, default=0), max(years, default=0)))
    return sorted(there.union(year for year in between if not any(year in one for one in there)))


def _few(editions: Sequence[str]) -> list[str]:
    """The first, the last and some editions between, so that their labels do not touch."""
    step = -(-(len(editions) - 1) // 3)
    return [*editions[: len(editions) - step : step], editions[-1]]


def paths(
    points: Sequence[Point], bands: Sequence[Strip], methods: Mapping[str, Methodology]
) -> Picture | None:
    """A small picture for each subject with several editions: its path across the bands.

    A dashed line opens each edition with another method; where the indicators are others too, the path breaks.
    """
    moving = {subject: some for subject, some in sorted(_grouped(points).items()) if len(some) > 1}
    if not moving:
        return None
    editions = {one.edition for some in moving.values() for one in some}
    through = _through(editions)
    rows: list[dict[str, object]] = []
    for subject, some in moving.items():
        rows += [{"kind": "band", "subject": subject, **row} for row in _band_rows(bands)]
        segment = 0
        for before, one in zip([None, *some], some, strict=False):
            if before is not None and is_break(before, one, methods):
                rows.append({"kind": "break", "subject": subject, "edition": one.edition})
                segment += not _same_indicators(before, one, methods)
            score = _number(one.score)
            rows.append(
                {
                    "kind": "score",
                    "subject": subject,
                    "edition": one.edition,
                    "score": score,
                    "segment": segment,
                }
            )
    scale = alt.Scale(domain=_domain(bands, points), nice=False, zero=False)
    x = alt.X(
        "edition:O", title=None, scale=alt.Scale(domain=through),
        axis=alt.Axis(values=_few(through), labelAngle=0, ticks=False, labelFontSize=10, labelPadding=5),
    )  # fmt: skip
    y = alt.Y("score:Q", scale=scale, title=None, axis=None)
    base = alt.Chart(_data(rows))
    scores = base.transform_filter("datum.kind === 'score'")
    stripes = base.transform_filter("datum.kind === 'band'").mark_rect()
    chart = alt.layer(
        stripes.encode(y=alt.Y("low:Q", scale=scale, axis=None), y2="high:Q", color=_TINT),
        base.transform_filter("datum.kind === 'break'").mark_rule(color=QUIET, strokeDash=[3, 3]).encode(x=x),
        scores.mark_line(color=INK, strokeWidth=1.6).encode(x=x, y=y, detail="segment:N"),
        scores.mark_point(filled=True, size=14, color=INK, opacity=1).encode(x=x, y=y),
    ).properties(width=236, height=96)
    over = f"{len(editions)} editions, {through[0]} to {through[-1]}"
    words = f"The scores of {plural(len(moving), 'subject')} over {over}; {best_end(points, methods)}."
    faceted = chart.facet(facet=alt.Facet("subject:N", title=None, header=_HEADER), columns=4, spacing=18)
    return Picture("Over the years", words, _svg(faceted.resolve_axis(x="independent", y="independent")))


def _grouped(points: Iterable[Point]) -> dict[str, list[Point]]:
    groups: dict[str, list[Point]] = {}
    for one in points:
        groups.setdefault(one.subject, []).append(one)
    return groups


def ratings_panels(
    edition: str, points: Sequence[Point], methods: Mapping[str, Methodology]
) -> Picture | None:
    """The ratings of an edition as small multiples: a column for each indicator, a line for each subject."""
    rated = sorted((one for one in points if one.ratings), key=lambda one: (-one.score, one.subject))
    if not rated:
        return None
    subjects = [one.subject for one in rated]
    y = alt.Y(
        "subject:N", scale=alt.Scale(domain=subjects), title=None,
        axis=alt.Axis(ticks=False, labelColor=INK, labelPadding=8, grid=True, gridColor=_GRID),
    )  # fmt: skip
    x = alt.X("rating:Q", scale=_rating_scale(rated, methods), title=None, axis=_rating_axis(rated, methods))
    chart = alt.Chart(_data(_rating_rows(rated, methods))).mark_point(
        filled=True, size=44, color=INK, opacity=1
    )
    panels = chart.encode(x=x, y=y).properties(width=96, height=16 * len(rated))
    whose = subjects[0] if len(subjects) == 1 else plural(len(subjects), "subject")
    words = f"The ratings of {whose} in {edition}, one column for each indicator; {best_end(rated, methods)}."
    return Picture(edition, words, _svg(_by_indicator(panels, rated, methods, spacing=14)))


def ratings_over_time(
    subject: str, points: Sequence[Point], methods: Mapping[str, Methodology]
) -> Picture | None:
    """The ratings of one subject over the editions, a small picture for each indicator."""
    rated = [one for one in points if one.ratings]
    if len(rated) < 2:
        return None
    editions = [one.edition for one in rated]
    x = alt.X(
        "edition:O", title=None, scale=alt.Scale(domain=_through(editions)),
        axis=alt.Axis(values=[editions[0], editions[-1]], labelAngle=0, ticks=False, labelFontSize=10, labelPadding=5),
    )  # fmt: skip
    y = alt.Y("rating:Q", title=None, scale=_rating_scale(rated, methods), axis=_rating_axis(rated, methods))
    line = alt.Chart(_data(_rating_rows(rated, methods))).mark_line(
        color=INK, strokeWidth=1.6, point=alt.OverlayMarkDef(size=14, color=INK)
    )
    panels = line.encode(x=x, y=y).properties(width=104, height=70)
    over = f"from {editions[0]} to {editions[-1]}"
    words = f"The ratings of {subject} {over}, one picture for each indicator; {best_end(rated, methods)}."
    return Picture(subject, words, _svg(_by_indicator(panels, rated, methods, spacing=32)))


def _names(rated: Sequence[Point], methods: Mapping[str, Methodology]) -> dict[str, str]:
    """The names of the indicators that are rated, in printed order, those of the last methodology first."""
    used = {name for one in rated for name, _ in one.ratings}
    ordered = [one for point in reversed(rated) for one in methods[point.methodology].indicators]
    return {one.id: _wrapped(one.name) for one in ordered if one.id in used}


def _by_indicator(
    chart: Any, rated: Sequence[Point], methods: Mapping[str, Methodology], *, spacing: int
) -> Any:
    order = list(_names(rated, methods).values())
    return chart.facet(
        column=alt.Column("indicator:N", title=None, sort=order, header=_HEADER), spacing=spacing
    )


def _rating_rows(rated: Sequence[Point], methods: Mapping[str, Methodology]) -> list[dict[str, object]]:
    names = _names(rated, methods)
    return [
        {"subject": one.subject, "edition": one.edition, "indicator": names[name], "rating": _number(value)}
        for one in rated
        for name, value in one.ratings
    ]


def _rating_scale(rated: Sequence[Point], methods: Mapping[str, Methodology]) -> alt.Scale:
    return alt.Scale(domain=_ends(rated, methods), nice=False, zero=False)


def _rating_axis(rated: Sequence[Point], methods: Mapping[str, Methodology]) -> alt.Axis:
    low, high = _ends(rated, methods)
    return alt.Axis(values=[low, (low + high) / 2, high], format="d", grid=True, gridColor=_GRID, ticks=False)


def _ends(rated: Sequence[Point], methods: Mapping[str, Methodology]) -> tuple[float, float]:
    scale = methods[rated[-1].methodology].scale
    return float(scale.lowest), float(scale.highest)


def _wrapped(name: str) -> str:
    """A title on a few short lines."""
    return "\n".join(wrap(name, 15, break_long_words=False)[:3])
