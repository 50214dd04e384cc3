"""Mail: bytes read into values, and values written to bytes; it knows no roll, no ledger and no network."""
