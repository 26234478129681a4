"""How much is taken of an upload. The server's own limit for a request lies a little above."""

MIB = 1024 * 1024
#: one photo or scan
MOST_BYTES = 10 * MIB
#: one form with several photos
MOST_AT_ONCE = 60 * MIB
#: a telephone's camera has 12 to 50 million
MOST_PIXELS = 60_000_000
MOST_SIDE = 20_000
#: what is kept of a picture: enough for a page of paper, longest side in pixels
KEPT_SIDE, KEPT_QUALITY = 2000, 84
#: one video for the TV, and all that is kept for it
MOST_VIDEO, MOST_MEDIA = 200 * MIB, 2048 * MIB
#: a disk with less than this share free takes no uploads
FREE_SHARE = 0.10
