"""From raw tables to marts: the dbt project, compiled once and run inside DuckDB.

dbt turns the project into plain SQL; that takes longer than running it, so the SQL is
kept as a plan for as long as the project stays the same. `dbt build` gives the same
tables, which a test holds the two to.
"""

from returncheck.transform.build import Transform
from returncheck.transform.running import Progress
from returncheck.transform.template import put_template

__all__ = ["Progress", "Transform", "put_template"]
