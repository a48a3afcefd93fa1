"""Plays an outage through, event by event, where the closed forms only say how long."""
