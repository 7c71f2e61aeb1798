"""Short forms whose final dot belongs to the word and ends no sentence.

Forms that are also ordinary words ("no", "art", "sat") are left out where the
mistake would be worse than the gain.
"""

from __future__ import annotations

import re

# Written with a capital, before a name or a number.
_CAPITALISED = """
    Adm Assoc Att Brig Bros Capt Cdr Cllr Cmdr Co Col Corp Cpl Det Dr Drs Esq Fr Ft Gen Gov Hon
    Inc Insp Jr Lt Ltd Maj Messrs Mlle Mme Mmes Mr Mrs Ms Msgr Mt Ofc Ph Pres Prof Pvt Rep Reps
    Rev Sec Sen Sens Sgt Sr St Ste Supt Treas
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Abg Dipl Frhr Hr Hrn Ing Mag Min Nr Prov Str
    Alb Arş Av Bkz Bnb Bşk Bul Cad Cemb Doç Doğ Dz Gnkur Gör Hv Hz İng Kaym Kom Korg Koor Mah
    Md Müh Ok Okt Org Öğr Ord Osm Ör Psk Sok Tğm Tuğg Tümg Uzm Üstğm Vb Vs Yard Yrd Yzb
    Avv Dott Ecc Gent Geom Preg Rag Sig Sigg Sra Srta Sres Ud Uds Exc Excmo Exmo
    """

# In any case, within a sentence.
_ANYWHERE = """
    al approx ca cca cf cit dept ed eds esp est etc excl incl max min nos pp resp seq viz vol vols
    vs abs bspw bzgl bzw dgl einschl evtl ggf ggü hrsg inkl insb jhd lt mio mrd nachf rd sog tel
    u.a usw vgl zzgl zz bkz çev hk hzl krş mad sf vb vd yay yy av boul éd env hab janv févr avr
    juil sept oct nov déc art.cit ss tom
    """

_WITH_CAPITAL = frozenset(_CAPITALISED.split())
_IN_ANY_CASE = frozenset(_ANYWHERE.split())
_INITIALISM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def keeps_its_dot(word: str) -> bool:
    """Whether a dot right after this word (given without it) belongs to the word."""
    return (
        _INITIALISM.fullmatch(word) is not None
        or word in _WITH_CAPITAL
        or word.casefold() in _IN_ANY_CASE
    )
