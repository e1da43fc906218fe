"""Ratings come in: what a new source changes, and what is owed for it."""

from bot.intake.orders import OrdersRun, take_orders
from bot.intake.taking import AlertRule, Intake, Place

__all__ = ["AlertRule", "Intake", "OrdersRun", "Place", "take_orders"]
