"""Markup inside lines and cells: HTML tags, entities, LaTeX, MathML, markdown emphasis, as people and models mix it."""
