"""`returncheck rules`: list, show and diff; test and new for rules of one's own."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from returncheck.cli.extending import use_extensions
from returncheck.cli.listing import Row, table_lines, write_listing, write_record
from returncheck.cli.options import Format, OutputFormat
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.returns.registry import LAYOUTS, kinds_with_rules

if TYPE_CHECKING:
    from returncheck.catalogue.rule_examples import Example
    from returncheck.catalogue.rules import RuleVersion

app = typer.Typer(
    help="The statutory validation rules.\n\nExample: returncheck rules show 8670Q",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class RuleSeverity(StrEnum):
    """How much a rule weighs."""

    ERROR = "error"
    QUERY = "query"


_WITH_RULES = [kind.collection for kind in kinds_with_rules()]
Collection = Annotated[
    str, typer.Option("--return", help=f"The return: {', '.join(_WITH_RULES)}.")
]


@app.command("list")
def list_rules(
    context: typer.Context,
    collection: Collection = _WITH_RULES[0],
    year: Annotated[
        int | None, typer.Option("--year", help="Only rules in force that year.")
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", help="Only rules that read this table.")
    ] = None,
    severity: Annotated[
        RuleSeverity | None, typer.Option("--severity", help="Only errors or queries.")
    ] = None,
    text: Annotated[
        str | None,
        typer.Option("--text", help="Only rules whose words hold this text."),
    ] = None,
    form: Format = OutputFormat.TEXT,
) -> None:
    """List the rules.

    Example: returncheck rules list --year 2025 --table Assessments
    """
    from returncheck.catalogue.rule_sets import rule_set_of

    use_extensions(context)
    versions = _known(collection)
    if table is not None:
        name = _table_name(collection, table)
        versions = [rule for rule in versions if name in {*rule.needs, *rule.fields}]
    if year is not None:
        rule_set_of(collection, year)
        versions = [rule for rule in versions if rule.holds_in(year)]
    if severity is not None:
        versions = [rule for rule in versions if rule.severity == severity.value]
    if text is not None:
        versions = [rule for rule in versions if text.lower() in _words(rule)]
    write_listing([_row(rule) for rule in versions], form)


@app.command("show")
def show_rule(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Official code, such as 8670Q.")],
    year: Annotated[
        int | None, typer.Option("--year", help="Only the version of that year.")
    ] = None,
) -> None:
    """Show what a rule checks, an example of each kind and how to put it right.

    Example: returncheck rules show 8670Q
    """
    from returncheck.catalogue.rule_examples import rule_examples
    from returncheck.catalogue.rules import rule

    use_extensions(context)
    for number, version in enumerate(rule(code, year=year)):
        if number:
            say("")
        write_record(
            {
                "code": version.code,
                "title": version.title,
                "return": version.collection,
                "severity": version.severity,
                "years": version.standing,
                "checks": " ".join(version.description.split()),
                "fields": _fields(version),
                "to do": " ".join(version.advice.split()),
            }
        )
        examples = rule_examples(version)
        if examples is not None:
            _write_example("passes", examples.passes)
            _write_example("fails", examples.fails)


@app.command("diff")
def diff_rules(
    context: typer.Context,
    first: Annotated[int, typer.Argument(help="A year ending 31 March.")],
    second: Annotated[int, typer.Argument(help="Another one.")],
    collection: Collection = _WITH_RULES[0],
    form: Format = OutputFormat.TEXT,
) -> None:
    """Show what changed between the rules of two years.

    Example: returncheck rules diff 2024 2025
    """
    from returncheck.catalogue.rule_sets import rule_set_of

    use_extensions(context)
    versions = _known(collection)
    sets = [rule_set_of(collection, year) for year in (first, second)]
    before, after = (_in_force(versions, year) for year in (first, second))
    rows: list[Row] = []
    for code in dict.fromkeys(rule.code for rule in versions):
        old, new = before.get(code), after.get(code)
        if old is not new:
            rows.append(_change(code, old, new))
    write_listing(rows, form)
    if form is not OutputFormat.TEXT:
        return
    if not rows:
        title = LAYOUTS[collection].title
        say(f"The rules of the {title} of {first} and {second} are the same.")
    for each in sets:
        if each.is_provisional:
            say(
                f"The rule set of {each.year} is provisional: the final specification "
                "of that year is still to come."
            )


@app.command("test")
def test_rules(
    folder: Annotated[Path, typer.Argument(help="The folder of the extension.")],
) -> None:
    """Run the cases beside the rules of a folder of your own.

    Example: returncheck rules test our_checks
    """
    from returncheck.extensions.case_run import run_cases
    from returncheck.findings.exits import ExitCode

    results = run_cases(folder, str(folder))
    wrong = [each for each in results if each.fault]
    for each in wrong:
        say(f"{each.code}, {each.name}: {each.fault}.")
    of_rules = len({each.code for each in results})
    cases = sum(not each.is_lacking for each in results)
    said = (
        f"{cases} case{'s' if cases != 1 else ''} of "
        f"{of_rules} rule{'s' if of_rules != 1 else ''}"
    )
    say(f"{said}: {len(wrong)} wrong." if wrong else f"{said}: all right.")
    raise typer.Exit(ExitCode.FINDINGS if wrong else ExitCode.CLEAN)


@app.command("new")
def new_rule(
    code: Annotated[str, typer.Argument(help="Its code, such as LA01.")],
    extension: Annotated[
        Path, typer.Option("--extension", help="The folder; made when it is missing.")
    ],
    collection: Collection = _WITH_RULES[0],
    table: Annotated[
        str | None, typer.Option("--table", help="The table that it reads.")
    ] = None,
) -> None:
    """Write a rule of your own to start from, with cases that pass.

    Example: returncheck rules new LA01 --extension our_checks --table Assessments
    """
    from returncheck.extensions.skeleton import write_rule

    if collection not in _WITH_RULES:
        known = ", ".join(f"'{name}'" for name in _WITH_RULES)
        raise ConfigError(
            f"There are no rules of a return '{collection}'. Choose one of {known}."
        )
    for path in write_rule(code, extension, collection=collection, table=table):
        say(str(path))


def _known(collection: str) -> "list[RuleVersion]":
    from returncheck.catalogue.rules import rule_versions

    if collection not in LAYOUTS:
        known = ", ".join(f"'{name}'" for name in LAYOUTS)
        raise ConfigError(f"There is no return '{collection}'. Choose one of {known}.")
    return rule_versions(collection)


def _table_name(collection: str, given: str) -> str:
    """The official name of a table, given in any letter case."""
    found = _tables(collection).get(given.lower())
    if found is not None:
        return found
    others = [each for each in LAYOUTS if given.lower() in _tables(each)]
    also = f"; for that of another return add --return {others[0]}" if others else ""
    names = ", ".join(_tables(collection).values())
    raise ConfigError(f"There is no table '{given}'. Choose one of {names}{also}.")


def _tables(collection: str) -> dict[str, str]:
    """The official names of a return's tables, by name in small letters."""
    return {table.name.lower(): table.name for table in LAYOUTS[collection].tables}


