"""The dbt project's SQL as an engine gets it, rendered without dbt and its adapters."""

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import jinja2

from returncheck.transform.plan import PUBLISHED_FOLDER

ROOT = Path(__file__).resolve().parents[2]
VARIABLES = {"returncheck_published_folder": PUBLISHED_FOLDER}


def model_files() -> list[Path]:
    """Every model."""
    return sorted((ROOT / "models").rglob("*.sql"))


def dbt_test_files() -> list[Path]:
    """Every singular test of the dbt project."""
    return sorted((ROOT / "tests" / "dbt").glob("*.sql"))


def macro_files() -> list[Path]:
    """Every macro that models call."""
    return sorted((ROOT / "macros").glob("*.sql"))


def render(sql: str, engine: str = "spark") -> str:
    """The SQL of a model or test as an engine gets it; `ref` gives the bare name."""
    macros = _macros(engine)
    return _environment(engine).from_string(sql, globals=macros).render()


def raw_statements(engine: str = "spark") -> list[str]:
    """The statements that make the raw tables."""
    text = str(_macros(engine)["create_raw_tables"]())
    return [part.strip() for part in text.split(";") if part.strip()]


@cache
def _environment(engine: str) -> jinja2.Environment:
    made = jinja2.Environment(autoescape=False, extensions=["jinja2.ext.do"])
    made.globals |= {
        "target": SimpleNamespace(type=engine),
        "exceptions": SimpleNamespace(raise_compiler_error=_stop),
        "ref": lambda *names: names[-1],
        "source": lambda _, table: f"raw.{table}",
        "var": VARIABLES.get,
        "execute": False,
        "fromjson": json.loads,
        "tojson": json.dumps,
        "config": lambda **_: "",
    }
    return made


@cache
def _macros(engine: str) -> dict[str, Any]:
    files = macro_files()
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    module = _environment(engine).from_string(text).module
    return {path.stem: getattr(module, path.stem) for path in files}


def _stop(message: str) -> NoReturn:
    raise ValueError(message)
