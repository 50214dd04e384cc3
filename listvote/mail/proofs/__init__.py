"""What shows that a mail is its author's: signatures, sealed chains, the reports of one's own server."""
