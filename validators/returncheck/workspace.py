"""The public workspace: one DuckDB file; load, build, check.

Reading belongs to `returns/`, building to `transform`, suites to `suites/`, pages to
`report/`; this module only puts them in order.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from returncheck import warehouse
from returncheck.catalogue.authorities import imported
from returncheck.catalogue.local_indicators import declared
from returncheck.catalogue.rules import known_codes
from returncheck.engine import Build, Engine, EngineName, engine_called
from returncheck.errors import ConfigError, InputError
from returncheck.results.baseline import read_baseline
from returncheck.results.building import build_and_run_suites
from returncheck.results.check_result import CheckResult
from returncheck.results.child_records import read_child_records
from returncheck.results.collect import read_result, read_whole
from returncheck.results.comparing import entered_in_history
from returncheck.results.context import told_apart
from returncheck.results.durations import read_durations
from returncheck.results.history import Ending
from returncheck.results.redaction import redacted
from returncheck.results.stopwatch import Stopwatch
from returncheck.results.timelines import read_timelines
from returncheck.returns.registry import kind_of
from returncheck.settings.config import SameChildren
from returncheck.transform import Progress, put_template
from returncheck.version import VERSION
from returncheck.warehouse import reference_updates, user_tables
from returncheck.warehouse.identifiers import pseudonyms, restore_explained_children
from returncheck.warehouse.in_use import DatabaseInUse
from returncheck.warehouse.opening import OpenedDatabase, open_database
from returncheck.warehouse.past_runs import PastRun, write_run
from returncheck.warehouse.register import NO_RETURN, LoadResult
from returncheck.warehouse.unknown_indicators import note_unknown_indicators

if TYPE_CHECKING:
    import duckdb
    import polars as pl


class Workspace:
    """One DuckDB file and the returns in it."""

    def __init__(self, opened: OpenedDatabase, engine: Engine | None = None) -> None:
        """Use `Workspace.open` instead; it checks the file first.

        Args:
            opened: The DuckDB file, and the temporary folder that lives as long.
            engine: What reads and builds; None: DuckDB.
        """
        self.database = opened.path
        self._temporary = opened.temporary
        self._engine = engine or engine_called(EngineName.DUCKDB)
        self._build: Build | None = None
        self._in_use = DatabaseInUse(self.database, self._engine.beside(self.database))
        # Loaded from frames here, and held against their contracts then.
        self._checked: set[str] = set()
        self._watch = Stopwatch()

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        output: str | Path | None = None,
        *,
        engine: str = EngineName.DUCKDB,
    ) -> Self:
        """Open a workspace, and create its database when there is none.

        Args:
            path: The DuckDB file. None: `returncheck.duckdb` in the output folder, or
                a temporary file when that is None too.
            output: Folder for the outputs; created when it is missing.
            engine: `duckdb`, or `spark`, which needs the extra of that name and Java.

        Returns:
            The workspace; close it with `close` or use it in a `with` block.

        Raises:
            ConfigError: The file is no database, locked, or of a newer version; or the
                folder cannot be made; or the engine cannot run here.
        """
        if engine not in list(EngineName):
            known = " or ".join(EngineName)
            raise ConfigError(f"There is no engine '{engine}'. Give {known}.")
        chosen = engine_called(EngineName(engine))
        is_beside = not chosen.is_apart
        opened = open_database(path, output, put_template, is_beside=is_beside)
        return cls(opened, chosen)

    def __enter__(self) -> Self:
        """The workspace itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the workspace."""
        self.close()

    def close(self) -> None:
        """End what is still running and remove a temporary database."""
        self._in_use.disconnect()
        if self._build is not None:
            self._build.cancel()
            self._build = None
        self._in_use.let_go()
        self._engine.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    @contextmanager
    def one_run(self) -> Iterator[None]:
        """Everything that is done in a `with` block is one run.

        It works on a copy of the database, which takes its place at the end of the
        block, or earlier with `put_in_place`. When an error ends the block, or the
        process is killed, the database is what it was before. Other runs are kept off
        meanwhile; whoever reads the database reads the last finished run.

        Raises:
            ConfigError: Another run or program has the database, or there is no room
                for a copy of it.
        """
        with self._in_use.one_run():
            yield

    def give_up(self) -> None:
        """End the run under way and leave the database as it was; see `one_run`."""
        self._in_use.give_up()

    def put_in_place(self) -> None:
        """Let the database be what the run under way has made; see `one_run`.

        Raises:
            ConfigError: Another program has opened or holds the database.
        """
        self._in_use.put_in_place()

    def load(
        self,
        paths: str | Path | Iterable[str | Path],
        authority: str | None = None,
        year: int | None = None,
        *,
        rule_year: int | None = None,
        context: bool = False,
        previous: str | Path | Iterable[str | Path] = (),
        jobs: int | None = None,
    ) -> LoadResult:
        """Read files and folders; what each is follows from its content.

        A return that is loaded again takes the place of the earlier one. Files that
        cannot be read leave the warehouse as it was; the others are loaded all the
        same. Where files name no authority or no year, settings in their folder may.

        Args:
            paths: One path or several.
            authority: Three-digit code for files that name no authority.
            year: Return year (ending 31 March) for files that name no year.
            rule_year: Year whose statutory rules check them; None: each return's own.
            context: Whether they are there to look back on: what is found in them is
                told apart and counts nowhere. False: of several returns of an
                authority the newest year is the one to submit, the others are context.
            previous: One path or several of the year before, to look back on: what
                names no authority or year is the same authority's, one year earlier.
                So is what lies in a folder `previous` inside a path.
            jobs: How many processes read the files; None for one a core, and for this
                one alone where there is little to read. No result depends on it.

        Returns:
            The returns that were loaded, and none refused.

        Raises:
            InputError: At least one file was refused, with the reasons, one a line;
                all others are loaded. Use `load_each` to go on instead.
            ConfigError: `authority`, `year` or `jobs` is wrong.
        """
        result = self.load_each(
            paths,
            authority=authority,
            year=year,
            rule_year=rule_year,
            context=context,
            previous=previous,
            jobs=jobs,
        )
        if result.refused:
            raise InputError("\n".join(result.refused))
        return result

    def load_each(
        self,
        paths: str | Path | Iterable[str | Path],
        authority: str | None = None,
        year: int | None = None,
        *,
        rule_year: int | None = None,
        context: bool = False,
        previous: str | Path | Iterable[str | Path] = (),
        jobs: int | None = None,
    ) -> LoadResult:
        """Like `load`, but tells of refused files instead of raising.

        Returns:
            The returns that were loaded and why the others were not.

        Raises:
            ConfigError: `authority`, `year` or `jobs` is wrong.
        """
        from returncheck.warehouse.loading import load_paths

        with self._watch.stage("read"), self._declared():
            return load_paths(
                self._connect(),
                _listed(paths),
                authority=authority,
                year=year,
                rule_year=rule_year,
                context=context,
                previous=_listed(previous),
                jobs=jobs,
                landing=self._engine.landing,
            )

    def load_tables(
        self,
        collection: str,
        tables: Mapping[str, object],
        authority: str | None = None,
        year: int | None = None,
        return_id: str | None = None,
        *,
        rule_year: int | None = None,
        previous_return_id: str | None = None,
        file_format: str | None = None,
        context: bool = False,
    ) -> str:
        """Load one return from frames in memory.

        Args:
            collection: One of the returns that can be loaded, such as `kpi_return`.
            tables: Official table name to a polars, pandas or Arrow frame, or a
                relation of DuckDB's, with the official columns. A table that is not
                named is absent; a column that a frame lacks is empty, one that no
                layout has is a finding. Values are taken as text, `row_number` is the
                order of the rows.
            authority: Three-digit code; None to take it from the tables.
            year: Return year (ending 31 March); None to take it from the Header.
            return_id: Any text; None for `<collection>-<authority>-<year>`. A return
                with an id of its own is context only when that is asked for.
            rule_year: Year whose statutory rules check it; None: its own.
            previous_return_id: The loaded return that its rules look back on; None
                for that of the same authority and the year before.
            file_format: `csv` or `xml`: the form whose rules hold where a rule checks
                one alone; None where it is no matter.
            context: Whether it is there to look back on; see `load`.

        Returns:
            The return id.

        Raises:
            InputError: An unknown table, or no authority or year.
            ConfigError: An unknown collection, authority or year, or an engine that
                keeps tables elsewhere.
        """
        from returncheck.returns.frames import frames_source
        from returncheck.warehouse.loading import load_source

        self._refuse_elsewhere("load_tables")
        is_context = True if context else None if return_id is None else False
        with self._declared():
            source = frames_source(
                collection,
                tables,
                authority=authority,
                year=year,
                return_id=return_id,
                file_format=file_format,
            )
            by_name = kind_of(collection).looks_back_by_name and return_id is not None
            record = load_source(
                self._connect(),
                source,
                rule_year,
                is_context=is_context,
                previous_return_id=previous_return_id
                or (NO_RETURN if by_name else None),
            )
        self._checked.add(record.return_id)
        return record.return_id

    def set_targets(
        self,
        authority: str,
        targets: Mapping[str, float],
        tolerances: Mapping[str, float] | None = None,
    ) -> None:
        """Note an authority's own targets, in the place of those it had.

        Args:
            authority: Three-digit code.
            targets: Indicator id to target, in the indicator's unit.
            tolerances: Indicator id to how much worse than its target a figure may be
                and still be amber, in the indicator's unit, 0 or more; also for a
                target that a KPI return prints.

        Raises:
            ConfigError: A tolerance below 0.
        """
        user_tables.write_targets(self._connect(), authority, targets, tolerances or {})

    def set_indicators(
        self, indicators: str | Path | Sequence[Mapping[str, object]] | None
    ) -> None:
        """Note the council's own indicators, in the place of all that were there.

        Args:
            indicators: YAML file that declares them, or a mapping for each with the
                keys of such a file: `id`, `name`, `unit`, `better`, `period`, `counts`
                and what else it may say. None for none.

        Raises:
            ConfigError: An id that is taken, a unit that there is not, a total that
                nobody knows, and what else is wrong; all of it, one a line.
        """
        from returncheck.settings.local_indicators import (
            local_indicators,
            read_local_indicators,
        )

        if isinstance(indicators, str | Path):
            own = read_local_indicators(Path(indicators))
        else:
            own = local_indicators(indicators or ())
        user_tables.write_local_indicators(self._connect(), own)

    @contextmanager
    def _declared(self) -> Iterator[None]:
        """Know the council's own indicators, and imported authorities, meanwhile."""
        own = user_tables.read_local_indicators(self._connect())
        found = reference_updates.read_imported_authorities(self._connect())
        with (
            declared({each.indicator_id: each.unit for each in own}),
            imported(found),
        ):
            yield

    def set_groups(self, groups: Mapping[str, Sequence[str]]) -> None:
        """Note named groups of authorities, in the place of all that were there.

        Every figure stands beside the mean of each group's other members.

        Args:
            groups: Name to three-digit codes; none for no group.

        Raises:
            ConfigError: An empty group, an unknown authority, or one named twice.
        """
        from returncheck.settings.comparator_groups import comparator_groups

        with self._declared():
            checked = comparator_groups(groups, "`groups`")
        user_tables.write_groups(self._connect(), checked)

    def set_explanations(self, path: str | Path | None) -> None:
        """Note the explanations of queries, in the place of all that were there.

        Args:
            path: CSV file with the columns `rule, child, reason, by, date`; `child`
                is an LA child identifier, or `whole return`. None for no explanation.

        Raises:
            InputError: The file cannot be read as such.
        """
        from returncheck.settings.explanations import read_explanations

        explanations = [] if path is None else read_explanations(Path(path))
        user_tables.write_explanations(self._connect(), explanations)

    def set_published(self, folder: str | Path | None) -> None:
        """Take what was imported into account, in the place of any before.

        Published figures, authorities, population estimates and neighbour models.

        Args:
            folder: Where `returncheck import-published` keeps them. None for what
                returncheck ships alone.

        Raises:
            ConfigError: Nothing was imported into the folder.
            InputError: It cannot be read.
        """
        from returncheck.published import updates_in_use
        from returncheck.published.reference import area_updates_in_use

        place = None if folder is None else Path(folder)
        updates = updates_in_use(place)
        areas = area_updates_in_use(place)
        user_tables.write_published_updates(self._connect(), updates)
        reference_updates.write_area_updates(self._connect(), areas)

    def expire(self, days: int) -> list[str]:
        """Remove returns that were loaded longer ago than records are kept.

        Args:
            days: How many days records are kept.

        Returns:
            The ids of the returns that are gone; see `warehouse.erasure`.

        Raises:
            ConfigError: The engine keeps tables elsewhere.
        """
        from returncheck.warehouse import erasure

        self._refuse_elsewhere("retention_days")
        expired = erasure.expired_returns(self._connect(), days)
        self._in_use.disconnect()
        if expired:
            erasure.remove_returns(self.database, expired)
        return expired

    def warm_up(self) -> None:
        """Have dbt start now, if it is needed, so that it is ready for `check`."""
        if self._build is None:
            self._build = self._engine.build(self.database, self._logs())

    def check(
        self,
        rules: Iterable[str] | None = None,
        suites: bool | Sequence[str] = True,
        *,
        returns: Iterable[str] | None = None,
        tolerances: Mapping[str, float] | None = None,
        data_docs: Path | None = None,
        expectations: str | Path | None = None,
        progress: Progress | None = None,
        redact: bool = False,
        redaction_key: str | None = None,
        same_children: SameChildren | None = None,
        public: bool = False,
        submission_dates: Mapping[str, date] | None = None,
        baseline: str | None = None,
        ending: Callable[[CheckResult], Ending] | None = None,
    ) -> CheckResult:
        """Build the marts, run rules and suites, and collect what they found.

        Args:
            rules: Codes of the rules to run; None for all that hold in a return's
                year.
            suites: True for every suite, False for none, or their names.
            returns: Return ids to speak of; None for all in the warehouse.
            tolerances: Least share in percent by indicator id, and `row_counts`.
            data_docs: Folder for Great Expectations' Data Docs; None for none.
            expectations: Folder of suites, or of a project of Great Expectations, to
                run in place of those that come with returncheck.
            progress: Told how many steps of the build are done, of how many.
            redact: Whether the result names children by keyed hashes.
            redaction_key: Key of the hashes; None for one that the database keeps.
            same_children: By what a child of one return is found in another of the
                same authority and year, to compare what they say; None: not at all.
            public: Whether the result also holds what may leave the building.
            submission_dates: By when returns have to be submitted, by their id or
                `<collection>-<year>`.
            baseline: What `exit_code` measures the findings by, so that new ones alone
                count: `last`, an earlier run, or the path of its `results.json`; None
                for nothing.
            ending: What the process will end with, from the result, for the history;
                None where it is no run of a command.

        Returns:
            Findings, indicators, benchmarks and outcomes.

        Raises:
            ConfigError: An unknown rule, suite or baseline, or a database that is
                locked.
            InternalError: The build failed, which is our bug.
        """
        from returncheck.warehouse.stored_contracts import check_written

        started_at = datetime.now(UTC)
        codes = None if rules is None else known_codes(rules)
        with self.one_run():
            hashes = pseudonyms(self._connect(), redaction_key)
            known = (
                None
                if baseline is None
                else read_baseline(self._connect(), baseline, hashes)
            )
            user_tables.write_selection(self._connect(), codes)
            user_tables.write_limits(self._connect())
            user_tables.write_same_children(self._connect(), same_children)
            note_unknown_indicators(self._connect())
            restore_explained_children(self._connect(), redaction_key)
            check_written(self._connect(), self.database, self._checked)
            loaded = warehouse.loaded_returns(self._connect())
            wanted = None if returns is None else set(returns)
            chosen = told_apart(
                [r for r in loaded if wanted is None or r.return_id in wanted]
            )
            warehouse.note_contexts(self._connect(), chosen)
            judged = build_and_run_suites(
                self._engine,
                self._taken_build(),
                self._in_use,
                suites=suites,
                returns=[record.return_id for record in chosen],
                tolerances=tolerances or {},
                data_docs=data_docs,
                expectations=None if expectations is None else Path(expectations),
                progress=progress,
                watch=self._watch,
            )
            result = read_result(
                self._connect(),
                run_id=uuid.uuid4().hex,
                version=VERSION,
                started_at=started_at,
                database=self.database,
                returns=chosen,
                suites=judged,
                read_whole=cache(self._read_whole),
            )
            result = replace(
                result,
                child_records=read_child_records(
                    self._connect(), result.returns_to_submit, result.findings_to_mend
                ),
                timelines=read_timelines(self._connect(), result),
                durations=read_durations(self._connect(), result),
            )
            self._in_use.writable()
            if public:
                from returncheck.results.public import read_public

                with self._watch.stage("public"):
                    result = replace(result, public=read_public(self._connect()))
            history = entered_in_history(
                self._connect(),
                result,
                rules=codes,
                suites=suites,
                same_children=same_children,
                submission_dates=submission_dates or {},
                seconds=self._watch.seconds,
                hashes=hashes,
                baseline=known,
                ending=ending,
            )
            self._watch = Stopwatch()
            result = replace(result, history=history)
            if redact:
                result = redacted(result, self._connect(), redaction_key)
            warehouse.note_finished(self._connect())
            self._in_use.disconnect()
        return result

    def note_refused(self, started_at: datetime, refused: int, exit_code: int) -> None:
        """Enter a run in the history in which no file could be read.

        Args:
            started_at: When it began, UTC.
            refused: How many files were refused.
            exit_code: What the process will end with.
        """
        run = PastRun(
            run_id=uuid.uuid4().hex,
            started_at=started_at,
            version=VERSION,
            finished_at=datetime.now(UTC),
            outcome="refused",
            exit_code=exit_code,
            refused=refused,
        )
        write_run(self._connect(), run, {})

    def _read_whole(self, mart: str) -> "pl.DataFrame":
        with self._in_use.reading() as connection:
            return read_whole(connection, mart)

    def _taken_build(self) -> Build:
        """The build, which is used once."""
        self.warm_up()
        build, self._build = self._build, None
        assert build is not None  # warm_up has just made it
        return build

    def _refuse_elsewhere(self, what: str) -> None:
        """Refuse what works on tables in the database alone."""
        if not self._engine.landing.takes_frames:
            raise ConfigError(
                f"{what} is for the engine duckdb: with spark the rows of returns are "
                "files beside the database. Leave one of the two out."
            )

    def _connect(self) -> "duckdb.DuckDBPyConnection":
        return self._in_use.connect()

    def _logs(self) -> Path:
        # Hidden, so that a folder of returns which holds it is searched without it.
        return self.database.with_name(f".{self.database.stem}-logs")


def _listed(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    return [Path(path) for path in listed]
