"""Synthetic companies with their truth: landing folders that look like the exports of real shops.

``generate`` in ``run.py`` writes them; each company is one module of ``companies``. The same number
of people and the same seed give the same bytes on every machine: all randomness comes from PCG64
uniforms, and nothing but comparisons and the four exact operations is done to them.
"""
