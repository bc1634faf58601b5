"""What the laptop knows and keeps. Headless: nothing below this folder imports Qt."""
