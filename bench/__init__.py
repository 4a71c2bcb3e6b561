"""How fast Unknot is: the real server on a filled database, held against the same server answering fixed bytes."""
