"""Shapes, colours and labels that figures are drawn with."""
