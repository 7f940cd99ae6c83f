-- One row per explanation that was filled in, typed.
with

written_explanations as (

    select * from {{ source('returncheck_register', 'explanations') }}

),

trimmed_explanations as (

    select
        row_number,
        nullif(trim(rule), '') as code,
        nullif(trim(child), '') as child,
        nullif(trim(reason), '') as reason,
        nullif(trim(explained_by), '') as explained_by,
        nullif(trim(explained_on), '') as given_date,
        nullif(trim(return_id), '') as return_id,
        nullif(trim(figure), '') as figure,
        nullif(trim(stated), '') as stated,
        nullif(trim(expected), '') as expected
    from written_explanations

),

explanations as (

    select
        row_number,
        code,
        case when lower(child) <> 'whole return' then child end as child_id,
        reason,
        explained_by,
        {{ to_date_uk('given_date') }} as explained_on,
        return_id,
        figure,
        {{ to_number("trim(replace(replace(stated, ',', ''), '%', ''))") }}
            as stated_value,
        {{ to_number("trim(replace(replace(expected, ',', ''), '%', ''))") }}
            as expected_value,
        stated is not null as has_stated,
        expected is not null as has_expected
    from trimmed_explanations
    -- A row of the template that nobody has filled in explains nothing.
    where coalesce(reason, explained_by, given_date) is not null

)

select * from explanations
