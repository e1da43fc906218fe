"""What the team knows. Pure: no Slack, SQL, clock, network or environment."""
