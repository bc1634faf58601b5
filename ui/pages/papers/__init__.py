"""What left this laptop readable."""
