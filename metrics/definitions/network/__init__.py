"""KPIs of the manufacturer and its regions: how healthy the stores of a network are."""
