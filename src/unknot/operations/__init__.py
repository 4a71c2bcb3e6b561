"""What a person can ask for, one function a wish. Every door calls these, so every door obeys the same rules."""
