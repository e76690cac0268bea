"""One module a command: parse the options, call the rooms, print. No logic lives here."""
