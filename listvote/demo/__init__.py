"""A mailing list in a box: mail servers inside this process, so that the whole way of a mail can be seen at home.

The IMAP server comes with the extra `demo`.
"""
