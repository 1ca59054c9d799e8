"""What an export holds, counted while its items pass: one file for each kind of question."""
