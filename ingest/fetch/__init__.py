"""Addresses → bytes: client, politeness, guards, and finding the report's page."""
