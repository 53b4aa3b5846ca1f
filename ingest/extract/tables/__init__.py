"""Tables of indicators: 指标 / 目标 / 完成."""
