"""The workspace's page: what a person sees and does, in a browser, on this machine only."""
