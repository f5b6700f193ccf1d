"""Why some expectations are not met yet; each is one reason for one or more of them."""

from __future__ import annotations

ONE_BIRTHDAY = "one birth date, phone and address outweigh two different given names"
OTHER_BIRTH_DATE = "one name and home outweigh two clearly different birth dates"
FIRST_SEEN_MOVES = "an id follows the record that was seen first, and activity moves that"
GUEST_IS_GONE = "the id of a guest who signed up leads nowhere: its record is gone"
HISTORY_IS_RETOLD = "the cause of an old split is read from today's overrides"
ID_OF_THE_LARGER = "parts swap ids when the smaller one outgrows the other, days after the split"
PLACEHOLDERS = "words for no value, as anonymous and n/a, are not blocked on cards and documents"
