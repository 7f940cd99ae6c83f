-- One row per text whose JSON object is not the one written by hand.
with

listed_texts as (

    select
        listed.given_text,
        listed.expected_object
    from (
        values
        ('2A, 3B', '{"factors": "2A, 3B"}'),
        ('a"b', '{"factors": "a' || chr(92) || '"b"}'),
        ('a' || chr(92) || 'b', '{"factors": "a' || chr(92) || chr(92) || 'b"}'),
        ('', '{"factors": ""}'),
        (null, '{"factors": null}')
    ) as listed (given_text, expected_object)

),

built_objects as (

    select
        given_text,
        expected_object,
        {{ json_text('factors', 'given_text') }} as built_object
    from listed_texts

),

differing_objects as (

    select *
    from built_objects
    where built_object is distinct from expected_object

)

select * from differing_objects
