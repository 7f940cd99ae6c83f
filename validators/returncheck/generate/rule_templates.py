"""Texts of the models that follow from the rules of one return.

Jinja stays as it is; what stands after a dollar sign is filled in.
"""

from string import Template

BLOCK_MODEL = Template("""\
-- $grain.
-- $notice
{% set versions = [
$versions
] %}
with

all_results as (

    {% for code, first_year, model, counted_as in versions %}
        select
            '{{ code }}' as code,
            {{ first_year }} as first_year,
            cast(return_id as string) as return_id,
            cast(finding_key as string) as finding_key,
            cast({{ counted_as }} as string) as counted_as,
            cast(table_name as string) as table_name,
            cast(row_number as bigint) as row_number,
            cast(role as string) as role,
            cast(details as string) as details
        from {{ ref('returncheck', model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

rules_to_run as (

    select
        return_id,
        code,
        first_year
    from {{ ref('returncheck', 'int_rules_to_run') }}
    where collection = '$collection' and reason is null

),

results_of_rules_to_run as (

    select distinct
        all_results.code,
        all_results.first_year,
        all_results.return_id,
        all_results.finding_key,
        all_results.counted_as,
        all_results.table_name,
        all_results.row_number,
        all_results.role,
        all_results.details
    from all_results
    inner join rules_to_run
        on
            all_results.code = rules_to_run.code
            and all_results.first_year = rules_to_run.first_year
            and all_results.return_id = rules_to_run.return_id

)

select * from results_of_rules_to_run
""")

RESULTS_MODEL = Template("""\
-- $grain.
-- $notice
{% set blocks = [
$blocks
] %}
with

rule_results as (

    {% for block in blocks %}
        select * from {{ ref('returncheck', block) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select * from rule_results
""")

# A field that is no column of its table (AssessmentFactors) shows the details. Where a
# rule says which fields are at fault, the empty ones are, before those beside them.
CELLS_MODEL = Template("""\
-- $grain.
-- $notice
{% set tables = [
$tables
] %}
${previous_tables}with

results as (

    select * from {{ ref('returncheck', 'int_${collection}__rule_results') }}

),

${previous_returns}fields as (

    select *
    from {{ ref('returncheck', 'rc_rule_fields') }}
    where collection = '$collection'

),

listed_cells as (

    select
        results.code,
        results.first_year,
        results.return_id,
        results.finding_key,
        results.counted_as,
        results.table_name,
        results.row_number,
        results.role,
        results.details,
        fields.field,
        fields.is_fault
    from results
    inner join fields
        on
            results.code = fields.code
            and results.first_year = fields.first_year
            and results.table_name = fields.table_name
    where not fields.is_record or results.role = 'fault'

),

valued_cells as (

    {% for table, child_id, episode_id, columns in tables %}
        select
            listed.*,
            cast({{ child_id }} as string) as child_id,
            cast({{ episode_id }} as string) as episode_id,
            case listed.field
                {% for column in columns %}
                    when '{{ column }}' then stored.{{ column }}
                {% endfor %}
                else listed.details
            end as value
        from listed_cells as listed
        inner join {{ source('$collection', '${collection}__' ~ table) }} as stored
            on
                listed.return_id = stored.return_id
                and listed.row_number = stored.row_number
        where listed.table_name = '{{ table }}'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
${previous_cells}
),

marked_cells as (

    select
        *,
        coalesce(is_fault and trim(coalesce(value, '')) = '', false) as is_missing
    from valued_cells

),

cells as (

    select
        code,
        first_year,
        return_id,
        finding_key,
        counted_as,
        table_name,
        row_number,
        case
            when role <> 'fault' or is_fault is null then role
            when not is_fault then 'related'
            when is_missing then 'fault'
            when
                bool_or(is_missing) over (
                    partition by
                        code,
                        first_year,
                        return_id,
                        finding_key,
                        table_name,
                        row_number,
                        role
                )
                then 'related'
            else 'fault'
        end as role,
        details,
        field,
        child_id,
        episode_id,
        value
    from marked_cells

)

select * from cells
""")

# What stands in the model where rules point at rows of the year before.
PREVIOUS_RETURNS = """\
previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

"""
PREVIOUS_CELLS = Template("""\
    -- A table of the year before is called by its name and `_last`.
    {% for table, child_id, episode_id, columns in previous_tables %}
        union all
        select
            listed.*,
            cast({{ child_id }} as string) as child_id,
            cast({{ episode_id }} as string) as episode_id,
            case listed.field
                {% for column in columns %}
                    when '{{ column }}' then stored.{{ column }}
                {% endfor %}
                else listed.details
            end as value
        from listed_cells as listed
        inner join previous_returns
            on listed.return_id = previous_returns.return_id
        inner join {{ source('$collection', '${collection}__' ~ table) }} as stored
            on
                previous_returns.previous_return_id = stored.return_id
                and listed.row_number = stored.row_number
        where listed.table_name = '{{ table }}_last'
    {% endfor %}
""")

# Records of another table than the first that the rule points at are found by the keys
# that the two share.
TOLD_MODEL = Template("""\
-- $grain.
-- $notice
{% set tables = [
$tables
] %}
{% set nested = [
$nested
] %}
with

results as (

    select * from {{ ref('returncheck', 'int_${collection}__rule_results') }}

),

told as (

    select *
    from {{ ref('returncheck', 'rc_rule_told') }}
    where collection = '$collection'

),

located_results as (

    select distinct
        code,
        first_year,
        return_id,
        finding_key,
        table_name,
        row_number
    from results
    where row_number is not null
    {% for code, first_year, table, holder, child_id, keys in nested %}
        union
        select
            results.code,
            results.first_year,
            results.return_id,
            results.finding_key,
            '{{ table }}' as table_name,
            nested.row_number
        from results
        inner join {{ source('$collection', '${collection}__' ~ holder) }} as holder
            on
                results.return_id = holder.return_id
                and results.row_number = holder.row_number
        inner join {{ source('$collection', '${collection}__' ~ table) }} as nested
            on
                results.return_id = nested.return_id
                and coalesce(holder.child_key, holder.{{ child_id }})
                = coalesce(nested.child_key, nested.{{ child_id }})
                {% for key in keys %}
                    and coalesce(holder.{{ key }}, '') = coalesce(nested.{{ key }}, '')
                {% endfor %}
        where
            results.code = '{{ code }}'
            and results.first_year = {{ first_year }}
            and results.table_name = '{{ holder }}'
    {% endfor %}

),

told_results as (

    select
        located_results.return_id,
        located_results.code,
        located_results.finding_key,
        located_results.table_name,
        located_results.row_number,
        told.field,
        told.fault,
        told.least_records
    from located_results
    inner join told
        on
            located_results.code = told.code
            and located_results.first_year = told.first_year
            and located_results.table_name = told.table_name

),

told_cells as (

    {% for table, columns in tables %}
        select
            told_results.*,
            case told_results.field
                {% for column in columns %}
                    when '{{ column }}' then stored.{{ column }}
                {% endfor %}
            end as value
        from told_results
        inner join {{ source('$collection', '${collection}__' ~ table) }} as stored
            on
                told_results.return_id = stored.return_id
                and told_results.row_number = stored.row_number
        where told_results.table_name = '{{ table }}'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select * from told_cells
""")

DESCRIPTION = Template("""\
# $notice
models:
  - name: $name
    description: >-
      $grain$more.
    config:
      materialized: $materialized
""")
