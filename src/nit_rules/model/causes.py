"""What diagnoses tell of."""

from enum import StrEnum


class Cause(StrEnum):
    """What may have led to a figure, as diagnoses name it.

    Diagnoses that need equally many edits are told in this order: what is telling first, what often fits by chance
    last.
    """

    #: no ratings give such a figure, or there is no such rating
    OFF_LATTICE = "off-lattice"
    #: a percentage taken from the rounded score
    PERCENTAGE_FROM_ROUNDED_SCORE = "percentage-from-rounded-score"
    #: a class read from the legend of the percentage
    STATUS_FROM_PERCENTAGE = "status-from-percentage"
    #: the class beyond an edge on which the score lies
    BAND_EDGE = "band-edge"
    #: rounded half up, where the rule rounds otherwise
    HALF_UP = "half-up"
    #: rounded half to even, where the rule rounds otherwise
    HALF_EVEN = "half-even"
    #: cut off instead of rounded
    TRUNCATED = "truncated"
    #: rounded up
    ROUNDED_UP = "rounded-up"
    #: printed with fewer digits
    FEWER_DIGITS = "fewer-digits"
    #: rounded to fewer digits, with zeros in their place
    ZEROS_ADDED = "zeros-added"
    #: a percentage given as a fraction of one
    FRACTION_OF_ONE = "fraction-of-one"
    #: a percentage of the highest score, where the rule subtracts the lowest first
    PERCENTAGE_OF_HIGHEST = "percentage-of-highest"
    #: the sum of the ratings in the place of their mean
    SUM_OF_RATINGS = "sum-of-ratings"
    #: the decimal point lost or moved
    MISPLACED_POINT = "misplaced-point"
    #: the figure of the edition before
    PREVIOUS_EDITION = "previous-edition"
    #: the figure of the edition before, on the other scale, turned to this one
    PREVIOUS_EDITION_TURNED = "previous-edition-turned"
    #: the figure with the scale turned
    REVERSED_SCALE = "reversed-scale"
    #: the figure under another methodology
    OTHER_METHODOLOGY = "other-methodology"
    #: a column that has slipped by some rows
    ROWS_SHIFTED = "rows-shifted"
    #: another figure of the same record
    OTHER_FIGURE = "other-figure"
    #: two or three values in each other's place
    COLUMNS_SWAPPED = "columns-swapped"
    #: values that have moved along their row
    COLUMNS_SHIFTED = "columns-shifted"
    #: two digits exchanged
    TRANSPOSED_DIGITS = "transposed-digits"
    #: one rating that is another
    RATING_MISPRINT = "rating-misprint"
    #: one digit that is another
    DIGIT_MISPRINT = "digit-misprint"
    #: a mean without one of the ratings
    INDICATOR_OMITTED = "indicator-omitted"
    #: of figures that exclude each other the one against all others
    LIKELY_CULPRIT = "likely-culprit"
    #: a variant of the right label, outside the editions that printed it
    LABEL_VARIANT = "label-variant"
    #: of a report: rivals that no record tells from the rule
    NOT_SEPARATED = "not-separated"
    #: of a report: where figures cease to be one series
    SERIES_BREAK = "series-break"

    @property
    def rank(self) -> int:
        """The place in that order."""
        return _RANKS[self]


_RANKS = {cause: place for place, cause in enumerate(Cause)}
