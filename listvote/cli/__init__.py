"""The command line: each command opens what it needs, says what it did, and ends with a code that means something.

0: done. 1: refused or failed, with the reason on stderr. 2: wrong usage.
"""
