"""Benchmarks: ratios measured side by side in one run. ``python -m benchmarks [records] [frames] [startup] …``"""
