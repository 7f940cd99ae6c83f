-- One row per number whose words are not those that people write.
with

numbers as (

    select
        written_numbers.number,
        written_numbers.decimals,
        written_numbers.expected
    from (
        values
        (cast(2630 as double), 2, '2,630'),
        (17, 2, '17'),
        (16.449, 2, '16.45'),
        (0.00005, 5, '0.00005'),
        (0, 2, '0'),
        (999.996, 2, '1,000'),
        (1000.5, 1, '1,000.5'),
        (1002003.25, 2, '1,002,003.25'),
        (12000000, 0, '12,000,000'),
        (-1234.5, 1, '-1,234.5'),
        (-0.001, 2, '0'),
        (999999999.25, 2, '999,999,999.25'),
        (1e20, 2, '1e+20'),
        (-1e30, 2, '-1e+30'),
        (null, 2, 'null')
    ) as written_numbers (number, decimals, expected)

),

words as (

    select
        number,
        expected,
        coalesce({{ number_in_words('number', 'decimals') }}, 'null') as written
    from numbers

)

select * from words
where written <> expected
