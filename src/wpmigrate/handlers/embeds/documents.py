"""Pictures, slides, papers, code and maps of other sites."""

PROVIDERS = {
    "gist.github.com": "gist",
    "codepen.io": "codepen",
    "flickr.com": "flickr",
    "flic.kr": "flickr",
    "imgur.com": "imgur",
    "smugmug.com": "smugmug",
    "slideshare.net": "slideshare",
    "speakerdeck.com": "speakerdeck",
    "scribd.com/doc": "scribd",
    "scribd.com/document": "scribd",
    "issuu.com": "issuu",
    "google.com/maps": "google-maps",
    "goo.gl/maps": "google-maps",
    "maps.google.com": "google-maps",
    "maps.app.goo.gl": "google-maps",
    "kickstarter.com/projects": "kickstarter",
    "crowdsignal.net": "crowdsignal",
    "polldaddy.com": "crowdsignal",
    "poll.fm": "crowdsignal",
}
