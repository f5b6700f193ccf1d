"""Chinese family names: one character, read in Mandarin, Hokkien, Teochew, Cantonese or Hakka.

A person is Chen in one register and Tan in another. One spelling may stand for several characters.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

_READINGS = """
chen tan chan chin tran | lin lim lam ling lum | huang wong ng ooi oei wee hwang bong
wang ong wong heng | li lee lai lei | zhang chang teo cheung chong tiong cheong teoh chang
liu lau low liew lao lew | wu goh ng gouw woo go ngo | yang yeo yeung yong young ieo
zheng tay cheng teh chiang tee | cai chua tsai choi choy chai chuah | xu koh chee hsu hui tsui kho
xu chee khee cher hsu tsui chui swee | zhou chew chow chiu joe chou | zhu choo chu gee
he ho hor hoe | luo loh law lo lor | liang leong neo leung nio leang liong
guo quek kwok kuo kok kwek kueh keh | gao ko kao koh kou | xie chia tse hsieh seah cheah sia
ma mah beh be | shen sim sum shum sam | deng teng tang thien
tang tong tng thong teng | song soong sung | sun soon sng suen
fang png fong hng pung | jiang keong kang kong chiang kiang gan | ye yap yip yeh iap
pan phua poon pun pua | peng phang pang peh phe | bai peh pek pak bak
yao yeow yiu yew io | xiao siow siew hsiao seow sio siu | feng fung foong pang pung
fu foo poh pho | du toh to tu doe | lu loo lo lok look
lu lu lui leu loo | wei ngui gui wai goei | su soh so soo saw | yuan yuen wan uan
ruan yuen nguyen ng | yan gan ngan gam yen | wen boon man mun voon
hong ang hung | zhong cheong chung chong tiong | zeng chan tsang chng cheng tjan
jin kim kam chin | ren yam jim lim yim | shi see shih si sek
shi seah sze shek chioh | tian tien chan thean | dong tang tung tong
kong hung kang khong | hu oh foo woo wu aw ow | jian kan kean | cui chui choi tsui
han hon hang | gu koo ku goo kou | lei looi lui loy | lai lai looi luah
mo mok mock bok | mai mak beh | mei mui moey boey | mao mo mau | qiu khoo yau hew hiew chiu kew
qin chin chun tjin | qian chin chee tsin chien | situ szeto seetoh | ouyang auyong auyeung owyong
tu toh thoo to | wan man ban | xiong hong hung hiong | yu yee yu oo er ee | yu e ju he
zhao chao chiu teo tio chew | zhuo toh cheok toh | zhuang chng chong chuang cheng ching
zou chow chew chau | hou how hau haw hoh | kang hong kong khng | lian lian len lien
liao leow liu liow liew | long leong lung liong | pang pang phang bang | tao toh tow to
wen oon wan un voon | yi yik ek eak | yin wan yan ean woon | you yew yow yau iu | yue gak ngok
fan hwan fan hoan huan | ding teng ting | dai tay tai tye te | cheng thia ching cheng theng
chi tee chee | ke kua quah or kwa kor | hua wah hua | ji kee kei | jia kah ka | ni ngai geh
"""


class FamilyNames:
    """Which of the distinct folded names of a company can be readings of one character."""

    def __init__(self, values: pa.Array):
        groups = [
            group.split() for line in _READINGS.strip().split("\n") for group in line.split("|")
        ]
        place = {name: row for row, name in enumerate(values.to_pylist())}
        count = np.int64(max(len(values), 1))
        pairs = {
            min(place[a], place[b]) * count + max(place[a], place[b])
            for group in groups
            for a in group
            for b in group
            if a != b and a in place and b in place
        }
        self._count = count
        self._pairs = np.array(sorted(pairs), dtype=np.int64)

    def are_readings(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        return np.isin(low * self._count + high, self._pairs)
