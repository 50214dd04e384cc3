"""What we say: one frozen view for each kind of mail, values ready for words, no text and no layout."""
