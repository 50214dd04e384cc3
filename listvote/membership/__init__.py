"""Who takes part: the roll, the aliases under which the list sees its members, and rolls as files."""
