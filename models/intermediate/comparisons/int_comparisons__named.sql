-- One row per figure of the benchmarks and comparator, with the comparator's name.
with

place_comparisons as (

    select * from {{ ref('returncheck', 'int_comparisons__places') }}

),

group_comparisons as (

    select * from {{ ref('returncheck', 'int_comparisons__groups') }}

),

own_comparisons as (

    select * from {{ ref('returncheck', 'int_comparisons__own') }}

),

all_comparisons as (

    select
        *,
        comparator_year = return_year as is_same_year
    from place_comparisons
    union all
    select
        *,
        comparator_year = return_year as is_same_year
    from group_comparisons
    union all
    select
        *,
        cast(null as boolean) as is_same_year
    from own_comparisons

),

sentences as (

    select * from {{ ref('returncheck', 'rc_sentences') }}

),

comparisons_with_templates as (

    select
        all_comparisons.*,
        names.template as name_template,
        labels.template as label_template
    from all_comparisons
    inner join sentences as names
        on all_comparisons.name_code = names.code
    left join sentences as labels
        on
            not all_comparisons.is_same_year
            and labels.code = 'label_latest_year'

),

named_comparisons as (

    select
        *,
        {{ fill_template('name_template', {
            'month': readable_month('name_day'),
            'day': day_in_words('name_day'),
            'year': 'cast(name_year as string)',
            'text': 'name_text',
        }) }} as comparator_name,
        {{ fill_template('label_template', {
            'year': 'cast(comparator_year as string)',
        }) }} as label
    from comparisons_with_templates

)

select * from named_comparisons
