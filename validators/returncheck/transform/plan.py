"""The build plan: every seed and model as one SQL statement, in order.

A plan holds no data and nothing of the machine, only what dbt makes of the project.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from returncheck.errors import InternalError
from returncheck.project import extension_files
from returncheck.transform.needs import Needs, NeedsReader

PLAN_DATABASE = "returncheck_plan"
"""Name of the database that dbt compiles for; the plan's SQL names none."""

PLAN_SCHEMA = "main"
"""Schema that dbt compiles for; what is built may go to another."""

PUBLISHED_FOLDER = "<seeds/published>"
"""Stands in a plan for the folder of the files of figures, which is of the machine."""

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePart:
    """The query of one rule within the step that brings many together.

    Attributes:
        collection: The return that the rule belongs to.
        code: Its code.
        first_year: First year of the version.
        start: Where its SQL begins in the step's query.
        end: Where it ends.
    """

    collection: str
    code: str
    first_year: int
    start: int
    end: int

    @property
    def version(self) -> tuple[str, str, int]:
        """Collection, code and first year: what tells it from all others."""
        return self.collection, self.code, self.first_year


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildStep:
    """One table or view to build.

    Attributes:
        name: Its name in the database.
        kind: `table` or `view`.
        query: The SELECT that gives its rows; empty for a seed.
        seed: Path of its CSV file below the project root; None for a model.
        columns: Column to SQL type, of a seed and of a model with a contract.
        is_reference: Whether it follows from seeds and imported releases alone,
            whatever returns are loaded.
        rules: The rules whose SQL it holds, in the order of the query.
        extension_file: The file of an extension that it was made from; None where it
            is the project's own.
        by_return: Whether each row belongs to a return, and follows from rows of
            returns of the same authority, and of none, alone.
        needs: Without rows of which tables it has none, see `needs`; empty where that
            is not known.
    """

    name: str
    kind: str
    query: str
    seed: str | None
    columns: Mapping[str, str]
    is_reference: bool
    rules: tuple[RulePart, ...] = ()
    extension_file: str | None = None
    by_return: bool = False
    needs: Needs = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPlan:
    """What builds the marts.

    Attributes:
        key: Key of the project that the plan was made from.
        steps: The steps; each comes after those it reads.
    """

    key: str
    steps: tuple[BuildStep, ...]


def plan_of(manifest: Mapping[str, Any], key: str) -> BuildPlan:
    """The plan that a compiled dbt project gives.

    Args:
        manifest: dbt's `manifest.json` after `dbt compile`.
        key: Key of the project.

    Raises:
        InternalError: A model that was not compiled.
    """
    nodes: dict[str, Node] = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] in ("seed", "model")
    }
    reference = _reference_nodes(nodes)
    steps = (
        _step(nodes, name, is_reference=name in reference)
        for name in _in_order(nodes)
        if nodes[name]["config"]["materialized"] != "ephemeral"
    )
    return BuildPlan(key=key, steps=tuple(_with_needs(steps)))


def to_json(plan: BuildPlan) -> str:
    """A plan as text."""
    return json.dumps({"key": plan.key, "steps": [asdict(step) for step in plan.steps]})


def from_json(text: str) -> BuildPlan:
    """The plan that a text holds.

    Raises:
        ValueError, KeyError, TypeError: The text is no plan.
    """
    document = json.loads(text)
    return BuildPlan(
        key=document["key"],
        steps=tuple(_stored_step(step) for step in document["steps"]),
    )


def _stored_step(step: Mapping[str, Any]) -> BuildStep:
    rules = tuple(RulePart(**part) for part in step["rules"])
    needs = tuple(tuple(way) for way in step["needs"])
    return BuildStep(**{**step, "rules": rules, "needs": needs})


def _with_needs(steps: Iterable[BuildStep]) -> Iterator[BuildStep]:
    """The steps, each knowing which tables it has no row without."""
    import duckdb

    with duckdb.connect() as connection:
        reader = NeedsReader(connection)
        for step in steps:
            if step.seed is not None:
                yield step
                continue
            needs = reader.needs(step.name, step.kind, step.query)
            yield replace(step, needs=needs)


