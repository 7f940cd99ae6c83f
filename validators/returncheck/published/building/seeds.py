"""What the seeds of published figures have to hold, as text."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from returncheck.catalogue.indicators import indicators
from returncheck.published.building.building import Built

FIGURES = (
    "indicator_id",
    "year",
    "area_type",
    "area_code",
    "value",
    "numerator",
    "denominator",
)
"""Columns of a file of figures."""

_ORDER = FIGURES[:4]
_JOINT = ("la_code", "joint_code", "year_end", "first_year", "last_year")
_SERIES = (
    "indicator_id",
    "release_id",
    "source",
    "first_year",
    "last_year",
    "newest_release",
)
_FOLDER = Path("seeds")


def seed_files(built: Built) -> dict[Path, str]:
    """Every file that follows from the figures: its path below the project root."""
    releases = _FOLDER / "releases"
    return {
        **_figures(built),
        releases / "rc_release_series.csv": _text(_SERIES, _series(built)),
        releases / "rc_joint_figures.csv": _text(_JOINT, _joint(built)),
    }


def topic_file(topic: str) -> Path:
    """The file of figures of a topic, below the project root."""
    name = topic.lower().replace(" ", "_")
    return _FOLDER / "published" / f"{name}.csv"


def _figures(built: Built) -> dict[Path, str]:
    topics = {each.indicator_id: each.topic for each in indicators()}
    files: dict[Path, str] = {}
    for topic in dict.fromkeys(topics.values()):
        wanted = [name for name, of in topics.items() if of == topic]
        frame = built.figures.filter(pl.col("indicator_id").is_in(wanted))
        if not frame.is_empty():
            rows = frame.select(FIGURES).sort(_ORDER)
            files[topic_file(topic)] = rows.write_csv(line_terminator="\n")
    return files


def _series(built: Built) -> Iterable[Sequence[object]]:
    """One row an indicator, in the order of the catalogue."""
    releases = {each.indicator_id: each.release for each in built.mapping.tool}
    for release in built.mapping.releases:
        for series in release.series:
            if series.release is not None:
                releases[series.indicator_id] = series.release
    spans = {
        name: (first, last, sorted(sources))
        for name, first, last, sources in built.figures.group_by("indicator_id")
        .agg(
            pl.col("year").min().alias("first"),
            pl.col("year").max().alias("last"),
            pl.col("source").unique().alias("sources"),
        )
        .rows()
    }
    for each in indicators():
        name = each.indicator_id
        if name in spans:
            first, last, sources = spans[name]
            source = " and ".join(sources)
            yield name, releases[name], source, first, last, last
        elif name in built.mapping.without_files:
            yield name, built.mapping.without_files[name], "", "", "", ""


def _joint(built: Built) -> Iterable[Sequence[object]]:
    """One row an authority and kind of year; open while the newest figures are so."""
    ends = {each.indicator_id: each.year_end for each in indicators()}
    figures = built.figures.with_columns(
        pl.col("indicator_id").replace_strict(ends).alias("year_end")
    )
    joint = figures.filter(pl.col("joint_code").is_not_null()).with_columns(
        pl.col("joint_code").str.slice(0, 3).alias("joint")
    )
    newest = figures.group_by("year_end").agg(pl.col("year").max().alias("newest"))
    spans = (
        joint.group_by("area_code", "joint", "year_end")
        .agg(pl.col("year").min().alias("first"), pl.col("year").max().alias("last"))
        .join(newest, on="year_end")
        .sort("joint", "area_code", "year_end")
    )
    for code, of, year_end, first, last, newest_year in spans.rows():
        yield code, of, year_end, first, "" if last == newest_year else last


def _text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue()
