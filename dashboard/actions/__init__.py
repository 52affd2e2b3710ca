"""What a person does with a record on a screen: its next steps, their forms, taking them back."""

from dashboard.actions.asked import Asked
from dashboard.actions.service import Actions

__all__ = ["Actions", "Asked"]
