"""Sites whose pages are videos."""

PROVIDERS = {
    "youtube.com/watch": "youtube",
    "youtube.com/playlist": "youtube",
    "youtube.com/shorts": "youtube",
    "youtube.com/live": "youtube",
    "youtube.com/embed": "youtube",
    "youtube-nocookie.com": "youtube",
    "youtu.be": "youtube",
    "vimeo.com": "vimeo",
    "dailymotion.com": "dailymotion",
    "dai.ly": "dailymotion",
    "ted.com/talks": "ted",
    "wordpress.tv": "wordpress-tv",
    "videopress.com/v": "videopress",
    "twitch.tv": "twitch",
    "tv.naver.com": "naver",
    "tv.kakao.com": "kakao",
    "animoto.com/play": "animoto",
}
