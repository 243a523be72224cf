"""Values that break readers, and text and bytes broken by chance."""

from __future__ import annotations

from tests.hostile.room import Dice

NUMBERS = (
    *(
        "",
        "0",
        "-0",
        "-1",
        "1e999",
        "1E5",
        "NaN",
        "inf",
        "+1",
        "1,5",
        "1 000",
        "1_000",
        "0x10",
        "٣",
        "१२",
        "½",
        "²",
    ),
    *(
        "9" * 30,
        "9" * 5000,
        "0" * 400 + "1",
        ".5",
        "5.",
        "1.0000000000000000000000001",
        "8.0330000",
        "100.001",
        "22%",
    ),
)
DATES = (
    *(
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2023-02-30",
        "2023-2-3",
        "20230911",
        "11/09/2023",
        "2023-W37-1",
    ),
    *(
        "2023-09-11T00:00:00Z",
        "45180",
        "45180.5",
        "٢٠٢٣-٠٩-١١",
        "-2023-01-01",
        "1899-12-31",
        "2200-01-01",
        "24:00",
    ),
)
PATHS = (
    *(
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        ".",
        "../x",
        "a/b",
        "C:\\x",
        "con",
        "msp11/../../x",
        "~root",
        "-",
    ),
    *(
        "file:///etc/passwd",
        "%2e%2e%2f",
        "..\\..\\x",
        "reports/../..",
        "\u2025/x",
        "./msp11",
        "msp11/",
        "//msp11",
    ),
)
TEXTS = (
    *(
        "=cmd|' /C calc'!A0",
        "+1+1",
        "@SUM(1)",
        "-2+3",
        '"',
        '""',
        "'",
        ",",
        ";",
        "\t",
        "\\",
        "{}",
        "${x}",
        "%s%n",
        "<b>",
    ),
    *(
        "\x1b[2J\x1b]0;x\x07",
        "\x07",
        "\x08",
        "\x7f",
        "\x85",
        "\u2028",
        "\u202eNAP\u202c",
        "\u200f",
        "\ufeff",
        "\u200b",
    ),
    *(
        "Ϳapan",
        "Јapan",
        "JΡN",
        "ＪＰＮ",
        "jpn",
        "J\u0301PN",
        "Ch\u0456na",
        "ΑUS",
        "A\u200dUS",
        "İ",
        "ﬁ",
        "𝐉𝐏𝐍",
        "null",
    ),
    *(
        "None",
        "true",
        "[]",
        "#REF!",
        "\ud7ff",
        "\U0010ffff",
        "é" * 300,
        "A" * 40_000,
        "a" * 140_000,
        "(" * 500,
        "a," * 500,
    ),
)
ALL = (*NUMBERS, *DATES, *PATHS, *TEXTS)
RAW = (
    *(
        b"\x00",
        b"\xff",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xc0\x80",
        b"\xf4\x90\x80\x80",
    ),
    *(
        b"\n",
        b"\r\n",
        b"\n\n\n",
        b'"',
        b"'",
        b'"""',
        b"[[",
        b"]]",
        b"{",
        b"}",
        b",",
        b"=",
        b"#",
        b"<",
        b">",
        b"&",
    ),
    *(
        b"\x1a",
        b"\x0c",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xe2\x80\xae",
        b"\\",
        b"-->",
        b"<!--",
        b"]]>",
        b"%PDF",
        b"PK\x03\x04",
    ),
)


def value(dice: Dice) -> str:
    """One nasty value."""
    return dice.choice(ALL)


def bent(text: str, dice: Dice) -> str:
    """A good value made nasty: replaced, doubled, cut, with something stuck to it,
    or with letters of another script.
    """
    how = dice.randrange(6)
    if how == 0:
        return value(dice)
    if how == 1:
        return text * dice.choice((2, 3, 50))
    if how == 2:
        return text[: dice.randrange(len(text) + 1)]
    if how == 3:
        return dice.choice((text + value(dice), value(dice) + text))
    if how == 4:
        return text.translate(str.maketrans("AaEeOoPpCcJj", "АаЕеОоРрСсЈј"))
    return text.swapcase()


def broken(content: bytes, dice: Dice) -> bytes:
    """Bytes with some of them flipped, cut out, doubled, moved, or with harmful ones put in."""
    for _ in range(dice.choice((1, 1, 1, 2, 5, 20))):
        at = dice.randrange(len(content) + 1)
        to = min(len(content), at + dice.choice((1, 2, 8, 100, 3000)))
        how = dice.randrange(6)
        if how == 0:
            content = content[:at] + dice.choice(RAW) + content[at:]
        elif how == 1:
            content = content[:at] + content[to:]
        elif how == 2:
            content = content[:at] + content[at:to] * dice.choice((2, 3, 40)) + content[to:]
        elif how == 3:
            content = content[:at] + bytes([dice.randrange(256)]) + content[at + 1 :]
        elif how == 4:
            content = content[:at]
        else:
            content = content[:at] + value(dice).encode("utf-8", "surrogatepass") + content[to:]
        if len(content) > 4_000_000:
            break
    return content
