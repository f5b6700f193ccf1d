"""Why some expectations are not met yet; each is one reason for one or more of them."""

from __future__ import annotations

ONE_BIRTHDAY = "one birth date, phone and address outweigh two different given names"
OTHER_BIRTH_DATE = "one name and home outweigh two clearly different birth dates"
ID_OF_THE_LARGER = "parts swap ids when the smaller one outgrows the other, days after the split"
