"""How the work gets done: tasks, and those who are willing to do them. Knows no mail and no database."""
