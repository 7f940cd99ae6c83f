"""Puts the list of components (SBOM, CycloneDX 1.6) into the wheel as it is built.

The components are the pinned packages of `released.txt`, with their hashes; what
depends on what is what the notes of that file say. Nothing but the standard library
and hatchling is needed, so that the build has no dependency of its own to trust.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILE_NAME = "returncheck.cdx.json"

_PIN = re.compile(r"([a-z0-9][a-z0-9-]*)(?:\[[^\]]*\])?==(\S+)(?: ; (.+?))? \\")
_HASH = re.compile(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?")
_NOTE = re.compile(r"    # {1,3}(?:via ?)?(.*)")


@dataclass(slots=True, kw_only=True)
class Component:
    """A pinned package.

    Attributes:
        name: Its normalised name.
        version: The one version.
        marker: Where it is installed, as a marker of PEP 508; None for everywhere.
        hashes: SHA-256 of each of its files.
        needed_by: Names of what depends on it.
    """

    name: str
    version: str
    marker: str | None
    hashes: list[str] = field(default_factory=list)
    needed_by: list[str] = field(default_factory=list)

    @property
    def purl(self) -> str:
        """The package as a URL, which also names it inside the list."""
        return f"pkg:pypi/{self.name}@{self.version}"


def components(text: str) -> list[Component]:
    """The packages of a pinned and hashed list.

    Args:
        text: A list as `requirements/lock` makes it.

    Raises:
        ValueError: A line that is none of such a list.
    """
    found: list[Component] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if pin := _PIN.fullmatch(line):
            name, version, marker = pin.groups()
            found.append(Component(name=name, version=version, marker=marker))
        elif hashed := _HASH.fullmatch(line):
            found[-1].hashes.append(hashed.group(1))
        elif note := _NOTE.fullmatch(line):
            if note.group(1):
                found[-1].needed_by.append(note.group(1).partition(" ")[0])
        elif not line.startswith("#"):
            raise ValueError(f"Line {number} of the pinned list is no pin: {line}")
    return found


def bill(name: str, version: str, text: str) -> dict[str, Any]:
    """The list of components as CycloneDX writes it; the same for the same input.

    Args:
        name: The name of the project.
        version: Its version.
        text: The pinned and hashed list.
    """
    pinned = components(text)
    root = f"pkg:pypi/{name}@{version}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": name,
                "version": version,
                "purl": root,
            }
        },
        "components": [_entry(each) for each in pinned],
        "dependencies": _dependencies(pinned, {name: [root]}),
    }


def _entry(component: Component) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "type": "library",
        "bom-ref": component.purl,
        "name": component.name,
        "version": component.version,
        "purl": component.purl,
        # A package has a hash a file, and a component one hash an algorithm.
        "properties": [
            {"name": "returncheck:file:sha256", "value": each}
            for each in component.hashes
        ],
    }
    if component.marker is not None:
        marker = {"name": "returncheck:marker", "value": component.marker}
        entry["properties"].append(marker)
    return entry


def _dependencies(
    pinned: list[Component], refs: Mapping[str, list[str]]
) -> list[dict[str, Any]]:
    by_name = dict(refs)
    for each in pinned:
        by_name[each.name] = [*by_name.get(each.name, []), each.purl]
    needs: dict[str, list[str]] = {
        ref: [] for listed in by_name.values() for ref in listed
    }
    for each in pinned:
        for owner in each.needed_by:
            for ref in by_name[owner]:
                needs[ref].append(each.purl)
    return [{"ref": ref, "dependsOn": sorted(on)} for ref, on in needs.items()]


class ComponentsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the list of components and hands it to the wheel's metadata."""

    PLUGIN_NAME = "components"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the list before the wheel is put together.

        Args:
            version: What is built: `standard` or `editable`.
            build_data: What hatchling adds to the wheel.
        """
        pinned = Path(self.root, "requirements", "released.txt")
        core = self.metadata.core
        document = bill(core.name, core.version, pinned.read_text(encoding="utf-8"))
        path = Path(self.directory, FILE_NAME)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
        build_data["sbom_files"].append(str(path))
