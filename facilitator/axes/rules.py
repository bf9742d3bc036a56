"""What an axis may be."""

COLOURS = 8  # in the accessible set of static/css/tokens.css
MAX_AXES = 12
TITLE_LIMIT = 240  # characters; the longest of Fez has 150 in French
QUESTION_LIMIT = 300
OBJECTIVE_LIMIT = 300
MAX_OBJECTIVES = 8
