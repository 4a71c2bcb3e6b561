"""What an overview shows: figures of some projects over some days, and behind each number the list that it counts."""
