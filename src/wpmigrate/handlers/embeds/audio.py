"""Sites whose pages are sound."""

PROVIDERS = {
    "soundcloud.com": "soundcloud",
    "open.spotify.com": "spotify",
    "play.spotify.com": "spotify",
    "mixcloud.com": "mixcloud",
    "reverbnation.com": "reverbnation",
    "bandcamp.com/album": "bandcamp",
    "bandcamp.com/track": "bandcamp",
    "podcasts.apple.com": "apple-podcasts",
    "music.apple.com": "apple-music",
    "pca.st": "pocket-casts",
}
