{# For the fixtures of unit tests: there dbt gives the input's own place as `model`. #}
{% macro as_built() -%}
    {#- Spark has no databases. -#}
    {{ api.Relation.create(
        database=model.database or none, schema=model.schema, identifier=model.alias
    ) }}
{%- endmacro %}
