"""Counts one return and gives its true values."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from returncheck.synth.ssda903.shown import Child, Row, day_of
from returncheck.synth.ssda903.truth.history import (
    Period,
    all_care,
    periods_in,
    placements_in,
)
from returncheck.synth.ssda903.truth.reviews import months_after, reviews_in_time
from returncheck.synth.ssda903.truth.stocks import STOCKS, Places, Stock, facts_of
from returncheck.synth.ssda903.truth.told import (
    Care,
    birthday,
    by_child,
    care_in,
    open_on,
)
from returncheck.synth.true_values import TrueValue, count_of, rate_of, share_of

_FROM_FIVE, _FROM_TEN = 5, 10
_LEAVERS_FROM, _LEAVERS_UNDER = 19, 22
_SHORT_BREAKS = ("V3", "V4")
_ADOPTED = ("E11", "E12")
_GUARDIANSHIP = ("E45", "E46", "E47", "E48")
_GUARDIANSHIP_TO_2018 = ("E43", "E44")
_HOME = ("E4", "E4A", "E4B")
_AT_WORK = ("F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5")
_AT_WORK_TO_2021 = ("F1", "P1", "F2", "P2", "F3", "P3")
_IDLE = ("G4", "G5", "G6")
_STUDYING = ("F1", "P1")

Rows = Mapping[str, Sequence[Row]]


class TruthCounter:
    """Counts one return, child by child.

    Args:
        authority: Three digits.
        year: Return year.
        holidays: Bank holidays of England and Wales.
        population: Children aged 0 to 17; None if not known.
    """

    def __init__(
        self,
        *,
        authority: str,
        year: int,
        holidays: Collection[date],
        population: int | None,
    ) -> None:
        self._year = year
        self._first, self._last = date(year - 1, 4, 1), date(year, 3, 31)
        self._known_from = date(year - 2, 4, 1)
        self._holidays = frozenset(holidays)
        self._population = population
        self._places = Places(authority)
        self._stocks = [Stock(day) for day in _month_ends(year)]
        self._tally: Counter[str] = Counter()

    def add(self, child: Child) -> None:
        """Count one child, with what the year before tells of it."""
        before = by_child(child.before)
        for identifier, rows in by_child(child.now).items():
            self._add(rows, before.get(identifier, {}))

    def _add(self, rows: Rows, before: Rows) -> None:
        care = care_in(rows.get("Episodes", ()))
        header = rows.get("Header", [{}])[0]
        birth = day_of(header.get("DOB"))
        self._add_to_stocks(rows, care)
        self._add_flows(rows, care, birth)
        self._add_health(rows, care, birth)
        self._add_leaver(rows)
        history = all_care(care, care_in(before.get("Episodes", ())), self._first)
        periods = periods_in(history)
        self._add_stability(periods, open_on(care, self._last), birth)
        held = [
            day
            for table in (rows, before)
            for cells in table.get("Reviews", ())
            if (day := day_of(cells.get("REVIEW"))) is not None
        ]
        year = (self._first, self._last)
        in_time = reviews_in_time(periods, held, self._known_from, year, self._holidays)
        self._tally["reviewed"] += in_time is not None
        self._tally["reviewed_in_time"] += bool(in_time)

    def _add_to_stocks(self, rows: Rows, care: Sequence[Care]) -> None:
        asylum = rows.get("UASC", ())
        known = "Header" in rows and bool(asylum)
        ends = [day_of(cells.get("DUC")) for cells in asylum]
        facts: dict[int, tuple[str, ...]] = {}
        for stock in self._stocks:
            running = open_on(care, stock.day)
            if running is not None:
                lasts = any(end is None or end > stock.day for end in ends)
                of_care = facts.get(running.number)
                if of_care is None:
                    of_care = facts[running.number] = facts_of(running, self._places)
                stock.add(running, of_care, is_asylum_seeker=known and lasts)

    def _add_flows(self, rows: Rows, care: Sequence[Care], birth: date | None) -> None:
        tally = self._tally
        tally["starts"] += any(
            each.new == "S" and self._is_in_year(each.start) for each in care
        )
        if any(self._touches_year(each.start, each.end) for each in care):
            tally["in_care"] += 1
            tally["missing"] += self._was_missing(rows)
        left = [each for each in care if each.is_left and self._is_in_year(each.end)]
        if not left:
            return
        last = max(left, key=lambda each: (each.end or each.start, each.number))
        tally["left"] += 1
        tally["home"] += last.ended in _HOME
        guardianship = _GUARDIANSHIP if self._year >= 2019 else _GUARDIANSHIP_TO_2018
        tally["guardianship"] += last.ended in guardianship
        if last.ended in _ADOPTED:
            tally["adopted"] += 1
            if birth is not None and last.end is not None:
                tally["adopted_at_five"] += birthday(birth, _FROM_FIVE) <= last.end

    def _was_missing(self, rows: Rows) -> bool:
        for cells in rows.get("Missing", ()):
            start, end = day_of(cells.get("MIS_START")), day_of(cells.get("MIS_END"))
            if cells.get("MISSING") == "M" and self._touches_year(start, end):
                return True
        return False

    def _touches_year(self, start: date | None, end: date | None) -> bool:
        """Whether a time has a day in the year; one without an end goes on."""
        has_begun = start is not None and start <= self._last
        return has_begun and (end is None or end >= self._first)

    def _add_health(self, rows: Rows, care: Sequence[Care], birth: date | None) -> None:
        is_there = open_on(care, self._last) is not None
        if not is_there or not self._is_there_all_year(rows.get("Episodes", ())):
            return
        tally, answers = self._tally, rows.get("OC2", ())

        def has(column: str) -> bool:
            return any(cells.get(column) == "1" for cells in answers)

        tally["all_year"] += 1
        tally["assessed"] += has("HEALTH_ASSESSMENT")
        tally["teeth"] += has("TEETH_CHECK")
        tally["immunised"] += has("IMMUNISATIONS")
        if birth is not None and birthday(birth, _FROM_TEN) <= self._last:
            tally["all_year_from_ten"] += 1
            tally["convicted"] += has("CONVICTED")

    def _is_there_all_year(self, episodes: Sequence[Row]) -> bool:
        for cells in episodes:
            start, end = day_of(cells.get("DECOM")), day_of(cells.get("DEC"))
            began = cells.get("RNE") == "S" and start is not None
            if began and start is not None and self._first < start <= self._last:
                return False
            is_over = end is not None and self._first <= end < self._last
            if is_over and cells.get("REC") != "X1":
                return False
            if cells.get("LS") in _SHORT_BREAKS and self._touches_year(start, end):
                return False
        return True

    def _add_stability(
        self, periods: Sequence[Period], now: Care | None, birth: date | None
    ) -> None:
        if now is None:
            return
        held = [
            each
            for period in periods
            for each in placements_in(period)
            if each.start <= self._last
            and (
                each.start >= self._first or each.end is None or each.end > self._first
            )
        ]
        self._tally["three_placements"] += len(held) >= 3
        period = next(each for each in periods if now in each.care)
        is_young = birth is not None and birthday(birth, 16) > self._last
        if not is_young or period.start > months_after(self._last, -30):
            return
        two_years = months_after(self._last, -24)
        own = placements_in(period)
        is_adopted = now.place in ("A3", "A4", "A5", "A6")
        with_one_before = own[-2:-1] if is_adopted else []
        self._tally["long_in_care"] += 1
        self._tally["stable"] += any(
            each.start <= two_years for each in (*own[-1:], *with_one_before)
        )

    def _add_leaver(self, rows: Rows) -> None:
        for cells in rows.get("OC3", ())[:1]:
            birth = day_of(cells.get("DOB"))
            if birth is None or cells.get("IN_TOUCH") == "DIED":
                continue
            is_of_age = (
                birthday(birth, _LEAVERS_FROM) <= self._last
                and birthday(birth, _LEAVERS_UNDER) > self._last
            )
            if is_of_age:
                self._add_answers(cells)

    def _add_answers(self, cells: Row) -> None:
        tally, activity = self._tally, cells.get("ACTIV")
        at_work = _AT_WORK if self._year >= 2022 else _AT_WORK_TO_2021
        home = cells.get("ACCOM") or ""
        tally["leavers"] += 1
        tally["in_touch"] += cells.get("IN_TOUCH") == "YES"
        tally["not_in_touch"] += cells.get("IN_TOUCH") == "NO"
        tally["suitable"] += len(home) == 2 and home.endswith("1")
        tally["working"] += activity in at_work
        tally["idle"] += activity in _IDLE
        tally["studying"] += activity in _STUDYING

    def _is_in_year(self, day: date | None) -> bool:
        return day is not None and self._first <= day <= self._last

    def snapshots(self) -> dict[str, dict[str, TrueValue]]:
        """The values of the children looked after on each month end."""
        return {
            stock.day.isoformat(): stock.values(self._population)
            for stock in self._stocks
        }

    def long_term_stability(self) -> TrueValue:
        """Of those known from two returns to be long in care, those long settled.

        A child who moved in the year before is not known to be long in care.
        """
        return share_of(self._tally["stable"], self._tally["long_in_care"])

    def indicators(self) -> dict[str, TrueValue]:
        """Every indicator that this return and the one before give, by identifier."""
        tally, people = self._tally, self._population
        stock = self._stocks[-1].values(people)
        there = stock["cla_at_year_end"].numerator or 0
        left, leavers = tally["left"], tally["leavers"]
        return {
            **{name: stock[name] for name in STOCKS},
            "cla_starts": count_of(tally["starts"]),
            "cla_start_rate": rate_of(tally["starts"], people),
            "cla_ceased": count_of(left),
            "cla_cease_rate": rate_of(left, people),
            "cla_three_or_more_placements": share_of(tally["three_placements"], there),
            "cla_reviews_in_timescale": share_of(
                tally["reviewed_in_time"], tally["reviewed"]
            ),
            "cla_health_assessments": share_of(tally["assessed"], tally["all_year"]),
            "cla_dental_checks": share_of(tally["teeth"], tally["all_year"]),
            "cla_immunisations": share_of(tally["immunised"], tally["all_year"]),
            "cla_convicted": share_of(tally["convicted"], tally["all_year_from_ten"]),
            "cla_missing": share_of(tally["missing"], tally["in_care"]),
            "cla_adopted": share_of(tally["adopted"], left),
            "cla_adopted_aged_5_plus": share_of(
                tally["adopted_at_five"], tally["adopted"]
            ),
            "cla_special_guardianship": share_of(tally["guardianship"], left),
            "cla_returned_home": share_of(tally["home"], left),
            "care_leavers": count_of(leavers),
            "care_leavers_in_touch": share_of(tally["in_touch"], leavers),
            "care_leavers_not_in_touch": share_of(tally["not_in_touch"], leavers),
            "care_leavers_suitable_accommodation": share_of(tally["suitable"], leavers),
            "care_leavers_eet": share_of(tally["working"], leavers),
            "care_leavers_neet": share_of(tally["idle"], leavers),
            "care_leavers_higher_education": share_of(tally["studying"], leavers),
        }


def _month_ends(year: int) -> list[date]:
    """The last days of April to March."""
    return [months_after(date(year - 1, 3, 31), number) for number in range(1, 13)]
