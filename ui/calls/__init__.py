"""The call card, wherever somebody who stopped coming is to be looked for."""
