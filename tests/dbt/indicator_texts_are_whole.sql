-- One row per indicator with a text that opens a bracket it does not close.
with

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

texts as (

    select
        indicator_id,
        concat(title, ' ', numerator, ' ', denominator, ' ', needs, ' ', note) as words
    from indicators

),

cut_texts as (

    select
        indicator_id,
        words
    from texts
    where
        length(replace(words, '(', '')) <> length(replace(words, ')', ''))

)

select * from cut_texts
