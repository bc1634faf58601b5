"""Carriers move sealed files in and out of a laptop's folder, and hold no key that opens one."""
