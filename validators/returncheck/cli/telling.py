"""Tells machines how a run went: a JUnit report, GitHub, `results.json` on stdout."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returncheck.cli.failures import failure_of
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.findings.exits import ExitCode

if TYPE_CHECKING:
    from returncheck.report import Outputs
    from returncheck.results.check_result import CheckResult
    from returncheck.settings.config import FailOn


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Who is told how a run went.

    Attributes:
        junit: The file of the JUnit report; None for none.
        as_json: Whether `results.json` is printed, and all else goes to stderr.
        to_github: Whether a job of GitHub Actions is told, where the run is in one.
        started_at: When the run began, UTC.
    """

    junit: Path | None = None
    as_json: bool = False
    to_github: bool = False
    started_at: datetime

    @classmethod
    def of_run(cls, junit: Path | None, *, as_json: bool) -> "Telling":
        """That of `returncheck run`, which begins now."""
        return cls(
            junit=junit, as_json=as_json, to_github=True, started_at=datetime.now(UTC)
        )

    def say(self, text: str) -> None:
        """Say lines for people, where stdout is not a program's."""
        say(text, err=self.as_json)

    def begin(self) -> None:
        """Let the report of an earlier run say that another has begun.

        Raises:
            ConfigError: The report cannot be written.
        """
        if self.junit is not None:
            from returncheck.report.outputs.junit import write_unfinished_junit

            write_unfinished_junit(self.junit, self.started_at)

    @contextmanager
    def failures(self) -> Iterator[None]:
        """Tell of an error that ends the run, and let it go on its way."""
        try:
            yield
        except BaseException as error:
            message, code = failure_of(error)
            self.failed((message,), code)
            raise

    def failed(self, reasons: tuple[str, ...], code: ExitCode) -> None:
        """Tell why a run gave no result.

        Args:
            reasons: What happened, one line each.
            code: What the process ends with.
        """
        from returncheck.report.outputs import unfinished

        failure = unfinished.Failure(reasons=reasons, exit_code=code)
        if self.junit is not None:
            from returncheck.report.outputs.junit import write_unfinished_junit

            with suppress(ConfigError):  # of which the run may have failed
                write_unfinished_junit(self.junit, self.started_at, failure)
        if self._is_on_github:
            from returncheck.report.outputs.github import annotation

            self._annotate(
                [annotation("error", each, title="returncheck") for each in reasons],
                unfinished.summary_of(self.started_at, failure),
            )
        if self.as_json:
            _print(unfinished.document_of(self.started_at, failure))

    def finished(
        self,
        result: "CheckResult",
        outputs: "Outputs",
        *,
        fail_on: "FailOn",
        inputs: Sequence[Path],
        refused: tuple[str, ...],
        missing_rules: str | None,
        code: ExitCode,
    ) -> None:
        """Tell what a run found.

        Args:
            result: The result.
            outputs: Where its outputs are.
            fail_on: Least severity that fails the run.
            inputs: The files and folders that were checked.
            refused: Why files were refused, one line each.
            missing_rules: Why it fails that rules did not run; None where it does not.
            code: What the process ends with.

        Raises:
            ConfigError: The report cannot be written.
        """
        if self.junit is not None or self._is_on_github:
            from returncheck.report.outputs.ci_cases import ci_cases
            from returncheck.report.outputs.github import annotations
            from returncheck.report.outputs.junit import run_faults, write_junit

            cases = ci_cases(result, fail_on)
            if self.junit is not None:
                seconds = (datetime.now(UTC) - self.started_at).total_seconds()
                faults = run_faults(refused, missing_rules, code)
                write_junit(self.junit, cases, faults, self.started_at, seconds)
            if self._is_on_github:
                top = os.environ.get("GITHUB_WORKSPACE")
                told = (*refused, *([missing_rules] if missing_rules else []))
                self._annotate(
                    annotations(cases, inputs, told, Path(top) if top else None),
                    outputs.summary.read_text(encoding="utf-8"),
                )
        if self.as_json:
            _print(json.loads(outputs.results.read_text(encoding="utf-8")))

    @property
    def _is_on_github(self) -> bool:
        from returncheck.report.outputs.github import is_on_github

        return self.to_github and is_on_github(os.environ)

    def _annotate(self, lines: Sequence[str], summary: str) -> None:
        from returncheck.report.outputs.github import add_to_summary

        for line in lines:
            say(line, err=True)
        unwritten = add_to_summary(summary, os.environ)
        if unwritten is not None:
            say(unwritten, err=True)


def _print(document: dict[str, Any]) -> None:
    """A document in ASCII, which no encoding of a console can spoil."""
    say(json.dumps(document, indent=2))
