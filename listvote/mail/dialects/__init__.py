"""How the kinds of list servers write their mail: what marks a copy as theirs, and where they put its author."""
