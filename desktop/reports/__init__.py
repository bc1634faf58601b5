"""What leaves the vault to be read elsewhere, as plain data and HTML. Nothing here prints."""
