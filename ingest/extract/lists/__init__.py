"""What several numbers or several names in a row share."""
