-- One row per episode of a type that its provider is not listed for.
with

episode_providers as (

    select * from {{ ref('returncheck', 'int_ssda903__episode_providers') }}

),

judged_episodes as (

    select
        return_id,
        row_number,
        place as code,
        ',' || place || ',' as sought,
        ',' || place_codes || ',' as listed
    from episode_providers

),

failing as (

    select
        return_id,
        row_number
    from judged_episodes
    group by
        return_id,
        row_number
    having
        not bool_or(
            coalesce(
                position(sought in listed) > 0
                and position(',' in code) = 0,
                false
            )
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
