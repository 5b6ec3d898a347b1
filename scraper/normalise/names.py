"""Names made comparable: without case, accents, punctuation and legal forms."""

from __future__ import annotations

import functools
import re
import unicodedata

_LEGAL_FORMS = re.compile(
    r"\b(?:inc|incorporated|llc|llp|ltd|limited|plc|corp|corporation|co|company|gmbh|mbh|ag|kg|kgaa|se|ug|ohg|ev|"
    r"s ?a ?r ?l|sas|sa|spa|srl|bv|nv|ab|as|oy|oyj|aps|pty|pvt|private|sp z o ?o|kk|fze|fzco|fz llc|llc fz|wll)\b"
)


def folded(text: str) -> str:
    """Lower case, without accents, words separated by one space; letters of every script stay."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", kept))


@functools.lru_cache(maxsize=20_000)
def company_key(name: str) -> str:
    """The company's name without its legal form; the whole name where nothing else would be left."""
    key = folded(name.replace("&", " and "))
    return " ".join(_LEGAL_FORMS.sub(" ", key).split()) or key
