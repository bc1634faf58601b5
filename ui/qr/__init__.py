"""Files across the table as QR codes: shown large, read from pictures or by the camera."""
