"""Infrastructure-as-code → the map of a system, its settings, and what they answer."""
