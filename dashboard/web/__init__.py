"""The pages in a browser: finished cards first, Panel behind them."""
