"""Made-up KPI returns: true figures as published, planted faults and their truth."""

from returncheck.synth.kpi_return import published, spans
from returncheck.synth.kpi_return.council import Council
from returncheck.synth.kpi_return.faults import FAULTS, TWINS
from returncheck.synth.kpi_return.generate import (
    MAKER,
    PLANTABLE,
    generate_kpi_return,
)
from returncheck.synth.kpi_return.lines import Expected, Story, true_story
from returncheck.synth.kpi_return.reports import Report, Told, TrueStory, tables_of
from returncheck.synth.kpi_return.truths import true_stories

__all__ = [
    "FAULTS",
    "MAKER",
    "PLANTABLE",
    "TWINS",
    "Council",
    "Expected",
    "Report",
    "Story",
    "Told",
    "TrueStory",
    "generate_kpi_return",
    "published",
    "spans",
    "tables_of",
    "true_stories",
    "true_story",
]
