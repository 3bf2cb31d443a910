"""A set of very many texts is a set."""

from hypothesis import given
from hypothesis import strategies as st

from nit_rules.sources.seen import Seen


@given(st.lists(st.text(max_size=3), max_size=200))
def test_a_text_is_new_once(texts: list[str]) -> None:
    seen, known = Seen(), set[str]()
    for text in texts:
        assert seen.add(text) is (text not in known)
        known.add(text)
        assert len(seen) == len(known)


def test_it_grows_and_forgets_nothing() -> None:
    seen = Seen()
    texts = [f"Country {number}" for number in range(20_000)]
    assert all(map(seen.add, texts))
    assert not any(map(seen.add, texts))
    assert len(seen) == len(texts)
