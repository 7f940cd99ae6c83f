"""A run imports what it uses, told by the names of modules; its suites run beside."""

import json
import os
import subprocess
import sys

HEAVY = (
    "altair",
    "dbt",
    "great_expectations",
    "marshmallow",
    "openpyxl",
    "pandas",
    "pyarrow",
    "scipy",
    "sqlalchemy",
    "starlette",
)
SCRIPT = f"""
import atexit, sys
atexit.register(lambda: print('imported', sorted(set({HEAVY}) & set(sys.modules))))
from returncheck.__main__ import main
main()
"""


def test_run_with_suites_imports_nothing_heavy(returncheck, tmp_path):
    made = returncheck(
        *("synth", "cin-census", "--authority", "887", "--year", "2025"),
        *("--out", "c.xml", "--children", "60"),
    )
    assert made.returncode == 0, made.stderr
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "run", "c.xml", "--out", "out", "--quiet"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "imported []"
    told = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    outcomes = {each["outcome"] for each in told["suites"]}
    assert "passed" in outcomes
    assert "could_not_run" not in outcomes
