{{ union_sources('identity_links') }}
