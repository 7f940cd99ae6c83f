-- One row per list of parts whose key is not the one written by hand: every part in
-- double quotes, quotes inside doubled, a missing part as the bare word null; a row
-- after a line break.
with

listed_parts as (

    select
        listed.first_part,
        listed.second_part,
        listed.third_row,
        listed.expected_key
    from (
        values
        ('C1', '2024-05-01', null, '"C1"|"2024-05-01"|null'),
        ('C1', null, null, '"C1"|null|null'),
        ('C1', 'null', null, '"C1"|"null"|null'),
        ('C1', '', null, '"C1"|""|null'),
        ('a"|"b', 'c', null, '"a""|""b"|"c"|null'),
        ('a', 'b"|"c', null, '"a"|"b""|""c"|null'),
        ('C1', 'a', 12, '"C1"|"a"|' || chr(10) || '12')
    ) as listed (first_part, second_part, third_row, expected_key)

),

built_keys as (

    select
        first_part,
        second_part,
        third_row,
        expected_key,
        {{ finding_key(['first_part', 'second_part', 'third_row']) }} as built_key
    from listed_parts

),

differing_keys as (

    select *
    from built_keys
    where built_key is distinct from expected_key

)

select * from differing_keys
