"""`returncheck rules list` and `returncheck rules show`."""

from typing import Annotated

import typer

from returncheck.cli.listing import write_listing, write_record
from returncheck.cli.options import Format, OutputFormat
from returncheck.errors import ConfigError

app = typer.Typer(
    help="The statutory validation rules.\n\nExample: returncheck rules show 8670Q",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_rules(
    collection: Annotated[
        str, typer.Option("--return", help="The return: cin_census.")
    ] = "cin_census",
    year: Annotated[
        int | None, typer.Option("--year", help="Only rules in force that year.")
    ] = None,
    form: Format = OutputFormat.TEXT,
) -> None:
    """List the rules.

    Example: returncheck rules list --year 2025
    """
    from returncheck.catalogue import rule_versions
    from returncheck.returns import LAYOUTS

    if collection not in LAYOUTS:
        known = ", ".join(f"'{name}'" for name in LAYOUTS)
        raise ConfigError(f"There is no return '{collection}'. Choose one of {known}.")
    write_listing(
        [
            {
                "code": rule.code,
                "severity": rule.severity,
                "from": rule.first_year,
                "to": rule.last_year,
                "title": rule.title,
            }
            for rule in rule_versions(collection)
            if year is None or rule.holds_in(year)
        ],
        form,
    )


@app.command("show")
def show_rule(
    code: Annotated[str, typer.Argument(help="Official code, such as 8670Q.")],
    year: Annotated[
        int | None, typer.Option("--year", help="Only the version of that year.")
    ] = None,
) -> None:
    """Show what a rule checks and how to put a failure right.

    Example: returncheck rules show 8670Q
    """
    from returncheck.catalogue import rule

    for number, version in enumerate(rule(code, year=year)):
        if number:
            typer.echo("")
        fields = [f"{t}.{f}" for t, names in version.fields.items() for f in names]
        last = version.last_year or "now"
        write_record(
            {
                "code": version.code,
                "title": version.title,
                "return": version.collection,
                "severity": version.severity,
                "years": f"{version.first_year} to {last}",
                "checks": " ".join(version.description.split()),
                "fields": ", ".join(fields),
                "to do": " ".join(version.advice.split()),
            }
        )
