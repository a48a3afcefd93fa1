"""The home screen: the reviews below a folder, and the way into each."""
