"""What one person agreed to: the texts, her or his answers, and how they came to be."""
