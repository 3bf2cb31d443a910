"""Types of columns that pandas has and no other engine."""

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import nit_rules
from nit_rules import frames

METHOD = nit_rules.load_catalog().methodology("nit/2020")


def dictionary(values: list[Any]) -> Any:
    """A dictionary of Arrow, as pandas makes of it where it is told to keep Arrow's types."""
    array = pa.array(values).dictionary_encode()
    return pd.Series(array, dtype=pd.ArrowDtype(array.type))


@pytest.mark.parametrize(
    ("ratings", "verdicts"),
    [
        (pd.Categorical([1, None]), ["reproduced", "undetermined"]),
        (pd.Categorical([1.0, None]), ["reproduced", "undetermined"]),
        (pd.Categorical(["1.00", None]), ["reproduced", "undetermined"]),
        (pd.array([1, None], "Int64"), ["reproduced", "undetermined"]),
        (pd.array([2**60, None], "Int64"), ["undetermined", "undetermined"]),
        (pd.array([2**60, None], "int64[pyarrow]"), ["undetermined", "undetermined"]),
        (dictionary([1.0, None]), ["reproduced", "undetermined"]),
        (dictionary([1, None]), ["reproduced", "undetermined"]),
        (dictionary(["1.00", None]), ["reproduced", "undetermined"]),
    ],
    ids=lambda value: getattr(value, "dtype", None) and f"{value.dtype}-{value[0]}",
)
def test_ratings_of_any_type_are_read(ratings: Any, verdicts: list[str]) -> None:
    columns = {name: [1.25, 1.25] for name in METHOD.indicator}
    frame = pd.DataFrame({**columns, "ndg": ratings, "democracy_score": [1.21, 1.21]})
    assert [*frames.audit(frame, METHOD)["democracy_score_verdict"]] == verdicts
