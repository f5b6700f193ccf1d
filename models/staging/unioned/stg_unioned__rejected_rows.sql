{{ union_rejected_rows() }}
