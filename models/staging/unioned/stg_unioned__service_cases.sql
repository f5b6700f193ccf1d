{{ union_sources('service_cases') }}
