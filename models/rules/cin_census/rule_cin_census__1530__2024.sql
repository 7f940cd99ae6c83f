-- One row per child record whose UPN holds an unknown local authority number.
{% set known_ranges = [
    [1, 5], [201, 213], [301, 320], [330, 336], [340, 344], [350, 359], [370, 373],
    [380, 384], [390, 394], [420, 420], [660, 681], [701, 708], [800, 803], [805, 808],
    [810, 813], [815, 816], [820, 823], [825, 826], [830, 831], [835, 841], [845, 846],
    [850, 852], [855, 857], [860, 861], [865, 896], [908, 909], [916, 916], [919, 919],
    [921, 921], [925, 926], [928, 929], [931, 931], [933, 933], [935, 938], [940, 943],
] %}
with

children as (

    select * from {{ ref('stg_cin_census__child_identifiers') }}

),

tested_children as (

    select
        return_id,
        row_number,
        {{ to_integer('substring(upn, 2, 3)') }} as authority_number
    from children
    where length(upn) = 13

),

unknown_numbers as (

    select
        return_id,
        {{ finding_key(["'ChildIdentifiers'", 'row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from tested_children
    where
        authority_number is null
        or not (
            {% for first, last in known_ranges %}
                authority_number between {{ first }} and {{ last }}
                {% if not loop.last %}or{% endif %}
            {% endfor %}
        )

)

select * from unknown_numbers
