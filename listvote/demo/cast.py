"""Who plays in the demo: the list, its service, its charter and its members."""

from __future__ import annotations

from typing import Final

LIST: Final = "press@groups.example.org"
SERVICE: Final = "votes@example.org"

CHARTER: Final = """\
[group]
name = "press"
post = "press@groups.example.org"
list_id = "press.groups.example.org"
time_zone = "Europe/Dublin"
moderators = ["ada@example.org"]

[members]
join = "nobody"

[posting]
per_day = 5
digest_at = "18:00"

[trust]
proof = "none"                  # a trial: everybody is taken at their word

[kinds.ordinary]
method = "consensus"
quorum = "at least 1/2 of members"
closes = "3 days"
at_least = "1 day"

[kinds.money]
method = "majority"
quorum = "at least 1/3 of members"
threshold = "at least 2/3 of votes"
closes = "2 days"

[kinds.quiet]
method = "majority"
ballots = "secret"
quorum = "at least 1/3 of members"
closes = "1 day"

[kinds.work]
method = "majority"
quorum = "at least 1/3 of members"
closes = "1 day"

[opening]
tag_kinds = { plan = "work" }

[labour]                        # quicker than a list would have it, so that the story ends
offers = "1 day"
salt = "3 hours"
judge_for = "1 day"

[figures]
blocs_every = "never"
"""

ROLL: Final = """\
alias,name,addresses
Red Pen,Ada Example,ada@example.org
Kropotkin Fan,Ben Example,ben@example.org;ben.private@example.net
Linotype,Cleo Example,cleo@example.org
Em Dash,Dan Example,dan@example.com
Hot Metal,Eva Example,eva@example.org
Galley Slave,Finn Example,finn@example.net
Upper Case,Gus Example,gus@example.org
Colophon,Hana Example,hana@example.org
Serif,Ivo Example,ivo@example.com
"""

ADDRESSES: Final = {
    "Red Pen": "ada@example.org",
    "Kropotkin Fan": "ben@example.org",
    "Kropotkin Fan, from another address": "ben.private@example.net",
    "Linotype": "cleo@example.org",
    "Em Dash": "dan@example.com",
    "Hot Metal": "eva@example.org",
    "Galley Slave": "finn@example.net",
    "Upper Case": "gus@example.org",
    "Colophon": "hana@example.org",
    "Serif": "ivo@example.com",
    "a stranger": "zoe@example.net",
}
