"""What the bad-weather tests share: half-sent requests, a disk with little room, and a look into the server's log."""
