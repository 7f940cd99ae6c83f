"""What a year's return shows of a child's history: its rows in every table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from returncheck.synth.dates import months_later, year_end, year_start
from returncheck.synth.ssda903.code_years import (
    shown_activity,
    shown_end,
    shown_move,
    shown_place,
    shown_sex,
)
from returncheck.synth.ssda903.leavers import (
    is_asked_about,
    is_looked_after_all_year,
    shown_episodes,
)
from returncheck.synth.ssda903.records import (
    Episode,
    HealthAnswers,
    Life,
    Placement,
)
from returncheck.synth.ssda903.shown import Child, Row, Tables, row, tables_of, text_of

_FIRST_SCHOOL_AGE = 4
_NOT_OF_SCHOOL_AGE = "UN1"
_CONVICTED_FROM, _DEVELOPMENT_UNDER = 10, 5
_SCORE_FROM, _SCORE_TO = 4, 17
_REVIEWED_UNDER = 4
_REVIEW_OF_YOUNG, _REVIEWS_OF_OTHERS = "PN0", ("PN1", "PN1", "PN2", "PN3", "PN5", "PN6")


def shown(life: Life, year: int) -> Child:
    """The rows of a child in a year's return and in that of the year before.

    The sex stands in both in the codes of the later year, as rule 202 compares them.
    """
    return Child(
        now=View(life=life, year=year, sex_year=year).tables(),
        before=View(life=life, year=year - 1, sex_year=year).tables(),
    )


@dataclass(frozen=True, kw_only=True)
class View:
    """One year's return as it shows a child.

    Attributes:
        sex_year: The year whose codes the sex is written in.
    """

    life: Life
    year: int
    sex_year: int

    @cached_property
    def _first(self) -> date:
        return year_start(self.year)

    @cached_property
    def _last(self) -> date:
        return year_end(self.year)

    @cached_property
    def _episodes(self) -> tuple[Episode, ...]:
        return shown_episodes(self.life.episodes, self.year)

    def tables(self) -> Tables:
        """The child's rows; no table if the return does not have the child."""
        rows = {
            "Episodes": self._episode_rows,
            "Reviews": self._reviews,
            "UASC": self._asylum,
            "OC2": self._health,
            "OC3": self._leaver,
            "AD1": self._adoption,
            "PlacedAdoption": self._decisions,
            "PrevPerm": self._permanence,
            "Missing": self._absences,
            "SWEpisodes": self._stints,
            "DoLo": self._deprivations,
        }
        known = tables_of(self.year)
        found = {name: tuple(make()) for name, make in rows.items() if name in known}
        if not found["Episodes"] and not found["OC3"]:
            return {}
        return {"Header": (self._header(),), **found}

    def _header(self) -> Row:
        person = self.life.person
        mother, own_child = self._motherhood()
        return row(
            CHILD=person.identifier,
            SEX=self._sex,
            DOB=text_of(person.birth),
            ETHNIC=person.ethnicity,
            UPN=self._upn(),
            MOTHER=mother,
            MC_DOB=text_of(own_child),
        )

    @property
    def _sex(self) -> str:
        return shown_sex(self.life.person.sex, self.sex_year)

    def _upn(self) -> str:
        person = self.life.person
        at_school = months_later(person.birth, 12 * _FIRST_SCHOOL_AGE) <= date(
            self.year - 1, 8, 31
        )
        if not at_school:
            return _NOT_OF_SCHOOL_AGE
        return person.no_upn or person.upn

    def _motherhood(self) -> tuple[str | None, date | None]:
        """Whether a girl in care is a mother, and since when."""
        person, episodes = self.life.person, self._episodes
        if person.sex != "F" or all(each.is_short_break for each in episodes):
            return None, None
        ends = [each.end for each in episodes if each.end is not None]
        is_over = len(ends) == len(episodes)
        until = min(self._last, max(ends)) if is_over else self._last
        born = person.own_child_born
        if born is None or born > until:
            return "0", None
        return "1", born

    def _episode_rows(self) -> Iterator[Row]:
        for each in self._episodes:
            is_over = each.end is not None and each.end <= self._last
            placement = each.placement
            yield row(
                CHILD=self.life.person.identifier,
                DECOM=text_of(each.start),
                RNE=each.new,
                LS=each.legal,
                CIN=each.need,
                PLACE=shown_place(placement.place, self.year),
                PLACE_PROVIDER=placement.provider,
                DEC=text_of(each.end) if is_over else None,
                REC=shown_end(each.ended or "", self.year) if is_over else None,
                REASON_PLACE_CHANGE=self._moved(each) if is_over else None,
                HOME_POST=each.home.text if each.home else None,
                PL_POST=_postcode(placement),
                URN=placement.urn,
            )

    def _moved(self, episode: Episode) -> str | None:
        return episode.moved and shown_move(episode.moved, self.year)

    @cached_property
    def _base(self) -> dict[str, str | None]:
        person = self.life.person
        return {"CHILD": person.identifier, "DOB": text_of(person.birth)}

    def _is_in_year(self, day: date) -> bool:
        return self._first <= day <= self._last

    def _reviews(self) -> Iterator[Row]:
        birthday = months_later(self.life.person.birth, 12 * _REVIEWED_UNDER)
        for number, day in enumerate(self.life.reviews):
            if self._is_in_year(day):
                of_others = _REVIEWS_OF_OTHERS[number % len(_REVIEWS_OF_OTHERS)]
                code = _REVIEW_OF_YOUNG if day < birthday else of_others
                yield row(**self._base, REVIEW=text_of(day), REVIEW_CODE=code)

    def _asylum(self) -> Iterator[Row]:
        """Until the 18th birthday, or until care ends if that is earlier."""
        person, episodes = self.life.person, self._episodes
        if not person.is_asylum_seeker or not episodes:
            return
        until = months_later(person.birth, 18 * 12)
        end = episodes[-1].end
        if end is not None and end <= self._last and episodes[-1].ended != "X1":
            until = min(until, end)
        if until >= self._first:
            yield row(
                CHILD=person.identifier,
                SEX=self._sex,
                DOB=text_of(person.birth),
                DUC=text_of(until),
            )

    def _health(self) -> Iterator[Row]:
        answers = dict(self.life.health).get(self.year)
        if answers is None:
            return
        if is_looked_after_all_year(self._episodes, self.year):
            yield row(**self._base, **self._answers(answers))

    def _answers(self, answers: HealthAnswers) -> dict[str, str | None]:
        is_ten = self._birthday(_CONVICTED_FROM) <= self._last
        is_small = self._birthday(_DEVELOPMENT_UNDER) > self._last
        has_score = (
            self._birthday(_SCORE_FROM) <= self._last
            and self._birthday(_SCORE_TO) >= self._first
        )
        score = None if answers.score is None else str(answers.score)
        return {
            "SDQ_SCORE": score if has_score else None,
            "SDQ_REASON": answers.no_score if has_score else None,
            "CONVICTED": answers.convicted if is_ten else None,
            "HEALTH_CHECK": answers.development if is_small else None,
            "IMMUNISATIONS": answers.immunised,
            "TEETH_CHECK": answers.teeth,
            "HEALTH_ASSESSMENT": answers.assessed,
            "SUBSTANCE_MISUSE": answers.misuse,
            "INTERVENTION_RECEIVED": answers.treated,
            "INTERVENTION_OFFERED": answers.offered,
        }

    def _birthday(self, years: int) -> date:
        return months_later(self.life.person.birth, 12 * years)

    def _leaver(self) -> Iterator[Row]:
        leaver = self.life.leaver
        if leaver is not None and is_asked_about(self.life, self.year):
            yield row(
                **self._base,
                IN_TOUCH=leaver.in_touch,
                ACTIV=shown_activity(leaver.activity, self.year),
                ACCOM=leaver.accommodation,
            )

    def _adoption(self) -> Iterator[Row]:
        adoption, last = self.life.adoption, self.life.episodes[-1]
        if adoption is None or last.end is None or not self._is_in_year(last.end):
            return
        yield row(
            **self._base,
            DATE_INT=text_of(self.life.decisions[-1].day),
            DATE_MATCH=text_of(adoption.matched),
            FOSTER_CARE="1" if adoption.by_carer else "0",
            NB_ADOPTR=str(adoption.adopters),
            SEX_ADOPTR=adoption.sexes,
            LS_ADOPTR=adoption.status,
        )

    def _decisions(self) -> Iterator[Row]:
        for each in self.life.decisions if self._episodes else ():
            is_over = each.ceased is not None and each.ceased < self._first
            if each.day > self._last or is_over:
                continue
            is_reversed = each.ceased is not None and each.ceased <= self._last
            yield row(
                **self._base,
                DATE_PLACED=text_of(each.day),
                DATE_PLACED_CEASED=text_of(each.ceased) if is_reversed else None,
                REASON_PLACED_CEASED=each.reason if is_reversed else None,
            )

    def _permanence(self) -> Iterator[Row]:
        """Asked of those who started to be looked after in the year."""
        before = self.life.before
        if any(
            each.new == "S" and each.start >= self._first for each in self._episodes
        ):
            yield row(
                **self._base,
                PREV_PERM=before.kind,
                LA_PERM=before.authority,
                DATE_PERM=before.day,
            )

    def _absences(self) -> Iterator[Row]:
        for each in self.life.absences:
            is_over = each.end is not None and each.end < self._first
            if each.start > self._last or is_over:
                continue
            is_back = each.end is not None and each.end <= self._last
            yield row(
                **self._base,
                MISSING=each.kind,
                MIS_START=text_of(each.start),
                MIS_END=text_of(each.end) if is_back else None,
            )

    def _stints(self) -> Iterator[Row]:
        for each in self.life.stints if self._episodes else ():
            is_over = each.end is not None and each.end < self._first
            if each.start > self._last or is_over:
                continue
            is_ended = each.end is not None and each.end <= self._last
            yield row(
                **self._base,
                SW_ID=each.worker,
                SW_DECOM=text_of(each.start),
                SW_DEC=text_of(each.end) if is_ended else None,
                SW_REASON=each.reason,
            )

    def _deprivations(self) -> Iterator[Row]:
        for each in self.life.deprivations if self._episodes else ():
            is_over = each.end is not None and each.end < self._first
            if each.start > self._last or is_over:
                continue
            is_ended = each.end is not None and each.end <= self._last
            yield row(
                **self._base,
                DOLO_START=text_of(each.start),
                DOLO_END=text_of(each.end) if is_ended else None,
            )


def _postcode(placement: Placement) -> str | None:
    return placement.postcode.text if placement.postcode else None
