"""What the questionnaire is drawn with: each widget shows one value and keeps none."""
