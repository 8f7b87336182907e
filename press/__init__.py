"""What an article is: dates, agencies, topics, folding, the filter language. Pure, no I/O."""
