"""Reads the indicators that a council declares in `indicators.yml`.

What may stand in the file is `indicators_file`; YAML and pydantic are imported on use.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.catalogue.count_links import Part, PartOf
from returncheck.catalogue.indicators import Indicator, indicator
from returncheck.catalogue.local_indicators import LocalIndicators
from returncheck.errors import ConfigError

if TYPE_CHECKING:
    from returncheck.settings.indicators_file import IndicatorEntry
    from returncheck.settings.told import Fault
    from returncheck.settings.yaml_file import YamlDocument


def read_local_indicators(path: Path) -> LocalIndicators:
    """The indicators that a file declares.

    Args:
        path: The YAML file, a list of indicators.

    Returns:
        Them, in its order; none for an empty file.

    Raises:
        ConfigError: No such file, no valid YAML, or unknown keys, wrong values, ids
            that are taken and links that lead nowhere; all of them, one a line.
    """
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    try:
        document = load_yaml(path.read_bytes())
    except OSError as error:
        raise ConfigError(
            f"The indicators {path} cannot be read: {error.strerror}."
        ) from error
    except NotYamlError as error:
        raise ConfigError(f"{path} is not valid YAML: {error}") from error
    if document.content is None:
        return LocalIndicators()
    return _checked(document.content, str(path), document)


def local_indicators(given: Sequence[Mapping[str, object]]) -> LocalIndicators:
    """The indicators that a caller declares, in the form of the file's entries.

    Args:
        given: A mapping for each, with the keys of `indicators.yml`.

    Raises:
        ConfigError: What the file would be refused for.
    """
    return _checked([dict(each) for each in given], "The list of indicators", None)


def _checked(
    content: object, name: str, document: "YamlDocument | None"
) -> LocalIndicators:
    from pydantic import TypeAdapter, ValidationError

    from returncheck.settings.indicators_file import Entries
    from returncheck.settings.told import refusal

    def place(fault: "Fault") -> str:
        entry = content[fault.line_path[0]] if _is_of_entry(fault) else None  # type: ignore[index]
        named = entry.get("id") if isinstance(entry, Mapping) else None
        if isinstance(named, str) and named:
            return f": '{named}'"
        number = fault.line_path[0] if fault.line_path else None
        return f": indicator {number + 1}" if isinstance(number, int) else ""

    checker: TypeAdapter[list[IndicatorEntry]] = TypeAdapter(Entries)
    try:
        entries = checker.validate_python(content)
    except ValidationError as error:
        raise refusal(
            error,
            name,
            place=place,
            line_of=(lambda _: None) if document is None else document.line_of,
        ) from error
    return LocalIndicators(
        indicators=tuple(_indicator(each, entries) for each in entries),
        parts=tuple(part for each in entries for part in _parts(each)),
    )


def _is_of_entry(fault: "Fault") -> bool:
    return bool(fault.line_path) and isinstance(fault.line_path[0], int)


def _indicator(
    entry: "IndicatorEntry", entries: "Sequence[IndicatorEntry]"
) -> Indicator:
    return Indicator(
        indicator_id=entry.id,
        topic=entry.topic,
        title=entry.name,
        unit=entry.unit,
        polarity=entry.better,
        computed_from="reported",
        is_published=False,
        period_type=entry.period,
        first_year=None,
        last_year=None,
        numerator=entry.counts,
        denominator=_over(entry, entries),
        needs="",
        note="",
    )


def _over(entry: "IndicatorEntry", entries: "Sequence[IndicatorEntry]") -> str:
    """What it is over, in words: its own, or those of the indicator it names."""
    if entry.over is not None:
        return entry.over
    if entry.unit == "per_10k":
        return "children aged 0-17"
    total = entry.denominator
    if entry.unit == "percent" and entry.part_of is not None:
        total = entry.part_of.id
    if total is None:
        return ""
    own = {each.id: each.counts for each in entries}
    return own[total] if total in own else indicator(total).numerator


def _parts(entry: "IndicatorEntry") -> list[PartOf]:
    parts = [
        PartOf(indicator_id=entry.id, part=part, total_id=total)
        for part, total in (
            (Part.NUMERATOR, entry.numerator),
            (Part.DENOMINATOR, entry.denominator),
        )
        if total is not None
    ]
    if entry.part_of is not None:
        whole = PartOf(
            indicator_id=entry.id,
            part=Part.DENOMINATOR,
            total_id=entry.part_of.id,
            breakdown=entry.part_of.by,
            is_whole=entry.part_of.all,
        )
        parts.append(whole)
    return parts
