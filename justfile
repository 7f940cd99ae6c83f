# What CI runs.
check:
    .ci/run

# The files of the dbt project that follow from layouts and rules.
generate:
    python -m returncheck.generate

# Format Python and SQL.
format:
    ruff format .
    ruff check --fix .
    sqlfluff fix models
