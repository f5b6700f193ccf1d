"""Chinese names in Latin letters: how a family name is read, and what a syllable looks like.

One character is read in Mandarin, Hokkien, Teochew, Cantonese or Hakka: a person is Chen in one
register and Tan in another. One spelling may stand for several characters.
"""

from __future__ import annotations

import re

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
tan tham tam tum | wei gwee ngui goi ngooi
hong ang hung | zhong cheong chung chong tiong | zeng chan tsang chng cheng tjan
jin kim kam chin | ren yam jim lim yim | shi see shih si sek
shi seah sze shek chioh | tian tien chan thean | dong tang tung tong
kong hung kang khong | hu oh foo woo wu aw ow | jian kan kean | cui chui choi tsui
han hon hang | gu koh koo ku goo kou | lei looi lui loy | lai lai looi luah
mo mok mock bok | mai mak beh | mei mui moey boey | mao mo mau | qiu khoo yau hew hiew chiu kew
qin chin chun tjin | qian chin chee tsin chien | situ szeto seetoh | ouyang auyong auyeung owyong
tu toh thoo to | wan man ban | xiong hong hung hiong | yu yee yu oo er ee | yu e ju he
zhao chao chiu teo tio chew | zhuo toh cheok toh | zhuang chng chong chuang cheng ching
zou chow chew chau | hou how hau haw hoh | kang hong kong khng | lian lian len lien
liao leow liu liow liew | long leong lung liong | pang pang phang bang | tao toh tow to
wen oon wan un voon | yi yik ek eak | yin wan yan ean woon | you yew yow yau iu | yue gak ngok
fan hwan fan hoan huan | ding teng ting | dai tay tai tye te | cheng thia ching cheng theng
chi tee chee | ke kua quah or kwa kor | hua wah hua | ji kee kei | jia kah ka | ni ngai geh
kong khong hung kung | shi sze soo see | wu boo vu moo | ou ow au aw | meng beng mang
qin cheng chin | duan tuan toan | shao siau siu siao | kang kng hong khng | fu pu poo foo
long leng leong | weng eng ung yung | chang siong sheong sheung | gong kung keng | xia hah ha har
xian sin sinn sian | bao pao pau | lan nam lam nah
"""

#: The readings of each character.
FAMILY_READINGS: tuple[tuple[str, ...], ...] = tuple(
    tuple(group.split()) for line in _READINGS.strip().split("\n") for group in line.split("|")
)
#: All readings, in order.
FAMILY_NAMES: tuple[str, ...] = tuple(sorted({name for group in FAMILY_READINGS for name in group}))
_FAMILY_NAMES = frozenset(FAMILY_NAMES)

#: A syllable of Mandarin as given names are spelt in passports.
_SYLLABLE = re.compile(
    "(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(iang|iong|uang|ang|eng|ong|ian|iao|ing|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un"
    "|ue|a|o|e|i|u)"
)


def chinese_family_places(words: list[str]) -> tuple[int, ...]:
    """Where the family name of three words can stand if they are a Chinese name: 0 or -1 or both.

    Nowhere where they are none.
    """
    if len(words) != 3:
        return ()
    leads = words[0] in _FAMILY_NAMES and all(map(_SYLLABLE.fullmatch, words[1:]))
    trails = words[-1] in _FAMILY_NAMES and all(map(_SYLLABLE.fullmatch, words[:-1]))
    return (0,) * leads + (-1,) * trails
