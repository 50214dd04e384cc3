"""How the list decides: what a decision lives through, what counts as a ballot, how ballots are counted, what follows.

Whole numbers and fractions only. It knows the charter's rules and the measures; it knows nothing of work, of mail, or
of how a member is recognised, and reads no clock: the moment and the lot's order are handed in.
"""
