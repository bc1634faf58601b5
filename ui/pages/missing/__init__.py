"""What is still missing of one person, asked when there is time, each line answered in place."""
