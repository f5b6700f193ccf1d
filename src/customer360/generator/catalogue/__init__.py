"""What a company has without any customer: products, campaigns, spend, rates and rules."""
