"""A woman's safety plan: its questions, what is asked of the whole, and its paper."""
