"""How problems and findings name the rows and cells of a table."""

from attrs import frozen

from nit_rules.sources.cells import shown


@frozen
class Places:
    """How a table names its rows and cells: ``scores.csv:17: ep``, or by letter ``scores.xlsx:Sheet!C17``."""

    prefix: str
    lettered: bool = False

    def row(self, number: int) -> str:
        """The place of a row; row 0 is that of columns with names of their own."""
        return f"{self.prefix}{number}" if number else self.prefix.rstrip(":!")

    def around(self, column: int, header: str) -> tuple[str, str]:
        """What stands before and after the row's number in the place of a cell."""
        return (self.prefix + letters(column), "") if self.lettered else (self.prefix, f": {shown(header)}")

    def cell(self, number: int, column: int, header: str) -> str:
        """The place of a cell."""
        before, after = self.around(column, header)
        if not number:
            return self.row(0) + after
        return f"{before}{number}{after}"


def letters(column: int) -> str:
    """A workbook's name for a column, counted from 0.

    >>> letters(2), letters(26)
    ('C', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
