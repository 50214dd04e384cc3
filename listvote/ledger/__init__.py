"""What happened, for ever: one append-only, hash-chained sequence of entries for each group.

This room knows bytes, digests and canonical JSON. It does not know what any entry means.
"""
