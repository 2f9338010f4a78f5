"""What a value means: text, numbers, dates, names of bodies, column headings, formulas. Knows of no page and no box."""
