"""The outside world: a mailbox over IMAP, a way out over SMTP.

These modules know connections, time limits and what a server may answer. They know nothing of groups, votes or the
database, and they let no error of a library through: whoever calls them sees `MailboxError` or `SendError` alone.
"""
