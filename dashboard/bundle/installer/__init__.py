"""Installs a bundle on a machine without a network: the part of ``install.sh`` that is Python.

A copy of this folder stands in every bundle and runs before anything is installed, so that it uses
the standard library alone.
"""
