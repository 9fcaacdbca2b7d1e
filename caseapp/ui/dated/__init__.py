"""What « Ma journée » and « Échéances » share: the same things done to the same dates."""
