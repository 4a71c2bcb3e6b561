"""What the tests of all doors share: an installation of their own, and a way to call an application in this process."""
