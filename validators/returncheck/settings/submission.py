"""By when a return has to be submitted, as `submission_dates` of the settings says."""

from collections.abc import Mapping
from datetime import date


def submission_date(
    dates: Mapping[str, date],
    return_id: str,
    collection: str,
    return_year: int | None,
) -> date | None:
    """The day on which a return has to be submitted.

    Args:
        dates: Return to day; a return is named by its id, or by its collection and
            year, as `<collection>-<year>`.
        return_id: The return.
        collection: What kind of return it is.
        return_year: Its year; None for a return without years.

    Returns:
        The day; None where nobody said.
    """
    if return_id in dates:
        return dates[return_id]
    return dates.get(f"{collection}-{return_year}")
