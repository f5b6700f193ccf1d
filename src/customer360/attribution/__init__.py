"""Attribution that SQL cannot say well: chains of more than one channel's memory."""
