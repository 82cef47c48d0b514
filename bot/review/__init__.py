"""What a clinician reads: the document to sign, the picture of the questions, the tables."""
