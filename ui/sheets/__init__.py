"""The paper twin of the list: drawn, printed, and read from a scan. It is no page itself."""
