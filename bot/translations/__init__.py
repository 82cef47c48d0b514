"""What a translation lacks, held against the language it is made from."""
