"""Starflow model training: grid of synthetic spectra -> emulator -> cINN -> model package -> report."""

__version__ = "1.0.0"
