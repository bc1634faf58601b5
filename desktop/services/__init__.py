"""What a person can do. Each call is one transaction and says what it changed."""
