"""Why some expectations are not met yet; each is one reason for one or more of them."""

from __future__ import annotations

ID_OF_THE_LARGER = "parts swap ids when the smaller one outgrows the other, days after the split"
