"""The first interview, a step a file: consent, basics, safety, conditions, reasons, result."""
