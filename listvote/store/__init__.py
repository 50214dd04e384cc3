"""The database: the ledgers, the mails that were read, the mails to send, and what could not be read.

Every function takes a connection within a transaction that its caller began; none begins or ends one itself.
Instants are kept as RFC 3339 text in UTC, which sorts by time on every database.
"""
