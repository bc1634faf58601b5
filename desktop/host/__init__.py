"""What the operating system does differently from place to place, one small module each."""
