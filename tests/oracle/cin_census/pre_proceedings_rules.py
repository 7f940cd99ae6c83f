"""Rules on pre-proceedings and family group decision-making, provisional for 2027."""

from cin_census.days import is_before
from cin_census.flags import is_true
from cin_census.found import WHOLE_RETURN, each, rule

TABLE = "PreProceedings"
FIRST = 2027


@rule("8995Q", first=FIRST)
def no_record(data):
    return [] if data[TABLE] else [WHOLE_RETURN]


@rule("9000Q", first=FIRST)
def no_start_in_the_return(data):
    starts = [row.day("PPStartDate") for row in data[TABLE]]
    return [WHOLE_RETURN] if all(day is None for day in starts) else []


def _outside(data, name):
    return each(row for row in data[TABLE] if data.leaves_out(row.day(name)))


def _misdated(data, name, earlier):
    return each(
        row
        for row in data[TABLE]
        if data.leaves_out(row.day(name)) or is_before(row.day(name), row.day(earlier))
    )


@rule("9005", TABLE, first=FIRST)
def start(data):
    return _outside(data, "PPStartDate")


@rule("9006", TABLE, first=FIRST)
def letter_before_proceedings(data):
    return _misdated(data, "LBPSentDate", "PPStartDate")


@rule("9007", TABLE, first=FIRST)
def letter_without_offer(data):
    return each(
        row
        for row in data[TABLE]
        if row.day("LBPSentDate") is not None and row["FGDMMeetingOffer"] is None
    )


@rule("9008", TABLE, first=FIRST)
def first_meeting(data):
    return _outside(data, "InitialPPMeetingDate")


@rule("9009", TABLE, first=FIRST)
def decision(data):
    return _misdated(data, "StepDecisionDate", "PPStartDate")


@rule("9010Q", TABLE, first=FIRST)
def offered_and_not_said_whether_held(data):
    return each(
        row
        for row in data[TABLE]
        if is_true(row["FGDMMeetingOffer"]) and row["FGDMMeetingFac"] is None
    )


@rule("9011", TABLE, first=FIRST)
def outcome(data):
    return each(
        row for row in data[TABLE] if row["PPOutcome"] not in (None, "A", "B", "C")
    )


@rule("9012", TABLE, first=FIRST)
def court_application(data):
    return _misdated(data, "CourtAppDate", "StepDecisionDate")


@rule("9013", TABLE, first=FIRST)
def letter_of_proceedings(data):
    return _misdated(data, "LetterInitCPDate", "CourtAppDate")


@rule("9015Q", TABLE, first=FIRST)
def meeting_without_number(data):
    return each(
        row
        for row in data[TABLE]
        if row.day("InitialPPMeetingDate") is not None
        and row["ReviewMeetingsCount"] is None
    )
