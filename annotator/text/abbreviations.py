"""Short forms whose final dot belongs to the word and need not end a sentence.

Forms that are also ordinary words ("no", "art", "sat") are left out where the
mistake would be worse than the gain.
"""

from __future__ import annotations

import re

_BEFORE_A_NAME = """
    Adm Brig Capt Cdr Cllr Cmdr Col Cpl Det Dr Drs Fr Gen Gov Hon Insp Lt Maj Messrs Mlle Mme Mmes
    Mr Mrs Ms Msgr Mt Ofc Pres Prof Pvt Rep Reps Rev Sen Sens Sgt St Ste Supt
    Abg Dipl Frhr Hr Hrn Ing Mag Prov
    Alb Arş Av Bkz Bnb Doç Gör Hv Hz İng Kaym Kom Kor Md Müh Öğr Op Org Ord Psk Sn Tğm Tuğg Tümg
    Uzm Üstğm Yrd Yzb
    Avv Dott Exc Geom Sig Sigg Sra Srta Sres
    bkz bspw bzgl bzw ca cf çev eds esp evtl ggf ggü hrsg insb krş resp vgl viz vs zzgl
    """
_BEFORE_A_NUMBER = """
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Okt Dez Jän Mär
    Art Nos Nr Sec Ste Str Vol janv févr avr juil sept oct nov déc art nos nr pp sec vol vols tel
    """
_ANYWHERE_CAPITALISED = """
    Assoc Att Bros Co Corp Dept Esq Ft Inc Jr Ltd Ph Sr Treas Min
    Bşk Bul Cad Cemb Gnkur Mah Sok Vb Vs Ecc Gent Ud Uds Excmo
    """
_ANYWHERE = """
    approx cca cit dept est etc excl incl abs dgl einschl inkl jhd mio mrd nachf sog usw zz
    hzl sf vb vd yay yy boul env hab
    """
_NAMED = frozenset(_BEFORE_A_NAME.split())
_NUMBERED = frozenset(_BEFORE_A_NUMBER.split())
_AMBIGUOUS = frozenset({"Art", "art", "Mar", "Sec", "sec", "nos", "tel", "avr", "oct", "Fr"})
_DOTTED = (
    _NAMED | _NUMBERED | frozenset(_ANYWHERE_CAPITALISED.split()) | frozenset(_ANYWHERE.split())
) - _AMBIGUOUS
_INITIALISM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def keeps_its_dot(word: str) -> bool:
    """Whether a dot right after this word (given without it) belongs to the word."""
    return word in _DOTTED or _INITIALISM.fullmatch(word) is not None


def needs_more(word: str, *, number_follows: bool) -> bool:
    """Whether no sentence can end at the dot after this word (given without it)."""
    return word in _NAMED or (number_follows and word in _NUMBERED)
