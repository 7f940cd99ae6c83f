"""The installation: Python, packages and extras, as the metadata asks for them."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Final

from returncheck.cli.doctor_checks.line import Line, State
from returncheck.version import VERSION

PYTHONS: Final = ((3, 11), (3, 13))
"""The first and the last version of Python that the tests run on."""

_BRINGS: Final = {
    "postgres": "returncheck export --to postgres",
    "ui": "returncheck ui",
}
"""What extras are for; that of a return is for what the return looks up."""

_OF_DEVELOPERS: Final = frozenset({"dev", "docs", "mutation"})

_REQUIREMENT: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*([^;]*)")
_EXTRA: Final = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A package that is asked for.

    Attributes:
        name: Its name.
        range: The versions that will do, such as `>=1.5,<2`.
        extra: The extra that asks for it; None for all installations.
    """

    name: str
    range: str
    extra: str | None


def installation(asked: Iterable[str] | None = None) -> Iterator[Line]:
    """Lines on Python, returncheck, its packages and its extras.

    Args:
        asked: Requirements as package metadata has them; None for returncheck's own.
    """
    yield _python(sys.version_info[:3])
    yield Line(subject="returncheck", state=State.OK, words=VERSION)
    needed = [_parsed(each) for each in (_own() if asked is None else asked)]
    yield _packages([each for each in needed if each.extra is None])
    extras = {each.extra for each in needed if each.extra is not None}
    for extra in sorted(extras - _OF_DEVELOPERS):
        of_extra = [each for each in needed if each.extra == extra]
        brings = _BRINGS.get(extra, f"what a return looks up ({extra})")
        yield _extra(extra, brings, of_extra)


def _python(running: tuple[int, ...]) -> Line:
    shown = ".".join(map(str, running))
    first, last = (".".join(map(str, each)) for each in PYTHONS)
    if PYTHONS[0] <= running[:2] <= PYTHONS[1]:
        return Line(subject="Python", state=State.OK, words=shown)
    return Line(
        subject="Python",
        state=State.MISSING,
        words=f"{shown}, which is not one of {first} to {last}",
        todo=f"Install returncheck with Python {last}.",
    )


def _packages(needed: list[Requirement]) -> Line:
    faults = [fault for each in needed if (fault := _fault(each))]
    if not faults:
        words = f"all {len(needed)} are there, in versions that fit"
        return Line(subject="packages", state=State.OK, words=words)
    return Line(
        subject="packages",
        state=State.MISSING,
        words="; ".join(faults),
        todo="pip install --force-reinstall returncheck",
    )


def _extra(extra: str, brings: str, needed: list[Requirement]) -> Line:
    subject = f"extra {extra}"
    faults = [fault for each in needed if (fault := _fault(each))]
    if not faults:
        return Line(subject=subject, state=State.OK, words=brings)
    return Line(
        subject=subject,
        state=State.OPTIONAL,
        words=f"for {brings}: {'; '.join(faults)}",
        todo=f"pip install 'returncheck[{extra}]'",
    )


def _fault(needed: Requirement) -> str | None:
    """What is wrong with a package; None where it is there and fits."""
    try:
        found = version(needed.name)
    except PackageNotFoundError:
        return f"{needed.name} is not there"
    if not _fits(found, needed.range):
        return f"{needed.name} is {found}, not {needed.range}"
    return None


def _fits(found: str, wanted: str) -> bool:
    try:
        from packaging.specifiers import InvalidSpecifier, SpecifierSet
        from packaging.version import InvalidVersion
    except ImportError:  # it comes with dbt, whose absence has a line of its own
        return True
    try:
        return SpecifierSet(wanted).contains(found, prereleases=True)
    except (InvalidSpecifier, InvalidVersion):
        return True


def _own() -> list[str]:
    try:
        return requires("returncheck") or []
    except PackageNotFoundError:  # run from the source tree
        return []


def _parsed(text: str) -> Requirement:
    match = _REQUIREMENT.match(text)
    assert match is not None, text
    extra = _EXTRA.search(text)
    return Requirement(
        name=match.group(1),
        range=match.group(2).strip(" ()"),
        extra=extra.group(1) if extra else None,
    )
