{# For the fixtures of unit tests: there dbt gives the input's own place as `model`. #}
{% macro as_built() -%}
    {{ api.Relation.create(
        database=model.database, schema=model.schema, identifier=model.alias
    ) }}
{%- endmacro %}
