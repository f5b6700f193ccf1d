"""How often the names of each people are borne, most common first, from published counts.

A few leading names have shares of their own. The others follow 1 / (rank + flatness), the law that
such counts follow from the tenth name to the last; its two numbers, flatness and how many names
there are, were solved from the figures named beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from customer360.generator.sampling import falling_weights


@dataclass(frozen=True)
class Shares:
    #: Percent of people who bear each of the most common names.
    lead: tuple[float, ...]
    flatness: float
    #: How many names are in use; as many as there are where a list is shorter.
    names: int

    def weights(self, names: int) -> np.ndarray:
        """A weight for each of `names` names."""
        rest = falling_weights(names - len(self.lead), self.flatness)
        # A sum in order is the same on every machine.
        percent = np.cumsum(rest)[-1] / (100 - sum(self.lead))
        return np.concatenate([np.array(self.lead) * percent, rest])


#: In place of a number of names: those of the word list, and no more.
LISTED = 0


def _listed(**flatness: float) -> dict[str, Shares]:
    return {name: Shares((), flat, LISTED) for name, flat in flatness.items()}


#: By word list. Few people have the names that everybody knows, and no country's shares.
OF_FEW = {
    **_listed(vi_family=1.2, zh_family=5, en_family=12, ru_family=14, fr_family=14),
    **_listed(vi_given_f=8, zh_given_f=8, en_given_f=8, ru_given_f=8, fr_given_f=8),
    **_listed(vi_given_m=8, zh_given_m=8, en_given_m=8, ru_given_m=8, fr_given_m=8),
    **_listed(vi_middle_f=1, vi_middle_m=1),
}


def _two_words(one_word: float, flatness: float) -> Shares:
    """So many percent have one of the twenty listed words, the others a pair of words."""
    alone = falling_weights(20, 1.0)
    return Shares(tuple(alone * (one_word / np.cumsum(alone)[-1])), flatness, 1_100)


#: The same for the people of a country.
OF_A_COUNTRY = {
    # Nguyễn 38.4 %, Trần 11; Huỳnh and Hoàng 5.1 together, Vũ and Võ 3.9 (Lê Trung Hoa, Họ và tên
    # người Việt Nam, 2005).
    "vi_family": Shares(
        (38.4, 11, 9.5, 7.1, 3.4, 4.5, 2, 1.9, 2.1, 2, 1.4, 1.3, 1.3, 1), 10, LISTED
    ),
    # Chinese of Singapore: Tan 9.5 %, Lim 6.6 (Department of Statistics, 2000).
    "zh_family": Shares((9.5, 6.6, 4.2, 4.5, 2.7, 1.9, 2.2, 1.3, 2.2, 1.5), 40, 137),
    # England and Wales: Smith 1.36 %, Jones 1.12; two random people have one surname in .096 %
    # of cases (Lasker 1983, from the marriages of 1975).
    "en_family": Shares((1.36, 1.12, 0.6, 0.61, 0.73, 0.37, 0.38, 0.56, 0.31, 0.32), 30, 117_000),
    # Ivanov and Smirnov 1 to 1.4 %; a million people of five regions had 50,000 surnames, a quarter
    # of which named three quarters of them (Balanovskaya et al. 2005).
    "ru_family": Shares((1, 1.4, 0.75, 0.6, 0.42, 0.37, 0.64, 0.37, 0.46, 0.35), 32, 60_000),
    # Martin .36 %; 1,000 names for a quarter of the French, 7,000 for half of them, 47,000 for
    # three quarters, more than 800,000 for the others (INSEE, France Télécom).
    "fr_family": Shares((0.36,), 120, 344_000),
    # Born in Đắk Lắk 1991 to 2002: Trang 4.2 %, rank 50 .67; Tuấn 2.7, rank 50 .62 (hoten.org).
    "vi_given_f": Shares((4.2, 3.5, 3, 2.5, 2.2, 2.1, 2.1, 2.1, 2, 1.7), 25, LISTED),
    "vi_given_m": Shares((2.7, 2.5, 2.2, 2.1, 2, 2, 2, 1.9, 1.9, 1.7), 30, LISTED),
    # More than nine names of ten have two given characters (Ministry of Public Security, 2020); the
    # most common pair, 秀英, is borne by .27 % of all Wangs, which is .5 % of the women (2007).
    "zh_given_f": Shares((), 27, 12_000),
    "zh_given_m": Shares((), 27, 12_000),
    # All ages: ten names for 10.7 % of women and 23.2 % of men, rank 36 of women .42 %, 1,219 names
    # for nine men of ten (US Census 1990; Britain counts newborn children only).
    "en_given_f": Shares((2.6, 1.1, 1, 1, 0.9, 0.9, 0.8, 0.8, 0.8, 0.7), 36, 1_110),
    "en_given_m": Shares((3.3, 3.3, 3.1, 2.6, 2.5, 2.4, 1.7, 1.5, 1.4, 1.4), 14, 1_980),
    # Pensioners: Vladimir 8.9 %, Aleksandr 8.8, Sergey 8.1; Tatyana 7.8, Valentina 6, Galina 6
    # (Social Fund of Russia). Boys of Moscow 1978 to 1981: Aleksandr 10.7 (Nikonov).
    "ru_given_f": Shares((7.8, 6, 6, 5.4, 5.1), 7, LISTED),
    "ru_given_m": Shares((8.9, 8.8, 8.1, 6.2, 4.9), 6, LISTED),
    # A million women are called Marie, 300,000 Nathalie to Catherine, 134,000 by the fiftieth name;
    # a million men Jean (L'officiel des prénoms, 2020).
    "fr_given_f": Shares((3.1,), 31, 620),
    "fr_given_m": Shares((3.1,), 25, 620),
    # Two words of middle name have 65 % of women and 26 % of men (hoten.org, pupils of Sài Gòn).
    "vi_middle_f": _two_words(one_word=35, flatness=3),
    "vi_middle_m": _two_words(one_word=74, flatness=12),
}
