"""The field's vocabulary and rules. Standard library only."""
