"""The terminal questionnaire: shows what the engine asks, keeps nothing itself."""
