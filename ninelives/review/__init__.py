"""What a team owns: the review, its store, and what to ask next."""
