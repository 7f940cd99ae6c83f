"""What pandera is given a frame through: polars or pandas, and never a LazyFrame.

On a LazyFrame pandera looks at the schema alone and lets wrong values through, so it
is refused, whoever asks: a model, a subclass of it, its schema or a decorator.
"""

from collections.abc import Callable
from typing import Any, cast

import pandera.polars as pa
import polars as pl
from pandera.config import ValidationDepth, config_context

from returncheck.errors import InputError
from returncheck.returns.frames import as_polars, text_of
from returncheck.returns.pandas_frames import is_pandas, pandas_of


class ContractSchema(pa.DataFrameSchema):
    """A schema that judges the text of a frame, values included, whatever is set."""

    plain_cells: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    """How cells as people write them are read, before they are judged."""

    @classmethod
    def get_backend(
        cls,
        check_obj: Any | None = None,  # noqa: ANN401
        check_type: type | None = None,
    ) -> Any:  # noqa: ANN401
        """The backend of polars; pandera looks one up by the exact class."""
        return pa.DataFrameSchema.get_backend(check_obj, check_type)

    def validate(
        self,
        check_obj: Any,  # noqa: ANN401
        head: int | None = None,
        tail: int | None = None,
        sample: int | None = None,
        random_state: int | None = None,
        lazy: bool = False,
        inplace: bool = False,
    ) -> Any:  # noqa: ANN401
        """Hold a frame against the contract.

        Args:
            check_obj: Polars or pandas frame with the official columns. Values are
                taken as text, empty text counts as missing, as when a return is
                loaded. Columns that a subclass adds are looked at as they are.
            head: Only the first rows.
            tail: Only the last rows.
            sample: Only some rows.
            random_state: Seed of the sample.
            lazy: All faults at once (`SchemaErrors`) in place of the first.
            inplace: Of no effect: the frame is never changed.

        Returns:
            The frame as it was given.

        Raises:
            SchemaError: The first fault.
            SchemaErrors: All faults; their `failure_cases` are a frame of the kind
                that was given, with the index labels of a pandas frame.
            InputError: A LazyFrame, or no frame of polars or pandas.
        """
        text = self._text(check_obj)
        try:
            with config_context(
                validation_enabled=True,
                validation_depth=ValidationDepth.SCHEMA_AND_DATA,
            ):
                super().validate(text, head, tail, sample, random_state, lazy)
        except (pa.errors.SchemaError, pa.errors.SchemaErrors) as error:
            if is_pandas(check_obj):
                error.failure_cases = _in_pandas(error.failure_cases, check_obj)
            raise
        return check_obj

    def _text(self, given: object) -> pl.DataFrame:
        if isinstance(given, pl.LazyFrame):
            raise InputError(
                "A contract cannot judge a LazyFrame, whose values are not read yet. "
                "Call .collect() on it first."
            )
        if not isinstance(given, pl.DataFrame) and not _is_pandas_frame(given):
            raise InputError(
                f"A contract cannot judge a {type(given).__name__}. "
                "Give a polars or pandas DataFrame."
            )
        frame = as_polars(given)
        texts = []
        for name, column in self.columns.items():
            if name in frame.columns and column.dtype.type == pl.String:
                text = text_of(name, frame.schema[name])
                texts.append(pl.when(text != "").then(text).alias(name))
        frame = frame.with_columns(texts)
        return frame if self.plain_cells is None else self.plain_cells(frame)


class ContractModel(pa.DataFrameModel):
    """The base of every contract; subclasses of a contract keep its checks' names."""

    @classmethod
    def build_schema_(cls, **kwargs: Any) -> pa.DataFrameSchema:  # noqa: ANN401
        """The schema of the model, as one that refuses a LazyFrame."""
        plain = super().build_schema_(**kwargs)
        schema = ContractSchema(plain.columns, checks=plain.checks, **kwargs)
        schema.plain_cells = cls.plain_cells_()
        return schema

    @classmethod
    def plain_cells_(cls) -> Callable[[pl.DataFrame], pl.DataFrame] | None:
        """How cells as people write them are read; None where they are not."""
        return None


def _is_pandas_frame(given: object) -> bool:
    return is_pandas(given) and type(given).__name__ == "DataFrame"


def _in_pandas(cases: object, given: object) -> object:
    """Failure cases as a pandas frame, by the index labels of the frame given."""
    if not isinstance(cases, pl.DataFrame):
        return cases
    frame = pandas_of(cases)
    if "index" in frame:
        labels = cast("Any", given).index
        frame["index"] = [
            None if number is None else labels[number] for number in cases["index"]
        ]
    return frame
