"""What is asked or shown over the questions, each loaded when it is first wanted."""
