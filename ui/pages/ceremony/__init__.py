"""The ceremony of the recovery sheets."""
