{{ union_sources('enrichments') }}
