"""Reading of HTML: whole files, and the tables that stand in text and markdown."""
