"""The dbt project's SQL as an engine gets it, rendered without dbt and its adapters.

The project keeps to what two engines read alike (decision 19); where their words differ
a macro has a branch for each, and models call macros, `ref`, `source` and `var` alone.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import jinja2

from returncheck.project import project_root
from returncheck.transform.plan import PUBLISHED_FOLDER

SPARK = "spark"
_VARIABLES = {"returncheck_published_folder": PUBLISHED_FOLDER}
_RULE = re.compile(r"\brule_\w+")


def model_files() -> list[Path]:
    """Every model."""
    return sorted((project_root() / "models").rglob("*.sql"))


def macro_files() -> list[Path]:
    """Every macro that models call."""
    return sorted((project_root() / "macros").glob("*.sql"))


def render(sql: str, engine: str = SPARK) -> str:
    """The SQL of a model or test as an engine gets it; `ref` gives the bare name.

    Args:
        sql: Its text, as dbt reads it.
        engine: The type of dbt's target.

    Raises:
        ValueError: A macro refuses what it is called with.
    """
    environment = _environment(engine)
    return environment.from_string(sql, globals=engine_macros(engine)).render()


def model_query(name: str, engine: str = SPARK) -> str:
    """The query of a model, with those of the rules that it reads before it.

    Args:
        name: Name of the model.
        engine: The type of dbt's target.
    """
    files = _files()
    text = files[name].read_text(encoding="utf-8")
    rules = [
        f"{rule} as (\n{model_query(rule, engine)}\n)" for rule in _rules_read(text)
    ]
    query = render(text, engine).strip()
    if not rules:
        return query
    listed = ",\n".join(rules)
    return f"with {listed}\n\nselect * from (\n{query}\n)"


@cache
def engine_macros(engine: str) -> dict[str, Any]:
    """Every macro by its name, with the branch of an engine."""
    files = macro_files()
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    module = _environment(engine).from_string(text).module
    return {path.stem: getattr(module, path.stem) for path in files}


@cache
def _files() -> dict[str, Path]:
    return {path.stem: path for path in model_files()}


def _rules_read(text: str) -> Iterator[str]:
    """The rules that a model reads: they stand in no step of their own."""
    yield from sorted(set(_RULE.findall(text)) & set(_files()))


@cache
def _environment(engine: str) -> jinja2.Environment:
    made = jinja2.Environment(autoescape=False, extensions=["jinja2.ext.do"])
    made.globals |= {
        "target": SimpleNamespace(type=engine),
        "exceptions": SimpleNamespace(raise_compiler_error=_stop),
        "ref": lambda *names: names[-1],
        "source": lambda _, table: f"raw.{table}",
        "var": _VARIABLES.get,
        "execute": False,
        "fromjson": json.loads,
        "tojson": json.dumps,
        "config": lambda **_: "",
    }
    return made


def _stop(message: str) -> NoReturn:
    raise ValueError(message)
