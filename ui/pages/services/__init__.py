"""The directory of services that people can be referred to."""
