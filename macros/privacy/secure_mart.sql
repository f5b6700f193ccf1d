{#
    Post-hook of every mart. dbt builds a new table and swaps it in, and a new table has no policies and
    no grants: this puts them on inside the model's own transaction, so nobody ever sees it without.
#}
{% macro secure_mart() -%}
    {%- if execute -%}
        {{- adapter.dispatch("secure_mart", "customer360")() -}}
    {%- endif -%}
{%- endmacro %}

{# An embedded database has no roles: a company's readers get a file of their own (docs/privacy.md). #}
{% macro default__secure_mart() -%} {%- endmacro %}

{% macro postgres__secure_mart() -%}
    {%- if model.config.materialized not in ["table", "incremental"] -%}
        {{- exceptions.raise_compiler_error(
            this.identifier ~ " is a " ~ model.config.materialized
            ~ "; a mart must be a table, because row-level security needs one"
        ) -}}
    {%- endif -%}
    alter table {{ this }} enable row level security;
    alter table {{ this }} force row level security;
    drop policy if exists builder on {{ this }};
    create policy builder on {{ this }} to current_user using (true) with check (true);
    drop policy if exists readers_company on {{ this }};
    {% if run_query("select to_regclass('tenancy.company_roles') is not null")[0][0] -%}
    create policy readers_company on {{ this }} for select using (
        company_id = any (array(
            select company_roles.company_id
            from tenancy.company_roles as company_roles
            where company_roles.role_name = current_user
        ))
    );
    {%- endif -%}
    {%- for role in reader_roles() %}
    {%- if role == "customer360_people" or not shows_people() %}
    grant select on {{ this }} to {{ adapter.quote(role) }};
    {%- else %}
    revoke all on {{ this }} from {{ adapter.quote(role) }};
    {%- endif %}
    {%- endfor %}
{%- endmacro %}

{# Whether the model that is being built tells of single people: a role for numbers may not read it. #}
{% macro shows_people() -%}
    {%- set found = namespace(personal=false) -%}
    {%- if this.schema.endswith("marts_pseudonymous") -%} {{- return(false) -}} {%- endif -%}
    {%- for column in model.columns.values() -%}
        {%- if column.config.get("meta", {}).get("personal") or is_key_of_person(column.name) -%}
            {%- set found.personal = true -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(found.personal) -}}
{%- endmacro %}
