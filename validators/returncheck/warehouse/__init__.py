"""The DuckDB file: connections, raw tables, register, history."""

from returncheck.warehouse.connection import (
    connect,
    read,
    relations,
    transaction,
)
from returncheck.warehouse.history import record_run, write_history
from returncheck.warehouse.preparation import (
    SCHEMA_VERSION,
    built_reference,
    is_unfinished,
    note_built_reference,
    note_finished,
    note_unfinished,
    prepare,
)
from returncheck.warehouse.register import (
    Entry,
    ReturnRecord,
    append_contract_cells,
    append_contract_findings,
    append_rows,
    loaded_returns,
    note_contexts,
    register_returns,
    remove_return,
)
from returncheck.warehouse.schemas import built_schemas, quoted, raw_schema

__all__ = [
    "SCHEMA_VERSION",
    "Entry",
    "ReturnRecord",
    "append_contract_cells",
    "append_contract_findings",
    "append_rows",
    "built_reference",
    "built_schemas",
    "connect",
    "is_unfinished",
    "loaded_returns",
    "note_built_reference",
    "note_contexts",
    "note_finished",
    "note_unfinished",
    "prepare",
    "quoted",
    "raw_schema",
    "read",
    "record_run",
    "register_returns",
    "relations",
    "remove_return",
    "transaction",
    "write_history",
]
