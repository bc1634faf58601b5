"""Tables of the encrypted file and their migrations; `desktop.journal` fills them."""
