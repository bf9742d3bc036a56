"""The facilitator's control room."""
