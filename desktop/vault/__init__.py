"""Accounts, key slots, and the opening of encrypted databases. Formats: docs/formats/vault.md."""