def _words(rule: "RuleVersion") -> str:
    words = (rule.code, rule.title, rule.description, rule.advice, _fields(rule))
    return " ".join(" ".join(words).split()).lower()


def _fields(rule: "RuleVersion") -> str:
    return ", ".join(f"{t}.{f}" for t, names in rule.fields.items() for f in names)


def _row(rule: "RuleVersion") -> Row:
    return {
        "code": rule.code,
        "severity": rule.severity,
        "from": rule.first_year,
        "to": rule.last_year,
        "status": rule.status,
        "title": rule.title,
    }


def _in_force(versions: "Iterable[RuleVersion]", year: int) -> "dict[str, RuleVersion]":
    return {rule.code: rule for rule in versions if rule.holds_in(year)}


def _change(code: str, old: "RuleVersion | None", new: "RuleVersion | None") -> Row:
    if old is None or new is None:
        change = "new" if old is None else "ended"
        if new is not None and new.provisional:
            change = "new (provisional)"
    else:
        parts = {
            "fields": old.fields != new.fields,
            "severity": old.severity != new.severity,
        }
        named = [name for name, differs in parts.items() if differs]
        change = f"changed ({', '.join(named)})" if named else "changed"
    return {
        "code": code,
        "change": change,
        "before": old.title if old else "",
        "after": new.title if new else "",
        "what it finds now": " ".join(new.description.split()) if new else "",
    }


def _write_example(kind: str, example: "Example") -> None:
    say(f"\nAn example that {kind} ({example.year}): {example.name}")
    for table, rows in example.tables.items():
        say(f"  {table}{'' if rows else ': no rows'}")
        names = list(dict.fromkeys(name for row in rows for name in row))
        listed = [
            {
                "": ">" if (table, number) in example.faults else "",
                "row": number,
                **{name: row.get(name) for name in names},
            }
            for number, row in enumerate(rows, start=1)
        ]
        for line in table_lines(listed):
            say(f"    {line}")
