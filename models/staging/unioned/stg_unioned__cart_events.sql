{{ union_sources('cart_events') }}
