"""What a word that is no id may have been meant for."""

from collections import ChainMap
from collections.abc import Mapping

from nit_rules.errors import nearest, not_an_id
from nit_rules.numerals import fold


def suggestion(word: object, *known: Mapping[str, str]) -> str:
    """A suggestion to append to a message, or nothing.

    `known` are ids by their folded names, those that apply before others. The id that has the word for a name is
    meant; failing that, the first with a name that begins or ends so; failing that, the one whose name is spelled most
    like it.

    >>> known = {"corruption": "co", "co": "co", "nationalgovernance": "ndg", "ndg": "ndg"}
    >>> [suggestion(word, known) for word in ("Corruption", "national", "nvg")]
    ["; did you mean 'co'?", "; did you mean 'ndg'?", "; did you mean 'ndg'?"]
    >>> suggestion("xyz", known), suggestion(1, known)
    ('', '; an id is a str, not int')
    """
    if not isinstance(word, str):
        return f"; {not_an_id(word)}"
    folded = fold(word)
    id_ = (
        next((names[folded] for names in known if folded in names), None)
        or next((id_ for names in known for name, id_ in names.items() if _is_part(folded, name)), None)
        or (names := ChainMap(*map(dict, known))).get(nearest(folded, names) or "")
    )
    return f"; did you mean '{id_}'?" if id_ else ""


def _is_part(word: str, name: str) -> bool:
    """Whether a name is cut short at either end; two letters are within too many."""
    return len(word) > 2 and (name.startswith(word) or name.endswith(word))
