"""Which registered return a file belongs to, and the words where it is none or two."""

from collections.abc import Sequence
from pathlib import Path

from returncheck.errors import InputError
from returncheck.files.childless import told, told_list
from returncheck.files.xml_files import root_of
from returncheck.returns.headings import Match, match_tables
from returncheck.returns.kind import ListFiles, ReportFiles, ReturnKind, XmlFiles
from returncheck.returns.registry import LAYOUTS, kinds


def xml_claimed(path: Path) -> tuple[ReturnKind, XmlFiles]:
    """The return that a file which begins like XML is of, and how to read it.

    Where only one return comes as XML, or has its root, that one says what is wrong
    with a file.

    Raises:
        InputError: No return claims the file, or two do.
    """
    forms = [(kind, kind.xml) for kind in kinds() if kind.xml is not None]
    if len(forms) != 1:
        root = root_of(path).rpartition("}")[2]
        forms = [(kind, form) for kind, form in forms if form.root == root]
    if len(forms) > 1:
        forms = [(kind, form) for kind, form in forms if form.claims(path)]
    if not forms:
        raise InputError(
            f"{path} is XML of no known return: its root element is "
            f"{told(root)}. Give {any_return()}, or leave the file out."
        )
    if len(forms) > 1:
        raise _of_two(path, [kind for kind, _ in forms])
    return forms[0]


def list_claimed(path: Path) -> ListFiles | None:
    """How to read a workbook that is looked up for a return; None for another.

    Raises:
        InputError: The workbook cannot be read, or two returns claim it.
    """
    from returncheck.files.workbook import read_sheet_headings

    forms = [(kind, kind.lists) for kind in kinds() if kind.lists is not None]
    if not forms:
        return None
    sheets = read_sheet_headings(path)
    forms = [(kind, form) for kind, form in forms if form.claims(sheets)]
    if len(forms) > 1:
        raise _of_two(path, [kind for kind, _ in forms])
    return forms[0][1] if forms else None


def workbook_claimed(path: Path) -> ReportFiles:
    """How to read a workbook, by the headings of its sheets.

    Where only one return comes as a workbook, that one says what is wrong with a file.

    Raises:
        InputError: No return claims the file, or two do.
    """
    forms = [(kind, kind.reports) for kind in kinds() if kind.reports is not None]
    if len(forms) > 1:
        claiming = _claiming_sheets(path)
        forms = [(kind, form) for kind, form in forms if kind.collection in claiming]
        if not forms:
            raise InputError(
                f"{path} has no sheet with the headings of a known return. "
                f"Give {any_return()}, or leave the file out."
            )
    if len(forms) > 1:
        raise _of_two(path, [kind for kind, _ in forms])
    return forms[0][1]


def _claiming_sheets(path: Path) -> frozenset[str]:
    from returncheck.files.workbook import read_sheets

    layouts = [kind.layout for kind in kinds() if kind.reports is not None]
    return frozenset(
        match.layout.collection
        for sheet in read_sheets(path)
        for match in match_tables(sheet.headings, sheet.title, layouts)
    )


def table_claimed(path: Path, headings: tuple[str, ...]) -> Match | None:
    """The table that a CSV file is, by its headings; None for none.

    Raises:
        InputError: Two returns have tables that are as near.
    """
    matches = match_tables(headings, path.stem, LAYOUTS.values())
    if len(matches) > 1:
        claiming = {match.layout.collection for match in matches}
        raise _of_two(path, [kind for kind in kinds() if kind.collection in claiming])
    return matches[0] if matches else None


def headings_further_down(path: Path) -> tuple[tuple[str, ...], Match] | None:
    """The headings of a CSV file of reports that do not stand in its first row.

    Returns:
        Its headings and the table that they match; None for a file without any.

    Raises:
        InputError: Two returns have tables that are as near.
    """
    found = [
        headings
        for kind in kinds()
        if kind.reports is not None
        and (headings := kind.reports.find_headings(path)) is not None
    ]
    if len(found) > 1:
        claiming = {match.layout.collection for _, match in found}
        raise _of_two(path, [kind for kind in kinds() if kind.collection in claiming])
    return found[0] if found else None


def no_table(path: Path, headings: tuple[str, ...]) -> InputError:
    """Why a file of text that is no table of a return cannot be one."""
    if path.suffix.lower() == ".xml":
        return InputError(
            f"{path} is not XML: it does not begin with '<'. Export the file again."
        )
    if len(headings) == 1 and any(mark in headings[0] for mark in ";\t"):
        return InputError(
            f"{path} has no commas between its headings. "
            "Save it again as 'CSV UTF-8 (comma delimited)'."
        )
    official = {
        column.name
        for layout in LAYOUTS.values()
        for table in layout.tables
        for column in table.columns
    }
    return InputError(
        f"{path} is no table of a known return. "
        f"Its headings are {told_list(headings, official)}. "
        f"Give {any_return()}, or leave the file out."
    )


def any_return() -> str:
    """What may be given: "a KPI return or a second one"."""
    return _either([kind.phrase for kind in kinds()])


def _either(phrases: Sequence[str]) -> str:
    *rest, last = phrases
    return f"{', '.join(rest)} or {last}" if rest else last


def _of_two(path: Path, claiming: Sequence[ReturnKind]) -> InputError:
    return InputError(
        f"{path} could be {_either([kind.phrase for kind in claiming])}. "
        "Export it again with all that tells them apart."
    )
