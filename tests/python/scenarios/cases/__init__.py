"""The scenarios by theme, and all of them in the order in which they are documented."""

from __future__ import annotations

from cases import (
    attacks,
    bridges,
    chains,
    companies,
    contacts,
    devices,
    junk,
    late_data,
    namesakes,
    overrides,
    quiet_days,
    scripts,
    shapes,
)

THEMES = {
    "Chains": chains,
    "Shapes of graphs": shapes,
    "Records that bridge customers": bridges,
    "Days without news": quiet_days,
    "Late data": late_data,
    "Decisions of people": overrides,
    "Devices and guests": devices,
    "Contacts of several people": contacts,
    "Junk values": junk,
    "Names of people": namesakes,
    "Scripts and spellings": scripts,
    "Attacks": attacks,
    "Several companies": companies,
}

SCENARIOS = [scenario for theme in THEMES.values() for scenario in theme.SCENARIOS]
