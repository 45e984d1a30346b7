"""The sample contacts of tests that only read: of many kinds, and enough for more than one page."""
from harness.naughty import NAUGHTY

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff Ottovordemgentschenfelde von und zu Hohenlohe-Langenburg the Younger"
LONG_EMAIL = "a.very.long.local.part.of.an.address.of.sixty.signs.and.more@a-very-long-domain-name.example.com"

PEOPLE = [
    {"name": "Ada Lovelace", "email": "ada@example.com", "mobileNumber": "010-1234-5678",
     "tags": ["vip", "product/shoes"]},
    {"name": "Ben Bolt", "email": "ben@example.com", "company": "Bolt & Sons"},
    {"name": "Chloé O’Hara-Ñuñez", "email": "chloe@example.fr"},
    {"name": "김민준", "email": "minjun@example.kr", "mobileNumber": "010-2222-3333", "tags": ["단골", "vip"]},
    {"name": "محمد بن عبد الله", "email": "mohamed@example.ae", "tags": ["عميل"]},
    {"name": "שרה לוי", "email": "sara@example.co.il"},
    {"name": "👩‍👩‍👧‍👦 The Family 🏳️‍🌈", "email": "family@example.com", "tags": ["🎉"]},
    {"name": "山田太郎", "email": "taro@example.jp"},
    {"name": LONG_NAME, "email": LONG_EMAIL, "tags": [f"a-rather-long-tag-{number:02}" for number in range(12)]},
    {"name": "Word" * 40, "email": "oneword@example.com"},
    # Nothing but what leads to somebody.
    {"email": "no-name@example.com"},
    {"mobileNumber": "010-9876-5432"},
    {"member": "member-without-values"},
]
MEMBERS = 120
COUNT = len(PEOPLE) + len(NAUGHTY) + MEMBERS


def fill(organization, folder):
    """Takes all of them in. Those who are hard to show come first, as pages have them without being asked."""
    for person in PEOPLE:
        organization.add(**person)
    for number, name in enumerate(NAUGHTY):
        organization.add(name=name, email=f"naughty{number}@example.net", tags=["naughty"])
    file = folder / "members.csv"
    rows = [f"m{number:03},Member {number:03},member{number:03}@example.org" for number in range(1, MEMBERS + 1)]
    file.write_text("\n".join(["memberId,name,email", *rows]) + "\n")
    organization.kith.run("import", file, "--organization", organization.name, "--kind", "members")
