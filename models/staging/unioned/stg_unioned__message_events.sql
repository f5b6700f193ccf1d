{{ union_sources('message_events') }}
