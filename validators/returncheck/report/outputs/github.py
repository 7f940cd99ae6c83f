"""What a run tells GitHub Actions: annotations, and the summary of the job.

Numbers and places alone, as in the JUnit report: logs of CI are read by many.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from returncheck.files.childless import file_name
from returncheck.findings.finding import Severity
from returncheck.report.outputs.ci_cases import Case, CaseOutcome
from returncheck.report.words.numbers import counted

MOST_ANNOTATIONS = 10
"""How many of a kind GitHub shows of one step."""
SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
_SUMMARY_BYTES = 1_000_000


def is_on_github(environment: Mapping[str, str]) -> bool:
    """Whether the process runs in a job of GitHub Actions.

    Args:
        environment: The variables of the process.
    """
    return environment.get("GITHUB_ACTIONS") == "true"


def annotation(
    kind: str, message: str, *, title: str = "", file: str | None = None
) -> str:
    """One command of GitHub's, a line.

    Args:
        kind: `error`, `warning` or `notice`.
        message: What is said, in lines.
        title: Its title.
        file: Path of a file, from the top of the repository; None for none.
    """
    properties = {"file": file or "", "title": title}
    listed = ",".join(
        f"{name}={_property(value)}" for name, value in properties.items() if value
    )
    return f"::{kind} {listed}".rstrip() + f"::{_data(message)}"


def annotations(
    cases: Iterable[Case],
    inputs: Sequence[Path],
    refused: Sequence[str] = (),
    workspace: Path | None = None,
) -> list[str]:
    """The annotations of a run: what fails it as errors, open queries as warnings.

    Args:
        cases: From `ci_cases`.
        inputs: The files and folders that were checked.
        refused: Why files were refused, one line each.
        workspace: Top of the repository; None for the current folder.

    Returns:
        At most ten of a kind, and how many are left out.
    """
    top = (workspace or Path()).resolve()
    by_kind: dict[str, list[str]] = {
        "error": [
            annotation("error", reason, title="returncheck") for reason in refused
        ],
        "warning": [],
    }
    order = list(Severity)
    open_cases = [case for case in cases if case.severity is not None]
    for case in sorted(open_cases, key=lambda case: order.index(_severity(case))):
        is_failing = case.outcome is CaseOutcome.FAILED
        if is_failing or case.severity is not Severity.INFO:
            kind = "error" if is_failing else "warning"
            file = _path(case.source_name, inputs, top)
            by_kind[kind].append(
                annotation(kind, case.text, title=_title(case), file=file)
            )
    lines = []
    for kind, listed in by_kind.items():
        lines += listed[:MOST_ANNOTATIONS]
        more = len(listed) - MOST_ANNOTATIONS
        if more > 0:
            check = counted(more, "check")
            lines.append(f"{check} more of this kind ({kind}): see the job's summary.")
    return lines


def add_to_summary(text: str, environment: Mapping[str, str]) -> str | None:
    """Put a text at the end of the summary of the job.

    Args:
        text: Markdown.
        environment: The variables of the process.

    Returns:
        One line that says why it could not be written; None where it was, or where
        there is none to write.
    """
    place = environment.get(SUMMARY_VARIABLE)
    if not place:
        return None
    try:
        with Path(place).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{text[:_SUMMARY_BYTES]}\n")
    except OSError as error:
        reason = error.strerror or str(error)
        return (
            f"The summary of the job cannot be written: {reason}. "
            f"{SUMMARY_VARIABLE} has to name a file that may be written."
        )
    return None


def _severity(case: Case) -> Severity:
    return case.severity or Severity.INFO


def _title(case: Case) -> str:
    return f"{case.title} ({case.return_name})" if case.return_name else case.title


def _path(source_name: str, inputs: Sequence[Path], top: Path) -> str | None:
    """The file of a return from the top of the repository; None where it names a child.

    A name that may be a child's is not repeated in a log.
    """
    if not source_name:
        return None
    for each in inputs:
        path = (each.parent / PurePath(source_name)).resolve()
        if path.exists() and path.is_relative_to(top):
            below = path.relative_to(top).as_posix()
            return below if file_name(below) == below else None
    return None


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
