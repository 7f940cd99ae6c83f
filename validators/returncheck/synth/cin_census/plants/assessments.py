"""Faults in Assessments and AssessmentFactorsList."""

from dataclasses import replace

from returncheck.synth.cin_census import codes
from returncheck.synth.cin_census.records import Assessment, Child, Episode, Table
from returncheck.synth.cin_census.sites import (
    DETAILS_ROW,
    Row,
    Site,
    found,
    in_an_episode,
)
from returncheck.synth.dates import DAY, days
from returncheck.synth.planting import Planted, Planter

_UNKNOWN_FACTOR = "99Z"
_AFTER_ASSESSMENT = ("RC8", "RC9")
_OLDER_THAN_LIMIT = 46
_SOON = 30


@in_an_episode
def plant_1103(site: Site) -> Planted[Child] | None:
    """The only assessment of an episode begins up to 20 days before the referral."""
    episode = site.episode
    only = _only_completed(episode)
    if only is None or (only.start - episode.referral).days > _SOON:
        return None
    changed = replace(only, start=site.earlier(episode.referral, 20))
    return site.planted(_with(episode, 0, changed), found("1103", _row(0), DETAILS_ROW))


@in_an_episode
def plant_8608(site: Site) -> Planted[Child] | None:
    """The only assessment of an episode is authorised before it starts."""
    only = _only_completed(site.episode)
    if only is None:
        return None
    earliest = max(site.season.first_day, only.start - days(30))
    authorised = site.between(earliest, only.start - DAY)
    if authorised is None:
        return None
    changed = replace(only, authorised=authorised, reviewed=None)
    return site.planted(_with(site.episode, 0, changed), found("8608", _row(0)))


@in_an_episode
def plant_8614(site: Site) -> Planted[Child] | None:
    """An open assessment with factors."""
    for index, assessment in enumerate(site.episode.assessments):
        if assessment.authorised is None:
            season = site.season
            factors = codes.assessment_factors(season.dice, season.last_day)
            changed = replace(assessment, factors=factors)
            return site.planted(
                _with(site.episode, index, changed), found("8614", _row(index))
            )
    return None


@in_an_episode
def plant_8670q(site: Site) -> Planted[Child] | None:
    """The only assessment of an open episode was never authorised."""
    only = _only_completed(site.episode)
    latest = site.season.working_days_before_end(_OLDER_THAN_LIMIT)
    if only is None or not site.episode.is_open:
        return None
    if not site.season.first_day <= only.start <= latest:
        return None
    changed = replace(only, authorised=None, factors=())
    return site.planted(_with(site.episode, 0, changed), found("8670Q", _row(0)))


@in_an_episode
def plant_8696(site: Site) -> Planted[Child] | None:
    """The only assessment of an open episode is authorised after the year."""
    episode, season = site.episode, site.season
    if not episode.is_open or len(episode.assessments) != 1:
        return None
    only = episode.assessments[0]
    factors = only.factors or codes.assessment_factors(season.dice, season.last_day)
    changed = replace(only, authorised=site.after_the_year(), factors=factors)
    return site.planted(_with(episode, 0, changed), found("8696", _row(0)))


@in_an_episode
def plant_8736(site: Site) -> Planted[Child] | None:
    """An open assessment that starts after the year, the only open one."""
    episode = site.episode
    if not episode.is_open or _open_ones(episode):
        return None
    new = Assessment(start=site.after_the_year(), authorised=None)
    return _planted_new(site, new, "8736")


@in_an_episode
def plant_8863q(site: Site) -> Planted[Child] | None:
    """A second assessment that starts while the first is running."""
    only = _only_completed(site.episode)
    if only is None or only.authorised is None:
        return None
    start = site.between(only.start + DAY, only.authorised)
    if start is None:
        return None
    authorised = site.between(max(start, site.season.first_day), site.last_day)
    if authorised is None:
        return None
    factors = codes.assessment_factors(site.season.dice, authorised)
    new = Assessment(start=start, authorised=authorised, factors=factors)
    return _planted_new(site, new, "8863Q", _row(0))


@in_an_episode
def plant_8869(site: Site) -> Planted[Child] | None:
    """The code for no factors beside others, where rule 8873Q does not look."""
    episode = site.episode
    is_only = len(episode.assessments) == 1
    if is_only and episode.reason not in _AFTER_ASSESSMENT:
        return None
    return _with_factor(site, codes.NO_FACTOR, "8869")


