"""What the docs say of embeds, which stand in `handlers/embeds/` and `handlers/shortcodes/`."""

from wpmigrate.content.packs import media, table_of
from wpmigrate.contract import Plugin

SHORTCODES = {
    **table_of(
        media(("url", "src", "id", "link", "0")),
        "embed_youtube youtube_video video_embed videoembed responsive_video fluid_video vc_embed video_player arve arve_youtube arve_vimeo"
        " evp_embed_video su_embed oembed iframe_embed embedly smartframe vimeo_video flowplayer fvplayer jwplayer",
    ),
}
PLUGINS = (
    Plugin(
        name="Embeds of WordPress, Jetpack and others, by address: some 90 sites",
        group="Embeds",
        kept="the cached HTML, the target's own way, a link, or a frame that tracks the least (`--embeds`)",
        left="scripts of the sites",
        fixture="plugins/embeds.md",
    ),
    Plugin(
        name="EmbedPlus, ARVE, Lyte, FV Player, Advanced iFrame, PDF Embedder",
        group="Embeds",
        kept="the film, the frame, or a link to the document",
        left="sizes, colours, players",
        fixture="shortcodes/frames.md",
    ),
    Plugin(
        name="Shortcodes that nothing here knows",
        group="Embeds",
        kept="the first address in them that is known for a film, post or recording; else the shortcode as it stands",
        left="what the plugin made of it (reported)",
        fixture="plugins/embeds.md",
    ),
)
