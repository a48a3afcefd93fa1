"""How long each integration survives a failure, and how long people have to act."""
