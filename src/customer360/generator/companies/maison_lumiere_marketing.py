"""Campaigns, letters and web site of Maison Lumière."""

from __future__ import annotations

from datetime import date

from customer360.generator.activity.sends import MessageHabits
from customer360.generator.activity.touches import Entrance, Site
from customer360.generator.catalogue.campaigns import Campaign

CAMPAIGNS = (
    Campaign("C-SEA", "Google", "paid_search", "brand", date(2024, 1, 1), 731),
    Campaign("C-SEA-P", "Google Shopping", "paid_search", "brand", date(2024, 1, 1), 731,
             "google", "cpc", 24, 62, parent="C-SEA"),
    Campaign("C-SEA-B", "Google Marque", "paid_search", "brand", date(2024, 1, 1), 731, "google",
             "cpc", 9, 21, parent="C-SEA"),
    Campaign("C-META", "Meta", "paid_social", "brand", date(2024, 1, 1), 731),
    Campaign("C-META-P", "Meta Prospection", "paid_social", "brand", date(2024, 1, 1), 731,
             "facebook", "paid_social", 21, 48, parent="C-META"),
    Campaign("C-META-R", "Meta Retargeting", "paid_social", "abandoned_cart", date(2024, 3, 1),
             671, "instagram", "paid_social", 12, 55, parent="C-META"),
    Campaign("C-DISP", "Display", "display", "brand", date(2024, 1, 1), 731, "criteo",
             "display", 6, 90),
    Campaign("N-01", "Bienvenue", "email", "welcome", date(2024, 1, 16), 350, "newsletter",
             "email", offer="BIENVENUE10", holdout=0.1),
    Campaign("N-02", "Soldes Hiver 2024", "email", "promotion", date(2024, 1, 31), 28,
             "newsletter", "email"),
    Campaign("N-03", "Printemps 2024", "email", "cross_sell", date(2024, 4, 9), 21, "newsletter",
             "email"),
    Campaign("N-04", "Soldes Ete 2024", "email", "promotion", date(2024, 6, 26), 28, "newsletter",
             "email"),
    Campaign("N-05", "Rentree 2024", "email", "cross_sell", date(2024, 9, 10), 21, "newsletter",
             "email", holdout=0.1),
    Campaign("N-06", "Noel 2024", "email", "promotion", date(2024, 12, 3), 20, "newsletter",
             "email", offer="NOEL15"),
    Campaign("N-07", "Vous nous manquez", "email", "reactivation", date(2025, 3, 11), 30,
             "newsletter", "email", holdout=0.2),
    Campaign("N-08", "Soldes Ete 2025", "email", "promotion", date(2025, 6, 25), 28, "newsletter",
             "email"),
    Campaign("N-09", "Automne 2025", "email", "cross_sell", date(2025, 10, 7), 21, "newsletter",
             "email", holdout=0.1),
    Campaign("N-10", "Noel 2025", "email", "promotion", date(2025, 12, 2), 20, "newsletter",
             "email", offer="NOEL15"),
    Campaign("E-01", "Soiree privee Marais", "event", "loyalty", date(2025, 5, 15), 1),
)  # fmt: skip


def _campaigns(*keys: str) -> tuple[Campaign, ...]:
    return tuple(one for one in CAMPAIGNS if one.key.startswith(keys))


SITE = Site(
    "web",
    "www.maisonlumiere.example",
    "EUR",
    (
        Entrance(15, 6, "ad_click", "google", "cpc", _campaigns("C-SEA-P"),
                 "https://www.google.com/", "gclid", 62),
        Entrance(7, 6, "ad_click", "google", "cpc", _campaigns("C-SEA-B"),
                 "https://www.google.com/", "gclid", 21),
        Entrance(18, 4, "ad_click", "facebook", "paid_social", _campaigns("C-META-P"),
                 "https://www.facebook.com/", "fbclid", 48),
        Entrance(3, 10, "ad_click", "instagram", "paid_social", _campaigns("C-META-R"),
                 "https://l.instagram.com/", "fbclid", 55),
        Entrance(5, 4, "ad_view", "criteo", "display", _campaigns("C-DISP")),
        Entrance(22, 16, referrer="https://www.google.fr/"),
        Entrance(3, 2, referrer="https://www.bing.com/"),
        Entrance(7, 3, referrer="https://www.pinterest.fr/"),
        Entrance(5, 3, source="carnet-de-mode", medium="partenaire",
                 referrer="https://carnet-de-mode.example/"),
        Entrance(2, 20, source="newsletter", medium="email",
                 campaigns=_campaigns("N-")),
        Entrance(13, 28),
    ),
    searches=("robe noire", "trench", "cachemire", "jean droit", "sac cuir", "robe mariage",
              "linen shirt", "black dress", "pull marin", "bottines"),
)  # fmt: skip
LETTERS = MessageHabits(
    "mail",
    "email",
    audience=0.8,
    opens=0.31,
    machine_opens=0.14,
    clicks=0.07,
    unsubscribes=0.01,
    hard_bounces=0.007,
    links=(
        "https://www.maisonlumiere.example/nouveautes?utm_source=newsletter&utm_medium=email",
        "https://www.maisonlumiere.example/soldes?utm_source=newsletter&utm_medium=email",
    ),
)
