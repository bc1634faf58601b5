"""Referrals to other services: those of one person, or all that wait for somebody."""
