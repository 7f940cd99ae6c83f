"""True values of a return of one hand-made child."""

from returncheck.synth.dates import bank_holidays
from returncheck.synth.ssda903.shown import Child
from returncheck.synth.ssda903.truth import TruthCounter

YEAR = 2025
HEADER = {"CHILD": "MADEUP1", "SEX": "F", "DOB": "05/06/2014"}
EPISODE = {
    "CHILD": "MADEUP1",
    "DECOM": "10/05/2023",
    "RNE": "S",
    "LS": "C2",
    "PLACE": "U6",
    "PLACE_PROVIDER": "PR1",
    "URN": "9887001",
    "HOME_POST": "ME1 1XT",
    "PL_POST": "ME1 3WW",
}


def episode(**cells):
    return {name: text for name, text in (EPISODE | cells).items() if text is not None}


def counted(
    *episodes, header=HEADER, before=(), before_reviews=(), year=YEAR, **tables
):
    """The counter of a return of one child."""
    counter = TruthCounter(
        authority="887", year=year, holidays=bank_holidays(), population=1000
    )
    counter.add(
        Child(
            now={"Header": (header,), "Episodes": episodes, **tables},
            before={"Episodes": tuple(before), "Reviews": tuple(before_reviews)},
        )
    )
    return counter


def true(*episodes, **rest):
    return counted(*episodes, **rest).indicators()


def parts(value):
    return value.numerator, value.denominator


def reviews(*days):
    return tuple({"CHILD": "MADEUP1", "REVIEW": day} for day in days)
