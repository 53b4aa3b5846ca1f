"""The pages of the app, one file each; `app.py` only navigates."""
