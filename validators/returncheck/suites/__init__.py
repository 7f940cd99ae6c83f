"""Suites of expectations over the built warehouse, judged by Great Expectations."""

from returncheck.suites.definitions import Expectation, FailureSeverity, Suite
from returncheck.suites.loading import load_suites
from returncheck.suites.runner import SuiteRun, judge_suites, run_suites, warm_up

__all__ = [
    "Expectation",
    "FailureSeverity",
    "Suite",
    "SuiteRun",
    "judge_suites",
    "load_suites",
    "run_suites",
    "warm_up",
]
