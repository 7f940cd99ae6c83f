"""Expectations of our own."""

from typing import ClassVar

from great_expectations.expectations import ExpectColumnValuesToMatchRegex


class ExpectColumnValuesToBeOurChildIds(ExpectColumnValuesToMatchRegex):
    """The values are child identifiers as our system writes them: a letter first."""

    regex: str = "^[A-Z]"
    examples: ClassVar[list[object]] = []
