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

# Small faults in models and rules, and those that no test sees.
mutants-sql *options:
    PYTHONPATH=tests/rules python tests/mutation/sql_mutants.py {{options}}

# The same in Python, in a copy of the checkout: twenty minutes, then what was not seen.
mutants-python minutes="20":
    tests/mutation/python_mutants {{minutes}}
