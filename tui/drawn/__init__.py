"""The map as a picture: boxes in layers, lines between them, in cells of a terminal."""
