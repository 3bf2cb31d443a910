"""Names of columns that play a part in a table without being ratings or figures themselves."""

SUBJECT = (
    "country", "subject", "territory", "countryterritory", "countryorterritory", "countryname", "countries"
)  # fmt: skip
#: How other data call them, where no column has one of these names.
SUBJECT_ELSEWHERE = (
    "nation",
    "entity",
    "economy",
    "refarea",
    "iso3",
    "iso3c",
    "iso2",
    "iso2c",
    "countrycode",
)
EDITION = ("edition", "nitedition", "editionyear", "reportedition", "year")
METHODOLOGY = ("methodology",)
PRINTING = ("printing",)
DIRECTION = ("scaledirection",)
TERM = ("indicator", "figure")
VALUE = ("value",)
#: What says of which record a row is, and under which rules.
ROLES = (SUBJECT, EDITION, METHODOLOGY, PRINTING, DIRECTION)
#: All of these names.
WORDS = frozenset(word for role in (*ROLES, TERM, VALUE) for word in role)
