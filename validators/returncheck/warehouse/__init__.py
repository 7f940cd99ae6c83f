"""The DuckDB file: connections, raw tables, register, history."""

from returncheck.warehouse.connection import (
    connect,
    read,
    relations,
    transaction,
)
from returncheck.warehouse.history import (
    write_history,
)
from returncheck.warehouse.preparation import (
    SCHEMA_VERSION,
    built_reference,
    note_built_reference,
    prepare,
)
from returncheck.warehouse.register import (
    ReturnRecord,
    append_contract_cells,
    append_contract_findings,
    append_rows,
    loaded_returns,
    note_contexts,
    register_return,
    remove_return,
)

__all__ = [
    "SCHEMA_VERSION",
    "ReturnRecord",
    "append_contract_cells",
    "append_contract_findings",
    "append_rows",
    "built_reference",
    "connect",
    "loaded_returns",
    "note_built_reference",
    "note_contexts",
    "prepare",
    "read",
    "register_return",
    "relations",
    "remove_return",
    "transaction",
    "write_history",
]
