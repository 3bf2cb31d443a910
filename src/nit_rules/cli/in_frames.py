"""Many records as frames: `nit_rules.frames` says which are wrong, and where on the lattice all others stand.

Needs the extra ``frames``.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice, repeat

from nit_rules.errors import InputError, missing_extra

try:
    import narwhals  # noqa: F401 - what frames need, so that one error says what is missing
    import numpy as np
    import polars as pl
except ModuleNotFoundError:
    raise missing_extra("taking very many rows at once, which is faster,", "frames") from None

from nit_rules.cli.cases import Cases, Scope, with_sum
from nit_rules.frames import audit
from nit_rules.frames.totals import totals
from nit_rules.model import BandRule, Methodology, Verdict
from nit_rules.sources.outlines import Outlines

_RIGHT, _WRONG = str(Verdict.REPRODUCED), [str(verdict) for verdict in Verdict if verdict.is_wrong]

#: Whether a record has to be audited by itself, whether its ratings settle all its claims, and their sums.
_Stand = tuple[bool, bool, int]


def keys(cases: Cases, many: Sequence[Outlines]) -> list[list[Hashable]]:
    """For the records of each kind what they share with those of their cases.

    It is None of what has to be audited by itself: what is wrong, what has a rating that is on no scale, what states
    nothing, what no frame can hold, and all of a kind of which no record is known.
    """
    found: list[list[Hashable]] = [[None] * outlines.size for outlines in many]
    judged: dict[tuple[str, ...], list[tuple[int, Scope]]] = {}
    for place, outlines in enumerate(many):
        scope = cases.scope(outlines.kind)
        if scope is not None and (outlines.ratings or outlines.claims):
            judged.setdefault(tuple(method.id for method in scope.methods), []).append((place, scope))
    for group in judged.values():
        _, first = group[0]
        frames = [_frame(many[place]) for place, _ in group]
        try:
            stands = _stands(first.methods, pl.concat(frames, how="diagonal"))
        except InputError:
            # The rules of a user may call a figure as a column that is to be added.
            continue
        for (place, scope), frame in zip(group, frames, strict=True):
            found[place] = [*_keys(scope, many[place], islice(stands, frame.height))]
    return found


def _frame(outlines: Outlines) -> pl.DataFrame:
    kind = outlines.kind
    texts = zip((*kind.ratings, *kind.claims), (*outlines.ratings, *outlines.claims), strict=True)
    return pl.DataFrame([pl.Series(name, column, pl.String) for name, column in texts])


def _keys(scope: Scope, outlines: Outlines, stands: Iterable[_Stand]) -> Iterator[Hashable]:
    settled: dict[int, Hashable] = {}
    claims = zip(*outlines.claims, strict=True) if outlines.claims else repeat(())
    for (is_odd, is_settled, sums), texts in zip(stands, claims, strict=False):
        if is_odd:
            yield None
        elif is_settled:
            yield settled.setdefault(sums, scope.key(sums, None))
        else:
            yield scope.key(sums, texts)


def _stands(methods: Sequence[Methodology], frame: pl.DataFrame) -> Iterator[_Stand]:
    """Where each record stands; where several methodologies may apply, nothing is settled and nothing is wrong."""
    is_odd, is_settled = np.zeros(frame.height, bool), np.full(frame.height, len(methods) == 1)
    sums = [0] * frame.height
    for method in methods:
        missing = [name for name in method.indicator if name not in frame.columns]
        whole = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
        for lattice, (total, unknown) in zip(method.lattices, totals(whole, method), strict=True):
            absent = pl.sum_horizontal(pl.col(lattice.indicators).is_null())
            is_odd |= unknown != whole.select(absent=absent)["absent"].to_numpy()
            is_settled &= unknown == 0
            sums = [*map(with_sum, sums, total.tolist())]
        if len(methods) == 1 and any(name in frame.columns for name in method.rule):
            judged = _judged(audit(whole, method), method)
            is_odd |= judged["is_wrong"].to_numpy()
            is_settled &= judged["is_right"].to_numpy()
    return zip(is_odd.tolist(), is_settled.tolist(), sums, strict=True)


def _judged(audited: pl.DataFrame, method: Methodology) -> pl.DataFrame:
    """Of each record whether some claim is wrong, and whether each is right; of labels only the very words are."""
    wrong, right = [], []
    for name, rule in method.rule.items():
        if name in audited.columns:
            claim, verdict = pl.col(name), pl.col(f"{name}_verdict")
            is_right = verdict == _RIGHT
            if isinstance(rule, BandRule):
                is_right &= claim == pl.col(f"{name}_expected")
            wrong.append(verdict.is_in(_WRONG).fill_null(value=False))
            right.append(claim.is_null() | is_right.fill_null(value=False))
    return audited.select(is_wrong=pl.any_horizontal(wrong), is_right=pl.all_horizontal(right))
