"""Files of the data folder become values of the model; what is wrong with them becomes findings."""
