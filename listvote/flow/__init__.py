"""The order of steps: take a mail in, see what is due, hand mails over. Each step is one transaction.

Here the pure rooms meet the database and the outside; no rule of any of them stands here.
"""
