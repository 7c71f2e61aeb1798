"""What news in each language looks like in its older encodings.

For languages in Latin letters: the letters beyond ASCII that the language uses,
and frequent short words. For all others: the characters that make up a good part
of any text, and how large a part of its letters beyond ASCII they usually are.
"""

from __future__ import annotations

from typing import NamedTuple


class Profile(NamedTuple):
    """One language in one encoding.

    `letters` should make up `share` of all letters beyond ASCII; `words` are
    frequent words in lower case, or () where letters alone decide. `likely` is how
    much more or less often than others it is met: it decides between equals.
    """

    language: str
    encoding: str
    letters: frozenset[str]
    share: float
    words: frozenset[str]
    likely: float = 0.0


_LATIN = {
    "en": (
        "éèêëáàâäãçñóòôöúùüíîïœßšžÉÀÂÄÇÖÜ",
        "the of and to in that for is was said on a has with by",
    ),
    "fr": (
        "éèêëàâçîïôûùüœÿæÉÈÊËÀÂÇÎÏÔÛŒ",
        "le la les de des du et en un une que est dans pour qui",
    ),
    "de": ("äöüßÄÖÜéèàâç", "der die das und in den von zu mit ist im auf für nicht ein"),
    "es": ("áéíóúñüÁÉÍÓÚÑ¿¡ºªç", "el la los las de del que en un una por con para se su"),
    "pt": ("áâãàçéêíóôõúüÁÂÃÀÇÉÊÍÓÔÕÚºª", "o a os as de da do que em um uma para com não se"),
    "it": ("àèéìòùÀÈÉÌÒÙ", "il la di che e in un una per con del della non si sono"),
    "nl": ("éëïèöüóáä", "de het een van en in is dat op te met voor zijn niet"),
    "sv": ("åäöéÅÄÖü", "och att det som en på är av för med till den har inte"),
    "da": ("æøåÆØÅéäö", "og i at det som en på er af for med til den har ikke"),
    "fi": ("äöåÄÖÅ", "ja on ei se että oli hän mutta ovat kun myös jo"),
    "is": ("áéíóúýþæöðÁÉÍÓÚÝÞÆÖÐ", "og að í á er sem til um við var en ekki hann því"),
    "tr": ("çğıöşüÇĞİÖŞÜâîûé", "ve bir bu da de için ile olarak olan çok ne daha gibi en mi"),
    # Turkish names in English prose.
    "tr-en": ("çğıöşüÇĞİÖŞÜâîûé", "the of and to in that for is was said on a has with by"),
    "pl": ("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "i w na z do się nie że to jest o jak po ale od"),
    "cs": ("áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", "a v se na je že s z do o to i ve pro jako"),
    "sk": ("áäčďéíĺľňóôŕšťúýžÁČĎÉÍĽŇÓŠŤÚÝŽ", "a v sa na je že s z do o to aj vo pre ako"),
    "hu": ("áéíóöőúüűÁÉÍÓÖŐÚÜŰ", "a az és hogy nem is egy meg van volt ez el csak"),
    "ro": ("ăâîşţȘșȚțĂÂÎŞŢ", "de şi în a la cu nu o pe că din este mai care un"),
    "hr": ("čćđšžČĆĐŠŽ", "i u je se na da za su od s a o to ne koji"),
    "lt": ("ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "ir kad iš į su yra tai bet buvo kaip"),
    "lv": ("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "un ir ar par no uz ka kas lai"),
    "et": ("äõöüšžÄÕÖÜŠŽ", "ja on ei et ka see oli kui mis aga"),
}
_LATIN_ENCODINGS = {
    "windows-1252": "en fr de es pt it nl sv da fi is",
    "windows-1254": "tr tr-en",
    "windows-1250": "pl cs sk hu ro hr",
    "iso-8859-2": "pl cs sk hu ro hr",
    "windows-1257": "lt lv et",
}
_LIKELY = {
    "en": -0.02,
    "tr-en": -0.03,
    "is": -0.1,
    "windows-1250": -0.05,
    "iso-8859-2": -0.1,
    "windows-1257": -0.1,
    "koi8-r": -0.05,
    "koi8-u": -0.05,
    "iso-8859-6": -0.05,
    "iso-8859-7": -0.01,
    "euc_jp": -0.05,
}
_OTHER = (
    ("ru", "windows-1251 koi8-r", "оеаинтсрвлкм", 0.75),
    ("uk", "windows-1251 koi8-u", "оаніиерввтсукї", 0.70),
    ("bg", "windows-1251", "аеоинтрсвдъ", 0.70),
    ("sr", "windows-1251", "аоиенрјустд", 0.70),
    ("el", "windows-1253 iso-8859-7", "ατοιεσνηυρκπς", 0.72),
    ("he", "windows-1255", "יוהלארתבשמנ", 0.75),
    ("ar", "windows-1256 iso-8859-6", "اليمونترةعبدس", 0.75),
    ("fa", "windows-1256", "ایرندهموتبسش", 0.70),
    ("th", "cp874", "านรกอเงมยลวดทสตะปบคหแจพ่ี้ั", 0.80),
    (
        "zh",
        "gb18030",
        (
            "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
            "同工也能下过子说产种面而方后多定行学法所民得经日月总政部长市与者将被两现"
        ),
        0.30,
    ),
    (
        "zh",
        "big5",
        (
            "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動"
            "同工也能下過子說產種面而方後多定行學法所民得經日月總政部長市與者將被兩現"
        ),
        0.30,
    ),
    ("ja", "cp932 euc_jp", "のにはをたがでてとしれさるいなもらりっかまあきこくすけ", 0.42),
    ("ko", "cp949", "이다는을의에가하고도한지은를기서로사대정인자부시나들과해어아리", 0.42),
)


def _profiles() -> tuple[Profile, ...]:
    found: list[Profile] = []
    for encoding, languages in _LATIN_ENCODINGS.items():
        for language in languages.split():
            letters, words = _LATIN[language]
            found.append(
                Profile(
                    language,
                    encoding,
                    frozenset(letters),
                    share=1.0,
                    words=frozenset(words.split()),
                    likely=_LIKELY.get(language, _LIKELY.get(encoding, 0.0)),
                )
            )
    for language, encodings, letters, share in _OTHER:
        found.extend(
            Profile(
                language,
                encoding,
                frozenset(letters),
                share,
                frozenset(),
                _LIKELY.get(encoding, 0.0),
            )
            for encoding in encodings.split()
        )
    return tuple(found)


PROFILES = _profiles()
ENCODINGS = tuple(dict.fromkeys(profile.encoding for profile in PROFILES))
