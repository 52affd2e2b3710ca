"""Where the invented town is: areas, organisations, companies, sites, stations."""
