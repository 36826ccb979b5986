"""The pages, one module each; ``dashboards.site`` lists them."""
