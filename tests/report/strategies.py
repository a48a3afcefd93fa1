"""Texts that a forge would obey, were they not escaped."""

from __future__ import annotations

from hypothesis import strategies as st

from ninelives.text import visible

TRICKS = (
    "| a | b |",
    "|",
    r"\|",
    "\\",
    "```",
    "````\n# x\n````",
    "`",
    "` `` `",
    "~~~",
    "~~gone~~",
    "<b>x</b>",
    "<script>alert(1)</script>",
    "<!-- x -->",
    "<https://evil.example>",
    "&lt;b&gt; &#42; &copy;",
    "[x](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "[x]: https://evil.example",
    "[^1]",
    "[^1]: note",
    "https://evil.example/a_b",
    "www.evil.example",
    "evil.example",
    "ana@evil.example",
    "@ana",
    "#12 !34 org/repo#5",
    "$x$ $$y$$ $`z`$",
    ":tada: :+1:",
    "# heading",
    "#",
    "## a ##",
    "- item",
    "+ item",
    "* item",
    "- [ ] task",
    "1. item",
    "2) item",
    "> quote",
    "    indented",
    "\tindented",
    "---",
    "===",
    "***",
    "___",
    ":--",
    ":---: | :---:",
    "**bold**",
    "__bold__",
    "*it*",
    "_it_",
    "a_b_c",
    "a\n\n# b",
    "a\r\nb\rc",
    "a  \nb",
    "\u202eabc\u202c",
    "\u2066abc",
    "\u200b",
    "\x1b[31mred",
    "\x00",
    "\x85",
    "\u2028x\u2029",
    "\ufeff",
    "{{ page }} {% raw %} {source.name} {facts.retention}",
    "%%{init: {}}%%",
    '"] --> x["',
    "end",
    "Größe → 大きさ 👋",
)
"""One a way to be obeyed."""

hostile = (
    st.lists(
        st.one_of(
            st.sampled_from(TRICKS),
            st.text(alphabet="\\`*_{}[]()<>#+-.!|~&:@^$='\" \n\ta1é", max_size=8),
            st.text(max_size=8),
        ),
        min_size=1,
        max_size=4,
    )
    .flatmap(
        lambda parts: st.sampled_from(("", " ", "\n")).map(lambda gap: gap.join(parts))
    )
    .filter(lambda text: bool(visible(text).strip()))
)
"""Tricks and noise in any combination, with something to see in it."""
