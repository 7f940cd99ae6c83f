"""What several kinds of record share: dates before the referral of their episode."""

from cin_census.days import is_before
from cin_census.found import joined, rule
from cin_census.records import EPISODE


def _before_referral(code, table, column, *, by_episode=False):
    """The rule that a date of a record is not before its episode's referral."""

    @rule(code, table, "CINdetails")
    def check(data):
        return joined(
            data.pairs(table, "CINdetails", EPISODE),
            lambda row, details: (
                row["ChildKey"],
                row.day(column),
                details["CINdetailsID"] if by_episode else _referral(details),
            ),
            fails=lambda row, details: is_before(row.day(column), _referral(details)),
        )

    return check


def _referral(details):
    return details.day("CINreferralDate")


assessment = _before_referral("1103", "Assessments", "AssessmentActualStartDate")
conference = _before_referral("1104", "Section47", "DateOfInitialCPC", by_episode=True)
protection_plan = _before_referral("1105", "ChildProtectionPlans", "CPPstartDate")
enquiry = _before_referral("2889", "Section47", "S47ActualStartDate")
cin_plan = _before_referral("4015", "CINplanDates", "CINPlanStartDate")
