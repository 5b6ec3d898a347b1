"""Legal forms of companies, as `names.folded` writes them.

Own lists: cleanco leaves "& Co. KG" halves behind and the larger lists strip ordinary words of other countries.
"""

from __future__ import annotations

import re

AFTER = frozenset(
    form.strip()
    for form in """
    inc, incorporated, llc, l l c, llp, lp, ltd, limited, plc, p l c, corp, corporation, co, company, pc, pllc, ltda, ltd co, co ltd,
    company limited, pty, pty ltd, pvt, pvt ltd, private limited, p ltd, pte, pte ltd, sdn bhd, bhd, berhad, opc, lda,
    gmbh, g mbh, mbh, ggmbh, gesmbh, ges m b h, ag, kg, kgaa, se, ug, ug haftungsbeschrankt, haftungsbeschrankt, ohg, ek, e k, ev,
    e v, eg, gbr, stiftung, aoer, kdor, gmbh and co kg, gmbh and co, gmbh co kg, ag and co kg, se and co kg, ug and co kg, and co kg,
    and co, and company, gmbh u co kg, gmbh und co kg, und co kg, ag und co kg, se und co kg, mbb, partg mbb,
    sarl, s a r l, sas, sasu, sa, s a, snc, scop, eurl, sci, sca, selarl, scp, gie, sàrl, s a s, sprl, srl, bvba, cvba, vzw, asbl, sc, scrl,
    spa, s p a, s r l, srls, soc coop, sl, s l, slu, s l u, sau, s a u, slp, cb, scoop, sociedad limitada, sociedad anonima,
    bv, b v, nv, n v, cv, vof, ab, a b, publ, ab publ, hb, as, a s, asa, aps, a p s, is, ivs, oy, oyj, ky, ehf, hf, sf, ans, da, ba,
    sp zoo, sp z oo, sp z o o, spolka z oo, spolka z o o, spolka akcyjna, spj, sp j, sp k, spk, sro, s r o, spol s r o, as cz,
    doo, d o o, dd, d d, ad, ood, eood, ead, kft, zrt, nyrt, bt, rt, sia, uab, ou, osauhing, srl ro,
    as no, kk, k k, gk, godo kaisha, kabushiki kaisha, ооо, оао, зао, пао, ао, тов, llc ru,
    fze, fzco, fz llc, fzc, dmcc, wll, w l l, bsc, psc, pjsc, qsc, qpsc, saog, saoc, ksc, kscc, est, establishment, sae, s a e,
    sa de cv, s a de c v, s de rl de cv, s de r l de c v, sapi de cv, s a b de c v, sab de cv, cia ltda, eireli, me, epp, mei, s s,
    tbk, persero, jsc, ojsc, cjsc, ijsc, as tr, a s tr, anonim sirketi, limited sirketi, ltd sti, san tic, tic ltd sti, nl
    """.replace("\n", " ").split(",")
) - {"me", "is", "da", "nl", "ba", "est", "eg", "rt", "cb"}  # ordinary words, or parts of names, more often than forms

BEFORE = frozenset({"the", "pt", "cv", "ooo", "ооо", "оао", "зао", "пао", "ао", "тов", "uab", "sia", "firma", "cia"})

# Forms written without a space, and the marks of trade.
AROUND = re.compile(
    r"株式会社|有限会社|合同会社|（株）|\(株\)|㈱|股份有限公司|有限责任公司|有限公司|주식회사|유한회사|\(주\)|㈜|[®™©]|شركة|ذ\.م\.م\.?|ش\.م\.م\.?"
)
