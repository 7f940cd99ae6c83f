"""What of a field rules in force report, so that contract and reader need not."""

from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """What of a field a rule may report in the contract's place."""

    PRESENCE = "presence"
    CODES = "codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One aspect of a field that a rule in force already reports.

    Attributes:
        table: Official table name.
        field: Official column name; of a key that the reader numbers, presence means
            that of the record itself.
        aspect: Missing values, or values outside the code list.
    """

    table: str
    field: str
    aspect: Aspect
