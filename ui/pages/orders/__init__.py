"""Court orders of the men's stream: the list, one order, and the letter to the court."""
