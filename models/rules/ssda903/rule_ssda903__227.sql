-- One row per episode begun when its provider had closed.
with

episode_providers as (

    select * from {{ ref('returncheck', 'int_ssda903__episode_providers') }}

),

failing as (

    select distinct
        return_id,
        row_number
    from episode_providers
    where decom >= reg_end

)

{{ one_finding_a_row('failing', 'Episodes') }}
