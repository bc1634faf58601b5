"""What people see: PySide6 Widgets. Knows services, never tables or keys."""
