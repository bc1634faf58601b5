"""What is saved here, sent, received."""
