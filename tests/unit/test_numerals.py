"""Reading printed numbers, beyond the examples beside the functions."""

from nit_rules.numerals import LONGEST, remembered


def test_what_short_texts_mean_is_remembered_and_long_ones_are_not_kept() -> None:
    asked = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    find = remembered(length)
    short, long = "5.36", "5" * (LONGEST + 1)
    assert [find(text) for text in (short, short, long, long)] == [4, 4, LONGEST + 1, LONGEST + 1]
    assert asked == [short, long, long]
