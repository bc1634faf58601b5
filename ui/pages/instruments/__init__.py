"""The instruments of a stream: loaded from a file, opened by a permission, put away."""
