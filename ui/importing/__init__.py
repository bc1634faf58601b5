"""What every import of a list shares: the rows with their ticks, and the page around them."""
