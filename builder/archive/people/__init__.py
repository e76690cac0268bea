"""Names and mentions → people: the register, and identity for the whole archive at once."""
