"""What can be printed about a group and its meetings, and the blank forms."""
