{#
    The rules in companies/*.yml as they stand in dbt's own graph: one for each test quality_rule. The
    company is the source that the test stands at, the table is the source's table.
#}
{% macro project_quality_rules() -%}
    {%- set rules = [] -%}
    {%- set tests = graph.nodes.values() | selectattr("resource_type", "equalto", "test") if execute else [] -%}
    {%- for test in tests | sort(attribute="unique_id") -%}
        {%- if test.test_metadata and test.test_metadata.name == "quality_rule" -%}
            {%- set arguments = test.test_metadata.kwargs -%}
            {%- do rules.append({
                "company_id": test.sources[0][0],
                "rule": arguments.get("rule"),
                "check": arguments.get("check"),
                "source_system": arguments.get("source_system"),
                "table": test.sources[0][1],
                "column": arguments.get("column_name"),
                "params": arguments.get("params"),
                "threshold": arguments.get("threshold"),
                "severity": test.config.severity | lower,
                "owner": test.config.meta.get("owner"),
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(rules) -}}
{%- endmacro %}
