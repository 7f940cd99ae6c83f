"""Writes the files that follow from layouts, rules, indicators and marts.

A development tool, run in a checkout after changing one of these; see `__main__`.
"""

from pathlib import Path

from returncheck.generate.exposures import exposure_files
from returncheck.generate.indicator_pages import indicator_page_files
from returncheck.generate.mart_pages import mart_page_files
from returncheck.generate.raw_tables import raw_table_files
from returncheck.generate.return_unions import return_union_files
from returncheck.generate.rule_catalogue import rule_catalogue_files
from returncheck.generate.rule_examples import rule_example_files
from returncheck.generate.rule_models import rule_model_files
from returncheck.generate.rule_pages import rule_page_files
from returncheck.returns import LAYOUTS

__all__ = ["generated_files"]


def generated_files() -> dict[Path, str]:
    """Every generated file: its path below the project root and what it must hold."""
    files = raw_table_files() | indicator_page_files() | mart_page_files()
    files |= exposure_files() | rule_catalogue_files() | return_union_files()
    for layout in LAYOUTS.values():
        files |= rule_model_files(layout)
        files |= rule_example_files(layout)
        files |= rule_page_files(layout)
    return files
