"""Frozen values behave as those of `attrs.frozen`."""

import pickle

import attrs
import pytest
from attrs import field

from nit_rules.model import Edition, Methodology
from nit_rules.values import frozen


@frozen
class Ours:
    name: str
    count: int = 0
    digest: str = field(default="", eq=False, repr=False)


@attrs.frozen
class Theirs:
    name: str
    count: int = 0
    digest: str = field(default="", eq=False, repr=False)


VALUES = [("a", 0, ""), ("a", 0, "other"), ("a", 1, ""), ("b", 0, "")]


@pytest.mark.parametrize("first", VALUES)
@pytest.mark.parametrize("second", VALUES)
def test_equality_is_that_of_attrs(first: tuple[str, int, str], second: tuple[str, int, str]) -> None:
    assert (Ours(*first) == Ours(*second)) is (Theirs(*first) == Theirs(*second))
    if Ours(*first) == Ours(*second):
        assert hash(Ours(*first)) == hash(Ours(*second))


@pytest.mark.parametrize("values", VALUES)
def test_the_representation_is_that_of_attrs(values: tuple[str, int, str]) -> None:
    assert repr(Ours(*values)) == repr(Theirs(*values)).replace("Theirs", "Ours")


def test_another_class_with_the_same_fields_is_another_value() -> None:
    others: list[object] = [Theirs("a"), Edition("a"), "a"]
    assert all(Ours("a") != other for other in others)


def test_values_do_not_change() -> None:
    value = Ours("a")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value.name = "b"  # type: ignore[misc]  # that is the point
    assert not hasattr(value, "__dict__")


def test_values_are_pickled_and_evolved() -> None:
    value = Ours("a", 2, "d")
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - made here
    assert attrs.evolve(value, count=3) == Ours("a", 3)


def test_the_digest_of_a_methodology_is_not_compared() -> None:
    assert not attrs.fields_dict(Methodology)["digest"].eq
