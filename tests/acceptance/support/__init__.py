"""What the acceptance tests share: the processes, the people, a project to work in, and the forms of answers."""
