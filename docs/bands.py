"""A picture of bands: on the scale as printed, and on the scale turned."""

from collections.abc import Iterator
from fractions import Fraction
from html import escape

from nit_rules.describing import ranges, shown
from nit_rules.model import BandRule, Methodology

#: From the worst class to the best; told apart without colour vision, and each band carries its number.
_COLOURS = ("#7f2704", "#d9772b", "#d8c46a", "#6aaed6", "#08519c")
_WIDTH, _LEFT, _BAR = 680, 30, 34


def bands_svg(method: Methodology, rule: BandRule) -> str:
    """An SVG of two strips, one for each direction of the scale, and the names of the classes."""
    height = 190 + 20 * len(rule.bands)
    size = f'viewBox="0 0 {_WIDTH + 2 * _LEFT} {height}" width="{_WIDTH}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif" font-size="13">',
        f"<title>{escape(rule.name)} by {escape(rule.of)}</title>",
        f'<rect width="100%" height="{height}" fill="white"/>',
        *_strip(method, rule, turned=False, top=34),
        *_strip(method, rule, turned=True, top=122),
    ]
    for index, (label, range_) in enumerate(ranges(method, rule)):
        top = 194 + 20 * index
        lines.append(
            f'<rect x="{_LEFT}" y="{top - 11}" width="13" height="13" fill="{_colour(method, rule, index)}"/>'
        )
        lines.append(f'<text x="{_LEFT + 20}" y="{top}">{index + 1}  {escape(label)}, {range_}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _colour(method: Methodology, rule: BandRule, index: int) -> str:
    rank = index if method.scale.best == "highest" else len(rule.bands) - 1 - index
    return _COLOURS[rank * (len(_COLOURS) - 1) // max(1, len(rule.bands) - 1)]


def _strip(method: Methodology, rule: BandRule, *, turned: bool, top: int) -> Iterator[str]:
    low, high = method.range_of(rule.of)
    best = high if (method.scale.best == "highest") is not turned else low
    words = "turned" if turned else "as printed"
    yield f'<text x="{_LEFT}" y="{top - 10}">{escape(rule.of)} {words}: {shown(best)} is the best</text>'
    bounds = [max(low, band.bound) for band in rule.bands]

    def x(bound: Fraction) -> float:
        place = (bound - low) / (high - low)
        return _LEFT + float(1 - place if turned else place) * _WIDTH

    for index, (start, end) in enumerate(zip(bounds, [*bounds[1:], high], strict=True)):
        left, right = sorted((x(start), x(end)))
        yield (
            f'<rect x="{left:.1f}" y="{top}" width="{right - left:.1f}" height="{_BAR}"'
            f' fill="{_colour(method, rule, index)}" stroke="white" stroke-width="2"/>'
        )
        middle = (left + right) / 2
        yield (
            f'<text x="{middle:.1f}" y="{top + 22}" text-anchor="middle" fill="white" stroke="black"'
            f' stroke-width="3" paint-order="stroke">{index + 1}</text>'
        )
    for bound in (*bounds, high):
        value = low + high - bound if turned else bound
        yield f'<text x="{x(bound):.1f}" y="{top + _BAR + 16}" text-anchor="middle">{shown(value)}</text>'
