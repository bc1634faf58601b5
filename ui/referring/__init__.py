"""Parts of the form in which somebody is referred to a service."""
