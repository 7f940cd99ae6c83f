-- One row per episode with a postcode that the directory does not have.
with

episodes as (

    select
        return_id,
        row_number,
        upper(replace(home_post, ' ', '')) as home_post,
        upper(replace(pl_post, ' ', '')) as pl_post
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

postcodes as (

    select distinct
        return_id,
        upper(replace(postcode, ' ', '')) as postcode
    from {{ ref('returncheck', 'stg_ssda903__postcode_directory') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    left join postcodes as home_postcodes
        on
            episodes.return_id = home_postcodes.return_id
            and episodes.home_post = home_postcodes.postcode
    left join postcodes as placement_postcodes
        on
            episodes.return_id = placement_postcodes.return_id
            and episodes.pl_post = placement_postcodes.postcode
    where
        (episodes.home_post is not null and home_postcodes.postcode is null)
        or (episodes.pl_post is not null and placement_postcodes.postcode is null)

)

{{ one_finding_a_row('failing', 'Episodes') }}
