"""The thin models that bring the returns together: what each supplies, with its name.

A return takes part when the model that supplies it stands in the return's folder.
"""

from collections.abc import Sequence
from pathlib import Path
from string import Template

from returncheck.catalogue.rules import rule_versions
from returncheck.generate.notice import NOTICE
from returncheck.project import project_root
from returncheck.returns import LAYOUTS

_MODEL = Template("""\
-- $grain.
-- $notice
{% set returns = [$returns] %}
with

$name as (

    {% for name in returns %}
        select
            '{{ name }}' as collection,
$columns
        from {{ ref('returncheck', 'int_' ~ name ~ '__$name') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select * from $name
""")

_MEMBER = (
    "return_id",
    "indicator_id",
    "table_name",
    "row_number",
    "counted_on",
    "is_counted",
)
_PERSON = (*_MEMBER, "person")
_UNTOLD = ("return_id", "indicator_id", "month_end", "absent_tables")
_RESULT = (
    "code",
    "first_year",
    "return_id",
    "finding_key",
    "counted_as",
    "table_name",
    "row_number",
    "role",
    "details",
)
_TOLD = (
    "return_id",
    "code",
    "finding_key",
    "table_name",
    "row_number",
    "field",
    "fault",
    "least_records",
    "value",
)
_GAP = ("return_id", "code", "reason")
_LISTED = (
    "return_id",
    "return_title",
    "child_id",
    "upn",
    "table_name",
    "row_number",
    "birth_field",
    "birth_date",
    "sex_field",
    "sex_value",
    "sex",
)
_SPAN = (
    "return_id",
    "child_id",
    "span",
    "table_name",
    "row_number",
    "start_field",
    "starts_on",
    "ends_on",
)
_CELL = (*_RESULT, "field", "child_id", "episode_id", "value")


def return_union_files() -> dict[Path, str]:
    """The unions over all returns: path below the project root and text."""
    with_rules = [name for name in LAYOUTS if rule_versions(name)]
    with_members = [name for name in LAYOUTS if _has(name, "indicator_members")]
    with_persons = [name for name in LAYOUTS if _has(name, "person_members")]
    with_untold = [name for name in LAYOUTS if _has(name, "indicator_gaps")]
    with_gaps = [name for name in LAYOUTS if _has(name, "rule_gaps")]
    with_children = [name for name in LAYOUTS if _has(name, "listed_children")]
    with_spans = [name for name in LAYOUTS if _has(name, "child_spans")]
    folder = Path("models/intermediate")
    return {
        folder / "indicators/int_indicator_members.sql": _union(
            "indicator_members",
            "One row per indicator, record that it is counted over, and its day",
            with_members,
            _MEMBER,
        ),
        folder / "indicators/int_person_members.sql": _union(
            "person_members",
            "One row per indicator that counts a person once, record, and its day",
            with_persons,
            _PERSON,
        ),
        folder / "indicators/int_indicator_gaps.sql": _union(
            "indicator_gaps",
            "One row per return, indicator and month that its records do not tell",
            with_untold,
            _UNTOLD,
        ),
        folder / "rules/int_rule_input_gaps.sql": _union(
            "rule_gaps",
            "One row per return and rule that lacks an input beside its tables",
            with_gaps,
            _GAP,
        ),
        folder / "same_children/int_listed_children.sql": _union(
            "listed_children",
            "One row per child that a return lists, with what it says of the child",
            with_children,
            _LISTED,
        ),
        folder / "same_children/int_child_spans.sql": _union(
            "child_spans",
            "One row per time that a return says something held of a child",
            with_spans,
            _SPAN,
        ),
        folder / "results/int_rule_results.sql": _union(
            "rule_results",
            "One row per rule, return, finding and location that breaks the rule",
            with_rules,
            _RESULT,
        ),
        folder / "results/int_rule_cells.sql": _union(
            "rule_cells",
            "One row per rule, finding, record and field that a finding points at",
            with_rules,
            _CELL,
        ),
        folder / "results/int_told_cells.sql": _union(
            "told_cells",
            "One row per rule, finding and value that it may report missing or wrong",
            with_rules,
            _TOLD,
        ),
    }


def _has(name: str, supplied: str) -> bool:
    model = f"models/intermediate/{name}/int_{name}__{supplied}.sql"
    return (project_root() / model).is_file()


def _union(
    name: str, grain: str, returns: Sequence[str], columns: Sequence[str]
) -> str:
    return _MODEL.substitute(
        name=name,
        grain=grain,
        notice=NOTICE,
        returns=", ".join(f"'{collection}'" for collection in returns),
        columns=",\n".join(f"            {column}" for column in columns),
    )
