"""Rooms only look down: no import leads up, none in a circle.

All imports count, those inside functions and those for the type checker too. What is
left out: that importing a module runs the `__init__` of the packages around it.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import returncheck

PACKAGE = Path(returncheck.__file__).parent

ROOMS = (
    "errors",
    "version",
    "project",
    "findings",
    "catalogue",
    "files",
    "synth",
    "returns",
    "settings",
    "warehouse",
    "transform",
    "suites",
    "engine",
    "published",
    "disclosure",
    "export",
    "results",
    "report",
    "generate",
    "contracts",
    "extensions",
    "workspace",
    "__init__",
    "cli",
    "__main__",
)
"""From the ground up; a room imports itself and the rooms before it."""

Imports = dict[str, set[str]]


def modules_in(package: Path) -> dict[str, Path]:
    """The modules of a package by their full names."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def names_imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Modules that are imported, and what is taken from them; nothing for a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}"
            yield from ((node.module or "", alias.name) for alias in node.names)


def imports_of(package: Path) -> Imports:
    """Each module of a package with those of its own that it imports."""
    modules = modules_in(package)
    found: Imports = {}
    for name, path in modules.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            f"{module}.{taken}" if f"{module}.{taken}" in modules else module
            for module, taken in names_imported(tree)
        }
        found[name] = imported & set(modules)
    return found


def room_of(module: str) -> str:
    """The folder or loose module below the package; `__init__` for the package."""
    return [*module.split("."), "__init__"][1]


def upward(imports: Imports, rooms: tuple[str, ...]) -> list[str]:
    """The imports that lead to a higher room."""
    return [
        f"{module} imports {other}"
        for module, others in imports.items()
        for other in sorted(others)
        if rooms.index(room_of(module)) < rooms.index(room_of(other))
    ]


def circle(imports: Imports) -> list[str]:
    """A circle of modules; nothing when there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.fixture
def package(tmp_path):
    def make(**modules):
        for name, text in modules.items():
            path = tmp_path / "house" / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return imports_of(tmp_path / "house")

    return make


def test_order_names_every_room_once():
    assert sorted(ROOMS) == sorted({room_of(name) for name in modules_in(PACKAGE)})


def test_no_room_looks_up():
    assert upward(imports_of(PACKAGE), ROOMS) == []


def test_no_modules_import_each_other_in_a_circle():
    assert circle(imports_of(PACKAGE)) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from house.attic.a import x", id="a name"),
        pytest.param("from house.attic import a", id="a module"),
        pytest.param("import house.attic.a", id="whole"),
        pytest.param("def f():\n    from house.attic.a import x", id="in a function"),
        pytest.param(
            "from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    from house.attic.a import x",
            id="for types",
        ),
    ],
)
def test_import_that_leads_up_is_found(package, text):
    imports = package(cellar__b=text, attic__a="")
    assert upward(imports, ("cellar", "attic")) == [
        "house.cellar.b imports house.attic.a"
    ]
    assert upward(imports, ("attic", "cellar")) == []


def test_circle_of_modules_is_found(package):
    imports = package(
        a="from house import b", b="def f():\n    import house.c", c="import house.a"
    )
    assert set(circle(imports)) == {"house.a", "house.b", "house.c"}


def test_chain_of_modules_is_no_circle(package):
    imports = package(a="from house import b", b="import house.c, os", c="")
    assert circle(imports) == []
