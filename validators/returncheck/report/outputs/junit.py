"""`--junit`: the outcome of a run for the test reports of CI.

A suite a layer, a case a check of a return. What makes a run fail is a failure, and
nothing else is: the report and the exit code say the same.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from returncheck.files.cannot_write import place_of, write_error
from returncheck.files.output import write_whole
from returncheck.findings.exits import ExitCode
from returncheck.findings.finding import Layer
from returncheck.report.outputs.ci_cases import Case, CaseOutcome
from returncheck.report.outputs.unfinished import Failure
from returncheck.report.words.terms import LAYER_TITLES

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RUN = "The run"
_BEGUN = "It is under way or was stopped. Run it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFault:
    """Something that makes a run fail and is no finding.

    Attributes:
        name: What was asked of the run.
        message: What happened and what to do, one line; None where it went well.
        kind: `error` where nothing could be checked, else `failure`.
    """

    name: str
    message: str | None
    kind: str = "error"


def write_junit(
    path: Path,
    cases: Sequence[Case],
    faults: Iterable[RunFault],
    started_at: datetime,
    seconds: float,
) -> None:
    """Write the report of a run.

    Args:
        path: The file; its folder is made when it is missing.
        cases: From `ci_cases`.
        faults: What else was asked of the run.
        started_at: When it began, UTC.
        seconds: How long it took.

    Raises:
        ConfigError: The file cannot be written.
    """
    by_layer: dict[Layer, list[ElementTree.Element]] = {each: [] for each in Layer}
    for case in cases:
        by_layer[case.layer].append(_case(case))
    suites = [_suite(_RUN, [_of_run(fault) for fault in faults], started_at, seconds)]
    suites += [
        _suite(LAYER_TITLES[layer], listed, started_at, 0.0)
        for layer, listed in by_layer.items()
        if listed
    ]
    _write(path, suites, seconds)


def write_unfinished_junit(
    path: Path, started_at: datetime, failure: Failure | None = None
) -> None:
    """Write that a run began, or why it failed: no report of an earlier run is left.

    Args:
        path: The file.
        started_at: When the run began, UTC.
        failure: Why it failed; None while it runs.

    Raises:
        ConfigError: The file cannot be written.
    """
    reasons = (_BEGUN,) if failure is None else failure.reasons
    code = "" if failure is None else f" with exit code {failure.exit_code:d}"
    faults = [
        RunFault(name=f"ended{code or ' with a result'}", message=reason)
        for reason in reasons
    ]
    suites = [_suite(_RUN, [_of_run(fault) for fault in faults], started_at, 0.0)]
    _write(path, suites, 0.0)


def run_faults(
    refused: Sequence[str], missing_rules: str | None, exit_code: ExitCode
) -> tuple[RunFault, ...]:
    """What is asked of every run beside its checks.

    Args:
        refused: Why files were refused, one line each.
        missing_rules: Why it fails that rules of its year did not run; None where they
            did, or were not asked for.
        exit_code: How the run ends.
    """
    faults = [RunFault(name="reads a file", message=reason) for reason in refused]
    if not faults:
        faults.append(RunFault(name="reads every file", message=None))
    if missing_rules is not None:
        name = "checks by the rules of each return's own year"
        faults.append(RunFault(name=name, message=missing_rules, kind="failure"))
    if exit_code is ExitCode.OUR_BUG:
        faults.append(RunFault(name="ends", message="A bug of returncheck."))
    return tuple(faults)


def _of_run(fault: RunFault) -> ElementTree.Element:
    element = _testcase(fault.name, "run")
    if fault.message is not None:
        _add(element, fault.kind, fault.message, fault.message, kind="run")
    return element


def _case(case: Case) -> ElementTree.Element:
    name = f"{case.title} [{case.shown_id}]"
    element = _testcase(name, f"{case.layer.value}.{case.return_id or 'all'}")
    where = " in ".join(part for part in (case.return_name, case.source) if part)
    text = "\n".join(part for part in (where, case.text) if part)
    match case.outcome:
        case CaseOutcome.FAILED:
            # One line tells what and where, in lists that show no more.
            message = ": ".join(part for part in (case.what, case.source) if part)
            if case.places:
                message += f", {case.places[0]}"
            kind = case.severity.value if case.severity else ""
            _add(element, "failure", message, text, kind=kind)
        case CaseOutcome.SKIPPED:
            _add(element, "skipped", case.reason)
        case CaseOutcome.NOTED:
            _add(element, "system-out", None, text)
        case CaseOutcome.PASSED:
            pass
    return element


def _testcase(name: str, classname: str) -> ElementTree.Element:
    attributes = {"name": _plain(name), "classname": _plain(classname), "time": "0"}
    return ElementTree.Element("testcase", attributes)


def _add(
    element: ElementTree.Element,
    tag: str,
    message: str | None,
    text: str = "",
    *,
    kind: str = "",
) -> None:
    attributes = {} if message is None else {"message": _plain(message)}
    if kind:
        attributes["type"] = kind
    inner = ElementTree.SubElement(element, tag, attributes)
    inner.text = _plain(text) or None


def _suite(
    name: str,
    cases: Sequence[ElementTree.Element],
    started_at: datetime,
    seconds: float,
) -> ElementTree.Element:
    suite = ElementTree.Element(
        "testsuite",
        {
            "name": _plain(name),
            **_numbers(cases),
            "time": f"{seconds:.1f}",
            "timestamp": f"{started_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        },
    )
    suite.extend(cases)
    return suite


def _numbers(cases: Iterable[ElementTree.Element]) -> dict[str, str]:
    listed = list(cases)
    tags = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    counts = {
        name: sum(case.find(tag) is not None for case in listed)
        for name, tag in tags.items()
    }
    numbers = {"tests": len(listed), **counts}
    return {name: f"{number:d}" for name, number in numbers.items()}


def _write(path: Path, suites: Sequence[ElementTree.Element], seconds: float) -> None:
    root = ElementTree.Element(
        "testsuites",
        {
            "name": "returncheck",
            **_numbers(case for suite in suites for case in suite),
            "time": f"{seconds:.1f}",
        },
    )
    root.extend(suites)
    ElementTree.indent(root)
    document = ElementTree.tostring(root, encoding="unicode")
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'

    def put(staged: Path) -> None:
        staged.write_text(text, encoding="utf-8", newline="\n")

    try:
        write_whole(path, put)
    except OSError as error:
        other = "give --junit another file"
        raise write_error(place_of(error, path), error, other) from error


def _plain(text: str) -> str:
    """Text that XML can hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
