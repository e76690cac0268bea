"""One module per kind of page: its planner, and how its view is filled."""