def _parents(node: Node) -> list[str]:
    return list(node.get("depends_on", {}).get("nodes", ()))


def _in_order(nodes: Mapping[str, Node]) -> Iterator[str]:
    """The nodes, each after those it reads."""
    done: set[str] = set()

    def visit(name: str) -> Iterator[str]:
        if name in done or name not in nodes:
            return
        done.add(name)
        for parent in _parents(nodes[name]):
            yield from visit(parent)
        yield name

    for name in sorted(nodes):
        yield from visit(name)


def _reference_nodes(nodes: Mapping[str, Node]) -> set[str]:
    """The nodes that read nothing of a return, neither themselves nor through others.

    The source `returncheck_reference` holds nothing of one; whoever writes it has what
    follows from it built again. Where a model reads others and takes nothing of a
    return from them, its `meta` says so.
    """
    found: set[str] = set()
    for name in _in_order(nodes):
        if nodes[name]["config"].get("meta", {}).get("is_reference") or all(
            parent in found or _is_reference_source(parent)
            for parent in _parents(nodes[name])
        ):
            found.add(name)
    return found


def _is_reference_source(name: str) -> bool:
    """Whether dbt's name of a source is one of a table in `returncheck_reference`."""
    kind, *path = name.split(".")
    return kind == "source" and path[1:2] == ["returncheck_reference"]


def _relation_name(node: Node) -> str:
    """What a node is called in the database: not always what it is called in dbt."""
    return str(node.get("alias") or node["name"])


def _step(nodes: Mapping[str, Node], name: str, *, is_reference: bool) -> BuildStep:
    node = nodes[name]
    if node["resource_type"] == "seed":
        return BuildStep(
            name=_relation_name(node),
            kind="table",
            query="",
            seed=node["original_file_path"].replace("\\", "/"),
            columns=dict(node["config"]["column_types"]),
            is_reference=is_reference,
        )
    compiled = node.get("compiled_code")
    if not compiled:
        raise InternalError(f"dbt has not compiled the model {node['name']}.")
    query = _plain(compiled)
    has_contract = node["config"].get("contract", {}).get("enforced", False)
    columns = {name: column["data_type"] for name, column in node["columns"].items()}
    return BuildStep(
        name=_relation_name(node),
        kind=node["config"]["materialized"],
        query=query,
        seed=None,
        columns=columns if has_contract else {},
        is_reference=is_reference,
        rules=tuple(_rule_parts(nodes, node, query)),
        extension_file=extension_files().get(node["name"]),
        by_return=not is_reference and _is_by_return(nodes, node),
    )


def _is_by_return(nodes: Mapping[str, Node], node: Node) -> bool:
    """Whether the model says so, and holds no rule of an extension, which may not."""
    if not node["config"].get("meta", {}).get("by_return"):
        return False
    within = [
        nodes[parent]
        for parent in _parents(node)
        if parent in nodes and nodes[parent]["config"]["materialized"] == "ephemeral"
    ]
    return not any(each["name"] in extension_files() for each in (node, *within))


def _folder_of(node: Node) -> str:
    path = node["original_file_path"].replace("\\", "/")
    return PurePosixPath(path).parent.name


def _plain(compiled: str) -> str:
    """Compiled SQL that names no database."""
    return compiled.replace(f'"{PLAN_DATABASE}".', "").strip()


def _rule_parts(
    nodes: Mapping[str, Node], node: Node, query: str
) -> Iterator[RulePart]:
    """The rules whose SQL dbt has put into a query, each as a relation of its own."""
    for parent in _parents(node):
        rule = nodes.get(parent)
        if rule is None or rule["config"]["materialized"] != "ephemeral":
            continue
        meta = rule["config"].get("meta", {})
        if "code" not in meta:
            continue
        opening = f"__dbt__cte__{rule['name']} as ("
        inner = _plain(rule.get("compiled_code") or "")
        begin = query.find(opening)
        start = query.find(inner, begin) if begin >= 0 and inner else -1
        if start >= 0:
            yield RulePart(
                collection=_folder_of(rule),
                code=meta["code"],
                first_year=meta["first_year"],
                start=start,
                end=start + len(inner),
            )
