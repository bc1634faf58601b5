"""Protection orders of women: the cards, the form, and what was not kept."""
