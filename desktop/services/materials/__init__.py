"""Videos, sound, pictures and PDF of the programme: kept here encrypted, brought by stick."""
