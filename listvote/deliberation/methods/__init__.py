"""Counting: each method takes ballots alike with their number and hands back its whole working.

Whole numbers and fractions only, and no ties settled but by the lot that is handed in: without one they are reported.
What follows from a count (quorum, threshold, mandates) is not known here.
"""
