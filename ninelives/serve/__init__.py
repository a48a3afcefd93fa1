"""The questionnaire in a browser: a small server, one app for each page."""
