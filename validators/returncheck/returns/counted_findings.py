"""Keeps the findings of one check of a contract to a number that someone can read."""

from collections import Counter

import polars as pl

from returncheck.files.limits import limits
from returncheck.returns.contract_findings import ContractFinding, findings_frame


class CountedFindings:
    """Lets the first findings of each check through and counts the rest."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._last: dict[str, dict[str, str | None]] = {}

    def kept(self, findings: pl.DataFrame) -> pl.DataFrame:
        """The findings of a batch that are within the limit.

        Args:
            findings: Columns of `FINDING_SCHEMA`, in order.

        Returns:
            Those of them that are kept, in order.
        """
        most = limits().findings_of_a_check
        if not findings.height:
            return findings
        before = dict(self._counts)
        self._counts.update(dict(findings["check_id"].value_counts().iter_rows()))
        full = [check for check, count in self._counts.items() if count > most]
        if not full:
            return findings
        first = findings.filter(pl.col("check_id").is_in(full)).unique(
            "check_id", keep="first"
        )
        for row in first.select("check_id", "severity", "table_name", "field").rows():
            check, severity, table, field = row
            self._last.setdefault(
                check, {"severity": severity, "table_name": table, "field": field}
            )
        earlier = pl.col("check_id").replace_strict(
            before, default=0, return_dtype=pl.Int64
        )
        place = pl.int_range(pl.len()).over("check_id") + earlier
        return findings.filter(place < most)

    def rest(self) -> pl.DataFrame:
        """One finding a check that found more than is kept; it says how many."""
        most = limits().findings_of_a_check
        return findings_frame(
            [
                ContractFinding(
                    check_id=check,
                    severity=str(self._last[check]["severity"]),
                    table_name=self._last[check]["table_name"],
                    field=str(self._last[check]["field"]),
                    value=str(count),
                    message=(
                        f"{self._last[check]['table_name']}: the same is wrong with "
                        f"{self._last[check]['field']} in {count:,} rows, of which the "
                        f"first {most:,} are listed. Mend what writes the column."
                    ),
                )
                for check, count in self._counts.items()
                if count > most
            ]
        )
