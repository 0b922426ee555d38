//! What Markdown becomes.

use std::borrow::Cow;

use super::super::{Terms, scan};
use super::*;

struct Plain;

impl Markup for Plain {
    fn link(&self, index: usize) -> LinkMarkup<'_> {
        match index {
            7 => LinkMarkup::Broken,
            _ => LinkMarkup::Url(format!("u{index}")),
        }
    }
    fn term(&self, _: usize) -> Option<(Cow<'_, str>, String)> {
        Some(("An <explanation>".into(), "g/#t".into()))
    }
    fn callout(&self, kind: &'static str) -> &str {
        kind
    }
    fn footnote_back(&self) -> &'static str {
        "Back"
    }
    fn raw_html(&self) -> bool {
        false
    }
}

fn html(text: &str) -> String {
    let body = Span::at(0, 0..text.len());
    let outline = scan(text, body, &Terms::new([(0, "LEASE")]), None);
    render(text, body, &outline, &Plain, "", &Highlighter::default()).html
}

#[test]
fn text_is_escaped_and_html_too() {
    assert_eq!(html("a < b & \"c\" <i>d</i>"), "<p>a &lt; b &amp; &quot;c&quot; &lt;i&gt;d&lt;/i&gt;</p>\n");
}

#[test]
fn links_images_and_terms() {
    assert_eq!(
        html("[a *b*](x \"t\") ![c *d*](y) LEASE <me@example.org>"),
        "<p><a href=\"u0\" title=\"t\">a <em>b</em></a> <img src=\"u1\" alt=\"c d\" loading=\"lazy\"> \
         <a class=\"term\" href=\"g/#t\"><abbr title=\"An &lt;explanation&gt;\">LEASE</abbr></a> \
         <a href=\"u2\">me@example.org</a></p>\n"
    );
}

#[test]
fn footnotes_are_numbered_by_reference_and_lead_back() {
    assert_eq!(
        html("A[^b] c[^a].\n\n[^a]: First.\n\n[^b]: Second.\n"),
        "<p>A<sup><a class=\"footnote-ref\" id=\"fnref:1\" href=\"#fn:1\" role=\"doc-noteref\">1</a></sup> \
         c<sup><a class=\"footnote-ref\" id=\"fnref:2\" href=\"#fn:2\" role=\"doc-noteref\">2</a></sup>.</p>\n\
         <div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n\
         <li id=\"fn:1\"><p>Second. <a class=\"footnote-back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"Back\">\u{21a9}\u{fe0e}</a></p>\n</li>\n\
         <li id=\"fn:2\"><p>First. <a class=\"footnote-back\" href=\"#fnref:2\" role=\"doc-backlink\" aria-label=\"Back\">\u{21a9}\u{fe0e}</a></p>\n</li>\n\
         </ol>\n</div>\n"
    );
}

#[test]
fn call_outs_tables_tasks_and_definitions() {
    assert_eq!(
        html("> [!TIP]\n> x\n"),
        "<div class=\"callout callout-tip\" role=\"note\">\n<p class=\"callout-title\">tip</p>\n<p>x</p>\n</div>\n"
    );
    assert_eq!(
        html("|a|b|\n|-|-:|\n|c|d|\n"),
        "<div class=\"table\" tabindex=\"0\">\n<table>\n<thead>\n\
         <tr><th scope=\"col\">a</th><th scope=\"col\" class=\"end\">b</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>c</td><td class=\"end\">d</td></tr>\n</tbody>\n</table>\n</div>\n"
    );
    assert_eq!(html("- [x] a\n"), "<ul>\n<li><label><input type=\"checkbox\" checked> a</label></li>\n</ul>\n");
    assert_eq!(html("a\n: b\n"), "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n");
}
