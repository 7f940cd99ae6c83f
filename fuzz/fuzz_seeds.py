"""Where the fuzzers begin: one small right file a target, and words of its format."""

from collections.abc import Mapping

from fuzz_targets import workbook_parts

from returncheck.files.own_files import EXPLANATION_COLUMNS
from returncheck.returns.cin_census.structure import ROOT_ELEMENT
from returncheck.returns.registry import LAYOUTS
