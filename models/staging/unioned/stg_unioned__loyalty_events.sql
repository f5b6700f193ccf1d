{{ union_sources('loyalty_events') }}
