"""`returncheck indicators list` and `returncheck indicators show`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from returncheck.cli.extending import use_extensions
from returncheck.cli.listing import write_listing, write_record
from returncheck.cli.options import ConfigFile, Format, OutputFormat

if TYPE_CHECKING:
    from returncheck.catalogue.indicators import Indicator

app = typer.Typer(
    help="The indicators and their definitions.\n\n"
    "Example: returncheck indicators show rereferrals_within_12_months",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_indicators(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Option("--topic", help="Only one topic: 'Front door'.")
    ] = None,
    config: ConfigFile = None,
    form: Format = OutputFormat.TEXT,
) -> None:
    """List the indicators, the council's own after those of the catalogue.

    Example: returncheck indicators list --topic "Child protection"
    """
    from returncheck.errors import ConfigError

    listed = _known(context, config)
    topics = list(dict.fromkeys(indicator.topic for indicator in listed))
    if topic is not None and topic.lower() not in [name.lower() for name in topics]:
        names = ", ".join(f"'{name}'" for name in topics)
        raise ConfigError(f"There is no topic '{topic}'. Choose one of {names}.")
    write_listing(
        [
            {
                "indicator": indicator.indicator_id,
                "unit": indicator.unit,
                "better": indicator.polarity,
                "from": _source(indicator),
                "published": "yes" if indicator.is_published else "no",
                "title": indicator.title,
            }
            for indicator in listed
            if topic is None or indicator.topic.lower() == topic.lower()
        ],
        form,
    )


@app.command("show")
def show_indicator(
    context: typer.Context,
    indicator_id: Annotated[str, typer.Argument(help="Its id.")],
    config: ConfigFile = None,
) -> None:
    """Show what an indicator counts, over what, and which way is better.

    Example: returncheck indicators show assessments_within_45_days
    """
    from returncheck.catalogue.indicators import indicator_among

    found = indicator_among(_known(context, config), indicator_id)
    first, last = found.first_year, found.last_year
    years = (
        "" if first is None and last is None else f"{first or ''} to {last or 'now'}"
    )
    write_record(
        {
            "indicator": found.indicator_id,
            "title": found.title,
            "topic": found.topic,
            "unit": found.unit,
            "better": found.polarity,
            "numerator": found.numerator,
            "denominator": found.denominator,
            "window": found.window,
            "computed from": _source(found),
            "published": "yes" if found.is_published else "no",
            "years": years.strip(),
            "needs": found.needs,
            "note": found.note,
        }
    )


def _known(context: typer.Context, config: Path | None) -> "list[Indicator]":
    from returncheck.catalogue.indicators import indicators
    from returncheck.settings.reading import named_indicators

    use_extensions(context, config)
    return [*indicators(), *named_indicators(config).indicators]


def _source(indicator: "Indicator") -> str:
    """Where its figures come from: no return has those that a council declares."""
    from returncheck.catalogue.indicators import indicators

    catalogue = {each.indicator_id for each in indicators()}
    is_local = indicator.indicator_id not in catalogue
    return "local" if is_local else indicator.computed_from
