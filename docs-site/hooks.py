"""What the docs site has beside the files in `docs/`: pages that follow from the code.

The commands are those that `--help` shows, the settings those that `returncheck init`
writes, the list of decisions the files that are there: none can be out of date.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
_OUTSIDE = re.compile(r"\]\((\.\./[^)#]+)(#[^)]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are generated."""
    pages = {
        "reference/commands.md": commands_page(),
        "reference/settings.md": settings_page(),
        "decisions/index.md": decisions_page(),
    }
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Name what lies outside of the site, and link what lies in it."""
    folder = (ROOT / "docs" / page.file.src_uri).parent

    def outside(match: re.Match[str]) -> str:
        target = (folder / match.group(1)).resolve()
        is_inside = target.is_relative_to(ROOT / "docs")
        if is_inside and (target.suffix == ".md" or target.name == "report.png"):
            return match.group(0)
        return f"] (`{target.relative_to(ROOT).as_posix()}` in the repository)"

    # `[words](../elsewhere)` becomes `words (`elsewhere` in the repository)`.
    text = _OUTSIDE.sub(outside, markdown)
    text = re.sub(r"\[([^][]+)\] \(`", r"\1 (`", text)
    return text.replace("](decisions/)", "](decisions/index.md)")


def commands_page() -> str:
    """Every command as `--help` shows it."""
    parts = [
        "# Commands\n\nEach command says the same with `--help` or `-h`.\n",
        "Completion of commands and options with the Tab key: "
        "`returncheck --install-completion`, once for each shell.\n",
    ]
    for names, shown in sorted(_helps()):
        title = " ".join(("returncheck", *names))
        parts.append(f"## {title}\n\n```text\n{shown.rstrip()}\n```\n")
    return "\n".join(parts)


def _helps() -> Iterator[tuple[tuple[str, ...], str]]:
    """Names of each command, and its help."""
    import typer.main

    from returncheck.cli import command_line

    root: Any = typer.main.get_command(command_line())
    open_groups: list[tuple[tuple[str, ...], Any, Any]] = [((), root, None)]
    while open_groups:
        names, command, above = open_groups.pop()
        info = names[-1] if names else "returncheck"
        context = command.make_context(
            info, [], parent=above, resilient_parsing=True, terminal_width=80
        )
        yield names, command.get_help(context)
        for name in getattr(command, "commands", {}):
            below = command.commands[name]
            open_groups.append(((*names, name), below, context))


def settings_page() -> str:
    """Every setting as `returncheck init` writes it."""
    from returncheck.settings.starter import starter

    return (
        "# Settings\n\n`returncheck init` writes this file, `returncheck.yml`; the "
        "[user guide](../guide.md#settings) says more.\n\n"
        f"```yaml\n{starter({})}```\n"
    )


def decisions_page() -> str:
    """The decisions, newest last."""
    lines = ["# Decisions\n", "What counts as what, and why.\n"]
    for path in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        first = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        number, _, title = first.partition(". ")
        lines.append(f"- {number}: [{title or first}]({path.name})")
    return "\n".join(lines) + "\n"
