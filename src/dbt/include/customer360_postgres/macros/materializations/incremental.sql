{% materialization incremental, adapter="customer360_postgres", supported_languages=["sql", "python"] %}
    {%- if model["language"] == "python" -%}
        {%- call statement("python", language="python") -%}{{ compiled_code }}{%- endcall -%}
    {%- endif -%}
    {{ return(materialization_incremental_default()) }}
{% endmaterialization %}
