"""The code lists that the rules write out."""


def words(text):
    return frozenset(text.split())


def _between(first, last):
    return {f"{number:03}" for number in range(int(first), int(last) + 1)}


def _authorities(text):
    ranges = [(part[:3], part[-3:]) for part in words(text)]
    return frozenset().union(*(_between(first, last) for first, last in ranges))


UPN_AUTHORITIES_2023 = _authorities(
    "001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 "
    "660-681 701-708 800-803 805-808 810-813 815 816 820-823 825 826 830 831 835-841 "
    "845 846 850-852 855-857 860 861 865-896 908 909 916 919 921 925 926 928 929 931 "
    "933 935-938 940 941"
)
UPN_AUTHORITIES_2024 = UPN_AUTHORITIES_2023 | {"942", "943"}
UPN_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
ETHNICITIES = words(
    "ABAN AIND AOTH APKN BAFR BCRB BOTH CHNE MOTH MWAS MWBA MWBC NOBT OOTH REFU WBRI "
    "WIRI WIRT WOTH WROM"
)
DISABILITIES = words("NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA")
REFERRAL_SOURCES = words("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10")
PRIMARY_NEEDS = words("N0 N1 N2 N3 N4 N5 N6 N7 N8 N9")
REASONS_FOR_CLOSURE = words("RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9")
CLOSED_AFTER_ASSESSMENT = words("RC8 RC9")
CATEGORIES_OF_ABUSE = words("NEG PHY SAB EMO MUL")
USABLE_REASONS_FOR_NO_UPN = words("UN2 UN3 UN4 UN5 UN6 UN7")
FACTORS = words(
    "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A "
    "11A 12A 13A 14A 15A 16A 17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A"
)
