"""What the national benchmarking tool prints otherwise than the releases, as a seed.

A maintainer's command: `python -m returncheck.generate.tool_figures SOURCES`, after the
published figures are made. Two statements of SQL hold every figure of the tool against
the figure that is shipped; nothing is listed by hand.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import yaml

from returncheck.errors import InputError
from returncheck.generate.rule_catalogue import csv_text
from returncheck.project import project_root

TOOL_FIGURES = Path("seeds/releases/rc_tool_figures.csv")
_COLUMNS = ("indicator_id", "year", "area_type", "area_code", "value")
_EXTRACT = "lait_figures.parquet"
_MAPPING = Path("validators/returncheck/published/releases/tool.yml")

_TOOL = """
create temp table tool as
select
    series.indicator_id,
    cast(
        case
            when figures.year similar to '[0-9]{4}' then figures.year
            when figures.year similar to '[0-9]{4}-[0-9]{2}.*'
                then '20' || substring(figures.year, 6, 2)
        end as integer
    ) as year,
    case figures.la_code when '970' then 'england' else 'authority' end as area_type,
    case figures.la_code when '970' then 'E92000001' else figures.la_code end
        as area_code,
    figures.value,
    try_cast(figures.value as double) as number,
    max(length(figures.value) - length(split_part(figures.value, '.', 1)) - 1)
        over (partition by figures.series) as tool_decimals
from read_parquet($extract) as figures
inner join series on figures.series = series.series
where
    (figures.la_code = '970' or figures.la_code in (select la_code from authorities))
    and try_cast(figures.value as double) is not null
"""

_DIFFERENCES = """
select tool.indicator_id, tool.year, tool.area_type, tool.area_code, tool.value
from tool
inner join shipped
    on
        tool.indicator_id = shipped.indicator_id
        and tool.year = cast(shipped.year as integer)
        and tool.area_code = shipped.area_code
inner join indicators on tool.indicator_id = indicators.indicator_id
where
    try_cast(shipped.value as double) is null
    or abs(tool.number - try_cast(shipped.value as double))
    > 0.5 * pow(
        10,
        -least(
            coalesce(cast(indicators.published_decimals as integer), 1),
            greatest(tool.tool_decimals, 0)
        )
    ) + 1e-9
order by all
"""


def tool_figures_text(extract: Path, series: Iterable[tuple[str, str]]) -> str:
    """The seed as text.

    Args:
        extract: The tool's figures: series, year, la_code, area_name, value.
        series: Indicator and the tool's name of its series.
    """
    seeds = project_root() / "seeds"
    with duckdb.connect() as connection:
        for name, files in (
            ("shipped", "published/*.csv"),
            ("indicators", "catalogue/rc_indicators.csv"),
            ("authorities", "areas/rc_authorities.csv"),
        ):
            connection.execute(
                f"create temp table {name} as "
                "select * from read_csv($files, all_varchar = true)",
                {"files": (seeds / files).as_posix()},
            )
        connection.execute(
            "create temp table series (indicator_id varchar, series varchar)"
        )
        connection.executemany("insert into series values ($1, $2)", list(series))
        connection.execute(_TOOL, {"extract": extract.as_posix()})
        return csv_text(_COLUMNS, connection.execute(_DIFFERENCES).fetchall())


def tool_series(mapping: Path) -> list[tuple[str, str]]:
    """Indicator and series of the tool, as its mapping pairs them.

    Args:
        mapping: The mapping of the tool's extract.
    """
    said = yaml.safe_load(mapping.read_text(encoding="utf-8"))
    return [
        (each["indicator"], each["series"])
        for release in said["releases"]
        for each in release["series"]
        if isinstance(each.get("series"), str)
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the seed.

    Args:
        arguments: The folder that the tool's extract lies in or below.

    Raises:
        InputError: No extract lies there.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    folder = parser.parse_args(arguments).sources
    extract = next(iter(sorted(folder.rglob(_EXTRACT))), None)
    if extract is None:
        raise InputError(f"No {_EXTRACT} lies in {folder} or below it.")
    text = tool_figures_text(extract, tool_series(project_root() / _MAPPING))
    target = project_root() / TOOL_FIGURES
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
