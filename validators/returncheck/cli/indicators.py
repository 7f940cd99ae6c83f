"""`returncheck indicators list` and `returncheck indicators show`."""

from typing import Annotated

import typer

from returncheck.cli.extending import use_extensions
from returncheck.cli.listing import write_listing, write_record
from returncheck.cli.options import Format, OutputFormat

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
    form: Format = OutputFormat.TEXT,
) -> None:
    """List the indicators.

    Example: returncheck indicators list --topic "Child protection"
    """
    from returncheck.catalogue.indicators import indicators
    from returncheck.errors import ConfigError

    use_extensions(context)
    listed = indicators()
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
                "from": indicator.computed_from,
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
) -> None:
    """Show what an indicator counts, over what, and which way is better.

    Example: returncheck indicators show assessments_within_45_days
    """
    from returncheck.catalogue.indicators import indicator

    use_extensions(context)
    found = indicator(indicator_id)
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
            "computed from": found.computed_from,
            "published": "yes" if found.is_published else "no",
            "years": years.strip(),
            "needs": found.needs,
            "note": found.note,
        }
    )
