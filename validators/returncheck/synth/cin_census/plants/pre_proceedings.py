"""Faults in the records of pre-proceedings, from 2027 on."""

from collections.abc import Callable
from dataclasses import replace

from returncheck.synth.cin_census.records import Child, PreProceedings, Table
from returncheck.synth.cin_census.sites import Site, found, in_an_episode
from returncheck.synth.dates import year_start
from returncheck.synth.planting import Planted, Planter

_MOST_DAYS = 20

Change = Callable[[Site, PreProceedings], PreProceedings | None]


def _planter(code: str, change: Change) -> Planter[Child]:
    """Plants a fault in the first record that allows it."""

    def plant(site: Site) -> Planted[Child] | None:
        records = site.episode.pre_proceedings
        for index, record in enumerate(records):
            changed = change(site, record)
            if changed is None:
                continue
            faulty = (*records[:index], changed, *records[index + 1 :])
            return site.planted(
                replace(site.episode, pre_proceedings=faulty),
                found(code, (Table.PRE_PROCEEDINGS, index)),
            )
        return None

    return in_an_episode(plant)


def _starts_before_the_year(
    site: Site, record: PreProceedings
) -> PreProceedings | None:
    if record.start is None:
        return None
    return replace(record, start=site.earlier(year_start(site.season.year), _MOST_DAYS))


def _letter_before_the_start(
    site: Site, record: PreProceedings
) -> PreProceedings | None:
    if record.letter is None or record.start is None:
        return None
    return replace(record, letter=site.earlier(record.start, _MOST_DAYS))


def _offer_not_said(_: Site, record: PreProceedings) -> PreProceedings | None:
    if record.letter is None:
        return None
    return replace(record, is_offered=None, is_held=None)


def _meeting_after_the_year(
    site: Site, record: PreProceedings
) -> PreProceedings | None:
    if record.meeting is None:
        return None
    return replace(record, meeting=site.after_the_year())


def _decision_before_the_start(
    site: Site, record: PreProceedings
) -> PreProceedings | None:
    if record.decision is None or record.start is None:
        return None
    return replace(record, decision=site.earlier(record.start, _MOST_DAYS))


def _held_not_said(_: Site, record: PreProceedings) -> PreProceedings | None:
    return replace(record, is_held=None) if record.is_offered else None


def _unknown_outcome(_: Site, record: PreProceedings) -> PreProceedings | None:
    return replace(record, outcome="D") if record.outcome is not None else None


def _application_before_the_decision(
    site: Site, record: PreProceedings
) -> PreProceedings | None:
    if record.court is None or record.decision is None:
        return None
    return replace(record, court=site.earlier(record.decision, _MOST_DAYS))


def _notice_before_the_application(
    site: Site, record: PreProceedings
) -> PreProceedings | None:
    if record.notice is None or record.court is None:
        return None
    return replace(record, notice=site.earlier(record.court, _MOST_DAYS))


def _reviews_not_counted(_: Site, record: PreProceedings) -> PreProceedings | None:
    return replace(record, reviews=None) if record.meeting is not None else None


PLANTERS: dict[str, Planter[Child]] = {
    code: _planter(code, change)
    for code, change in (
        ("9005", _starts_before_the_year),
        ("9006", _letter_before_the_start),
        ("9007", _offer_not_said),
        ("9008", _meeting_after_the_year),
        ("9009", _decision_before_the_start),
        ("9010Q", _held_not_said),
        ("9011", _unknown_outcome),
        ("9012", _application_before_the_decision),
        ("9013", _notice_before_the_application),
        ("9015Q", _reviews_not_counted),
    )
}
