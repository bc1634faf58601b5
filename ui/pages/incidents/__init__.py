"""What happened at meetings, until it is written how it ended."""
