{{ union_sources('crm_stages') }}
