-- One row per number whose text is not the one that a double prints, on any engine.
with

numbers as (

    select
        printed.number,
        printed.expected
    from (
        values
        (cast(0 as double), '0.0'),
        (12.5, '12.5'),
        (-50, '-50.0'),
        (0.001, '0.001'),
        (0.00095, '0.00095'),
        (0.0001, '0.0001'),
        (0.000099, '9.9e-05'),
        (-0.00001, '-1e-05'),
        (9999999, '9999999.0'),
        (10000000, '10000000.0'),
        (-12345678.9, '-12345678.9'),
        (1e15, '1000000000000000.0'),
        (1e16, '1e+16'),
        (-1.5e120, '-1.5e+120'),
        (null, 'null')
    ) as printed (number, expected)

),

texts as (

    select
        number,
        expected,
        coalesce({{ number_text('number') }}, 'null') as written
    from numbers

)

select * from texts
where written <> expected
