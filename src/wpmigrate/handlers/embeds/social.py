"""Posts of social networks; their front pages and profiles are links like any other."""

PROVIDERS = {
    "twitter.com": "twitter",
    "x.com": "twitter",
    "instagram.com/p": "instagram",
    "instagram.com/reel": "instagram",
    "instagram.com/tv": "instagram",
    "facebook.com": "facebook",
    "tiktok.com": "tiktok",
    "reddit.com/r": "reddit",
    "bsky.app/profile": "bluesky",
    "threads.net": "threads",
    "tumblr.com": "tumblr",
    "pinterest.com": "pinterest",
}
