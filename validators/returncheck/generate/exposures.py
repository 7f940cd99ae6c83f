"""Who reads the marts, for dbt: `models/marts/_exposures.yml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from returncheck.catalogue.marts import EXPORTED_TABLES, REPORT_PAGE, marts, marts_of
from returncheck.errors import InternalError
from returncheck.generate.notice import NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What dbt is told of a reader beside the marts that it reads."""

    name: str
    label: str
    kind: str
    description: tuple[str, ...]


_READERS = (
    _Reader(
        name=REPORT_PAGE,
        label="The page of a check",
        kind="dashboard",
        description=(
            "`report.html`, with the files written beside it: findings, results, "
            "summary and",
            "notes. Made by `returncheck run`, from what `Workspace.check` reads.",
        ),
    ),
    _Reader(
        name=EXPORTED_TABLES,
        label="The tables for Power BI and others",
        kind="application",
        description=(
            "Parquet, CSV and XLSX files with a data dictionary, for analysts or, with",
            "`--public`, for anybody. Made by `returncheck export`.",
        ),
    ),
)


def exposure_files() -> dict[Path, str]:
    """The exposures: path below the project root and text.

    Raises:
        InternalError: A mart names a reader that is not known here.
    """
    known = {reader.name for reader in _READERS}
    strangers = {name for mart in marts() for name in mart.readers} - known
    if strangers:
        raise InternalError(f"No exposure is known of: {', '.join(sorted(strangers))}.")
    lines = [f"# {NOTICE}", "exposures:"]
    for reader in _READERS:
        lines += _lines(reader)
    return {Path("models/marts/_exposures.yml"): "\n".join(lines)}


def _lines(reader: _Reader) -> Iterator[str]:
    yield f"  - name: {reader.name}"
    yield f"    label: {reader.label}"
    yield f"    type: {reader.kind}"
    yield "    maturity: high"
    yield "    description: >-"
    yield from (f"      {line}" for line in reader.description)
    yield "    owner:"
    yield "      name: Returncheck"
    yield "    depends_on:"
    yield from (
        f"      - ref('returncheck', '{mart.name}')" for mart in marts_of(reader.name)
    )
    yield ""
