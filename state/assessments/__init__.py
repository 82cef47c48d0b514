"""The assessments: their files, what is wrong with them, and what answers mean under them."""
