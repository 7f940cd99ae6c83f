"""What a check finds: the finding, how findings are counted, how a run ends."""
