"""listvote: votes and offers of work on a mailing list, counted by the list's own rules."""