@in_an_episode
def plant_8873q(site: Site) -> Planted[Child] | None:
    """No factors in the only assessment of an episode that went further."""
    only = _only_completed(site.episode)
    if only is None or site.episode.reason in _AFTER_ASSESSMENT:
        return None
    changed = replace(only, factors=(codes.NO_FACTOR,))
    return site.planted(
        _with(site.episode, 0, changed), found("8873Q", _row(0), DETAILS_ROW)
    )


@in_an_episode
def plant_8896(site: Site) -> Planted[Child] | None:
    """Two open assessments; the later starts while the other is running (8863Q)."""
    running = _open_ones(site.episode)
    if not site.episode.is_open or len(running) != 1:
        return None
    older = site.episode.assessments[running[0]]
    start = site.between(older.start + DAY, site.season.last_day)
    if start is None:
        return None
    new = Assessment(start=start, authorised=None)
    rows = (_row(running[0]), _row(len(site.episode.assessments)))
    assessments = (*site.episode.assessments, new)
    return site.planted(
        replace(site.episode, assessments=assessments),
        found("8896", *rows),
        found("8863Q", *rows),
    )


@in_an_episode
def plant_8897q(site: Site) -> Planted[Child] | None:
    """A completed assessment without factors, or with an unknown one among them."""
    for index, assessment in enumerate(site.episode.assessments):
        if not _has_factors(site, assessment):
            continue
        factors: tuple[str, ...] = ()
        if site.season.dice.chance(0.5):
            factors = (*assessment.factors, _UNKNOWN_FACTOR)
        changed = replace(assessment, factors=factors)
        return site.planted(
            _with(site.episode, index, changed), found("8897Q", _row(index))
        )
    return None


@in_an_episode
def plant_8898(site: Site) -> Planted[Child] | None:
    """A factor that is listed twice."""
    for index, assessment in enumerate(site.episode.assessments):
        if _has_factors(site, assessment):
            again = site.season.dice.pick(assessment.factors)
            changed = replace(assessment, factors=(*assessment.factors, again))
            return site.planted(
                _with(site.episode, index, changed), found("8898", _row(index))
            )
    return None


@in_an_episode
def plant_8945q(site: Site) -> Planted[Child] | None:
    """The retired factor 18A."""
    return _with_factor(site, "18A", "8945Q")


@in_an_episode
def plant_8950q(site: Site) -> Planted[Child] | None:
    """The retired factor 19A."""
    return _with_factor(site, "19A", "8950Q")


def _row(index: int) -> Row:
    return (Table.ASSESSMENTS, index)


def _only_completed(episode: Episode) -> Assessment | None:
    if len(episode.assessments) != 1 or episode.assessments[0].authorised is None:
        return None
    return episode.assessments[0]


def _open_ones(episode: Episode) -> list[int]:
    return [i for i, each in enumerate(episode.assessments) if each.authorised is None]


def _has_factors(site: Site, assessment: Assessment) -> bool:
    """Whether it was completed in the year and found any factors."""
    authorised = assessment.authorised
    is_completed = authorised is not None and authorised >= site.season.first_day
    return is_completed and codes.NO_FACTOR not in assessment.factors


def _with(episode: Episode, index: int, changed: Assessment) -> Episode:
    before, after = episode.assessments[:index], episode.assessments[index + 1 :]
    return replace(episode, assessments=(*before, changed, *after))


def _with_factor(site: Site, factor: str, code: str) -> Planted[Child] | None:
    """The first assessment that has factors with one more."""
    for index, assessment in enumerate(site.episode.assessments):
        if _has_factors(site, assessment):
            changed = replace(assessment, factors=(*assessment.factors, factor))
            return site.planted(
                _with(site.episode, index, changed), found(code, _row(index))
            )
    return None


def _planted_new(site: Site, new: Assessment, code: str, *rows: Row) -> Planted[Child]:
    """One more assessment with a finding on it, and on others of the episode."""
    before = site.episode.assessments
    episode = replace(site.episode, assessments=(*before, new))
    return site.planted(episode, found(code, _row(len(before)), *rows))


PLANTERS: dict[str, Planter[Child]] = {
    "1103": plant_1103,
    "8608": plant_8608,
    "8614": plant_8614,
    "8670Q": plant_8670q,
    "8696": plant_8696,
    "8736": plant_8736,
    "8863Q": plant_8863q,
    "8869": plant_8869,
    "8873Q": plant_8873q,
    "8896": plant_8896,
    "8897Q": plant_8897q,
    "8898": plant_8898,
    "8945Q": plant_8945q,
    "8950Q": plant_8950q,
}
