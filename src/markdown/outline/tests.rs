//! What is found in a text, and where.

use super::*;

fn scan_text(text: &str) -> Outline {
    let terms = Terms::new([(0, "LEASE"), (1, "lease")]);
    scan(text, Span::at(0, 0..text.len()), &terms, None)
}

fn at<'a, T>(text: &'a str, found: &[Spanned<T>]) -> Vec<&'a str> {
    found.iter().map(|spanned| &text[spanned.span.range()]).collect()
}

#[test]
fn headings_have_ids_and_plain_text() {
    let outline = scan_text("## A *fine* `day`\n\n### Own {#chosen}\n\n## Twice {#chosen}\n");
    let ids: Vec<_> = outline.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str(), h.duplicate)).collect();
    assert_eq!(
        ids,
        [(2, "a-fine-day", "A fine day", false), (3, "chosen", "Own", false), (2, "chosen", "Twice", true)]
    );
}

#[test]
fn a_link_knows_its_destination_and_whether_it_is_alone() {
    let text = "[A](a.md)\n\nSee [b](b.md#x), ![](c.png), [](d.md).\n\n[![pic](p.png)](e.md)\n";
    let outline = scan_text(text);
    let links: Vec<_> = outline.links.iter().map(|l| (&text[l.span.range()], l.empty, l.alone, l.image)).collect();
    assert_eq!(
        links,
        [
            ("a.md", false, true, false),
            ("b.md#x", false, false, false),
            ("c.png", true, false, true),
            ("d.md", true, false, false),
            ("e.md", false, true, false),
            ("p.png", false, false, true),
        ]
    );
}

#[test]
fn footnotes_and_references_without_definition() {
    let text = "A[^1] b[^no] [c][] [d][none] [plain].\n\n[^1]: One.\n\n[^2]: Two.\n";
    let outline = scan_text(text);
    assert_eq!(at(text, &outline.footnote_references), ["[^1]"]);
    assert_eq!(at(text, &outline.footnote_definitions), ["[^1]:", "[^2]:"]);
    assert_eq!(at(text, &outline.undefined_footnotes), ["[^no]"]);
    let undefined: Vec<_> = outline.undefined_references.into_iter().map(|(reference, _)| reference).collect();
    assert_eq!(at(text, &undefined), ["[c]", "[d][none]"]);
}

#[test]
fn leftovers_are_found_in_running_text_only() {
    let text = "{{ name }} [[x]] TODO XXXL `{{ ok }}`\n\n```\nTODO\n```\n";
    assert_eq!(at(text, &scan_text(text).leftovers), ["{{", "[[", "TODO"]);
}

#[test]
fn terms_are_marked_once_outside_headings_and_links() {
    let text = "## LEASE\n\n[lease](a.md) LEASE, lease, LEASE.\n";
    let outline = scan_text(text);
    let marked: Vec<_> = outline.terms.iter().map(|used| used.span.start).collect();
    assert_eq!(marked, [24, 31]);
}

#[test]
fn code_languages_and_html() {
    let text = "```rust,ignore\nx\n```\n\n<div>\n<p>\n</div>\n\na <b>c</b>\n";
    let outline = scan_text(text);
    assert_eq!(at(text, &outline.code_languages), ["rust"]);
    let html: Vec<_> = outline.raw_html.iter().map(|span| &text[span.range()]).collect();
    assert_eq!(html, ["<div>\n<p>\n</div>", "<b>c</b>"]);
}
