"""Risk of one person: the history, a result from a paper, and an instrument asked here."""
