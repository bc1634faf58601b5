"""The materials of the programme: what is here, what is missing, bringing and taking along."""
