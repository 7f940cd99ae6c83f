"""The limits of time that made-up records keep to, miss or reach."""

from typing import Final

from returncheck.catalogue.time_limits import working_day_limit

ASSESSMENT_DAYS: Final = working_day_limit("assessments_within_45_days")
"""The most working days an assessment takes in time."""
CONFERENCE_DAYS: Final = working_day_limit("icpc_within_15_days")
"""The most working days from an enquiry to a conference in time."""
