"""Expectations of our own."""

from great_expectations.expectations import ExpectColumnValueLengthsToBeBetween


class ExpectColumnValuesToBeOurChildIds(ExpectColumnValueLengthsToBeBetween):
    """The values are child identifiers as our system writes them: six letters."""

    max_value: int = 6
