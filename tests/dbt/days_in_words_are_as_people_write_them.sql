-- One row per day whose words are not those that people write.
with

days as (

    select
        written_days.day_of_year,
        written_days.expected
    from (
        values
        (cast('2018-03-31' as date), '31 March 2018'),
        (cast('2020-02-29' as date), '29 February 2020'),
        (cast('2026-12-01' as date), '1 December 2026')
    ) as written_days (day_of_year, expected)

),

words as (

    select
        expected,
        {{ day_in_words('day_of_year') }} as written
    from days

)

select * from words
where written <> expected
