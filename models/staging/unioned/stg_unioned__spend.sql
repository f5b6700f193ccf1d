{{ union_sources('spend') }}
