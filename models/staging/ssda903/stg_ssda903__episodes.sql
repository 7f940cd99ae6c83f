-- One row per episode of care, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__Episodes') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DECOM') }} as decom,
        DECOM as decom_text,
        RNE as rne,
        LS as ls,
        CIN as cin,
        PLACE as place,
        PLACE_PROVIDER as place_provider,
        {{ to_day_first_date('DEC') }} as dec,
        DEC as dec_text,
        REC as rec,
        REASON_PLACE_CHANGE as reason_place_change,
        HOME_POST as home_post,
        PL_POST as pl_post,
        URN as urn,
        PL_LA as pl_la,
        PL_LOCATION as pl_location,
        try_cast(PL_DISTANCE as decimal(28, 10)) as pl_distance,
        PL_DISTANCE as pl_distance_text
    from raw_rows

)

select * from typed
