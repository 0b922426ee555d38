//! Texts that try to be more than text, for property tests of every format.

use proptest::prelude::*;

/// Returns texts of hostile pieces and any characters.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\r\nBcc: x@y.example",
        "\n",
        "\r",
        "\0",
        "\u{2028}",
        "\u{85}",
        "\u{202e}",
        "\t",
        " ",
        "<script>",
        "</style>",
        "\"",
        "'",
        "&amp;",
        "]]>",
        "-->",
        "=1+1",
        "@SUM",
        "+",
        "-",
        "- ",
        "\"\"\"",
        "\\",
        "/",
        "..",
        "../",
        "C:",
        "con",
        "NUL",
        ";",
        ",",
        "END:VEVENT",
        "=?UTF-8?Q?x?=",
        "--kbgen",
        "é",
        "日本",
        "🙂",
        "\u{301}",
        "x",
        "word",
        "#",
        "\u{1b}[31m",
        "--",
        "\u{feff}",
        "\u{fffe}",
        "{{ x }}",
        "[",
        "]",
        "a@example.org",
        "<a@example.org>",
    ]);
    let any = any::<char>().prop_map(String::from);
    prop::collection::vec(prop_oneof![3 => pieces.prop_map(str::to_owned), 1 => any], 0..24)
        .prop_map(|pieces| pieces.concat())
}
