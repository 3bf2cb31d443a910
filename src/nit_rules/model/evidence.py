"""How a statement of a rule file is known."""

from enum import StrEnum

from attrs import field

from nit_rules.values import frozen


class Basis(StrEnum):
    """How a statement is known."""

    #: stated by the publisher, or printed on its pages
    STATED = "stated"
    #: not stated at hand, but published figures agree with it and not with its rival
    REPRODUCED = "reproduced"
    #: generally reported; no source at hand shows it
    ASSUMED = "assumed"


@frozen
class Source:
    """A document that rule files cite, listed once in ``sources.toml``."""

    id: str
    title: str
    url: str
    publisher: str = ""
    published: str = ""


@frozen
class Citation:
    """Where a source says something, and what, in our own words."""

    source: Source
    place: str
    says: str


@frozen
class Evidence:
    """How a statement is known: its basis, the figures that bear on it, and what is cited.

    `agree` golden figures follow from the statement; `discriminate` of them would not under `rival`.
    `assumed_for` lists editions for which an otherwise known statement is only assumed.
    """

    basis: Basis = field(converter=Basis)
    citations: tuple[Citation, ...] = ()
    agree: int | None = None
    discriminate: int | None = None
    rival: str | None = None
    assumed_for: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The basis in words: ``reproduced; 58 published figures agree, 46 of which rule out its rival: …``."""
        if self.agree is None:
            return str(self.basis)
        verb = "rules" if self.discriminate == 1 else "rule"
        rival = f", {self.discriminate} of which {verb} out its rival: {self.rival}" if self.rival else ""
        return f"{self.basis}; {self.agree} published figures agree{rival}"

    def is_assumed(self, edition: str | None) -> bool:
        """Whether a figure of this edition that rests on the statement rests on an assumption."""
        return self.basis is Basis.ASSUMED or edition in self.assumed_for
