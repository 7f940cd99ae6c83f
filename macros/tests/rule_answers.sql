{# A rule's rows say what they point at. With the var returncheck_rules_as_tests each
   row is a failure too: then a rule is a test of the data, not of itself. #}
{% test rule_answers(model) %}
    select *
    from {{ model }}
    where
        return_id is null
        or finding_key is null
        or table_name is null
        or coalesce(role, '') not in ('fault', 'related')
        or {{ var('returncheck_rules_as_tests', false) | string | lower }}
{% endtest %}
