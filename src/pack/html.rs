//! A template as one readable page, and a filled message as a small HTML document.
//!
//! Everything is inline. The page's own policy forbids everything but its one style block, by its hash, and the scripts
//! of a [`Form`] if it has one: nothing is loaded. A form's element holds what stands there without scripts.

use super::blocks::{Block, blocks, text_blocks};
use super::escape::{escape, lines, one_line};
use super::form::{Form, hash};
use super::words::Words;
use crate::lang::{Parameter, Segment, SegmentKind};

const STYLE: &str = include_str!("html.css");
/// Colours of a page that has no form, whose style sheets bring their own of the same names.
const COLORS: &str = include_str!("colors.css");

/// A template for people to read.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Language tag, such as `en`. Source: RFC 5646.
    pub language: &'a str,
    /// The template's title.
    pub title: &'a str,
    /// What it is for, a sentence or more; may be empty.
    pub purpose: &'a str,
    /// One line.
    pub subject: &'a [Segment],
    /// Text in blocks, see [`super::blocks()`].
    pub body: &'a [Segment],
    /// What it asks for.
    pub parameters: &'a [&'a Parameter],
    /// What to look at before it is sent.
    pub checklist: &'a [String],
    /// Labels.
    pub words: &'a Words,
    /// What makes a form of it in a browser that runs scripts.
    pub form: Option<&'a Form>,
}

/// Writes a page.
#[must_use]
pub fn render_html(page: &Page<'_>) -> String {
    let words = page.words;
    let mut main = format!("<header>\n<h1>{}</h1>\n", text(page.title));
    main.push_str(&message(&text_blocks(&lines(page.purpose))));
    main.push_str("</header>\n");
    main.push_str(&page.form.map_or_else(String::new, Form::start_tag));
    main.push_str(&format!(
        "<section id=\"message\" class=\"message\" aria-labelledby=\"message-title\">\n\
         <h2 id=\"message-title\">{}</h2>\n<p class=\"subject\"><b>{}:</b> {}</p>\n{}</section>\n",
        text(&words.message),
        text(&words.subject),
        line(page.subject),
        message(&blocks(page.body)),
    ));
    if !page.parameters.is_empty() {
        main.push_str(&parameters(page.parameters, words));
    }
    if !page.checklist.is_empty() {
        main.push_str(&section("checklist", &words.checklist));
        main.push_str("<ul class=\"boxes\">\n");
        for item in page.checklist {
            main.push_str(&format!("<li>{}</li>\n", text(item)));
        }
        main.push_str("</ul>\n</section>\n");
    }
    main.push_str(&page.form.map_or_else(String::new, Form::end_tag));
    document(page.language, page.title, &main, page.form)
}

/// Writes a filled message as a document whose title is the subject.
#[must_use]
pub fn render_filled_html(language: &str, subject: &str, body: &str) -> String {
    let main = format!("<section class=\"message\">\n{}</section>\n", message(&text_blocks(&lines(body))));
    document(language, subject, &main, None)
}

fn document(language: &str, title: &str, main: &str, form: Option<&Form>) -> String {
    let style = format!("{COLORS}{STYLE}");
    let mut styles = hash(&style);
    let (mut policy, mut parts) = (String::new(), String::new());
    if let Some(form) = form {
        let (map, start) = (form.map(), form.start());
        styles = format!("{styles} {}", hash(&form.style));
        policy = format!(" script-src {} {} data:;", hash(&map), hash(&start));
        parts = format!("{}<script>{start}</script>\n", form.packed(&map));
    }
    let policy = format!("default-src 'none';{policy} style-src {styles}; base-uri 'none'; form-action 'none'");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n<style>{style}</style>\n</head>\n\
         <body>\n<main>\n{main}</main>\n{parts}</body>\n</html>\n",
        text(language),
        text(title),
    )
}

fn section(id: &str, title: &str) -> String {
    format!("<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{}</h2>\n", text(title))
}

fn parameters(parameters: &[&Parameter], words: &Words) -> String {
    let mut html = section("parameters", &words.parameters);
    html.push_str(&format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"parameters-title\">\n<table>\n\
         <thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        text(&words.what),
        text(&words.example),
        text(&words.parameter),
    ));
    for parameter in parameters {
        let need = if parameter.required { &words.required } else { &words.optional };
        html.push_str(&format!(
            "<tr><th scope=\"row\">{}<small>{}, {}</small>",
            text(&parameter.label),
            text(words.types.name(parameter.kind)),
            text(need),
        ));
        if !parameter.help.is_empty() {
            html.push_str(&format!("<small>{}</small>", text(&parameter.help)));
        }
        html.push_str("</th><td>");
        html.push_str(&example(parameter, words));
        html.push_str(&format!("</td><td><code>{}</code></td></tr>\n", text(&parameter.name)));
    }
    html.push_str("</tbody>\n</table>\n</div>\n</section>\n");
    html
}

fn example(parameter: &Parameter, words: &Words) -> String {
    if !parameter.choices.is_empty() {
        let labels: Vec<String> = parameter.choices.iter().map(|choice| text(&choice.label)).collect();
        return format!("{}: {}", text(&words.choices), labels.join("; "));
    }
    parameter.example.as_ref().map_or_else(String::new, |value| text(&value.to_text()))
}

/// Writes blocks as paragraphs and lists.
pub(super) fn message(blocks: &[Block]) -> String {
    let mut html = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(lines) => {
                let lines: Vec<String> = lines.iter().map(|segments| line(segments)).collect();
                html.push_str(&format!("<p>{}</p>\n", lines.join("<br>\n")));
            }
            Block::List(items) => {
                html.push_str("<ul>\n");
                for item in items {
                    html.push_str(&format!("<li>{}</li>\n", line(item)));
                }
                html.push_str("</ul>\n");
            }
        }
    }
    html
}

/// Writes the pieces of a line; what is missing is marked and names its parameter.
fn line(segments: &[Segment]) -> String {
    let mut html = String::new();
    for segment in segments {
        match (segment.kind, &segment.parameter) {
            (SegmentKind::Missing, Some(name)) => html.push_str(&format!(
                "<span class=\"gap\" data-parameter=\"{}\">{}</span>",
                text(name),
                text(&segment.text)
            )),
            _ => html.push_str(&escape(&segment.text)),
        }
    }
    html
}

fn text(text: &str) -> String {
    escape(&one_line(text))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use base64::prelude::{BASE64_STANDARD, Engine as _};
    use proptest::prelude::*;
    use scraper::{Html, Selector};

    use super::{COLORS, Page, STYLE, render_filled_html, render_html};
    use crate::pack::form::{Form, hash, module_url};
    use crate::pack::hostile::hostile;
    use crate::pack::samples::{parameters, segments};
    use crate::pack::words::Words;
    use crate::script::{PACKED_MAP, PACKED_STYLE};

    fn all(document: &Html, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        document.select(&selector).map(|element| element.text().collect()).collect()
    }

    #[test]
    fn a_page_has_every_part() {
        let parameters = parameters();
        let parameters: Vec<_> = parameters.iter().collect();
        let page = Page {
            language: "en",
            title: "Thanks & more",
            purpose: "To say thanks.",
            subject: &segments("Thanks, {{name}}"),
            body: &segments("Dear {{name}},\n\n- {{gifts}}\n\nYours,\nAda <3"),
            parameters: &parameters,
            checklist: &["Read it aloud".to_owned()],
            words: &Words::default(),
            form: None,
        };
        let html = render_html(&page);
        let document = Html::parse_document(&html);
        assert_eq!(all(&document, "h1"), ["Thanks & more"]);
        assert_eq!(all(&document, "h2"), ["Message", "What to fill in", "Before you send"]);
        assert_eq!(all(&document, ".subject"), ["Subject: Thanks, [Your name]"]);
        assert_eq!(
            all(&document, ".message > p"),
            ["Subject: Thanks, [Your name]", "Dear [Your name],", "Yours,\nAda <3"]
        );
        assert_eq!(all(&document, ".gap[data-parameter=name]"), ["[Your name]"; 2]);
        assert_eq!(all(&document, "tbody code").len(), parameters.len());
        assert_eq!(all(&document, ".boxes li"), ["Read it aloud"]);
    }

    #[test]
    fn the_policy_allows_exactly_its_own_style() {
        let html = render_filled_html("en", "S", "b");
        let style = html.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a style");
        assert_eq!(style, format!("{COLORS}{STYLE}"));
        assert!(html.contains(&format!("default-src 'none'; style-src {};", hash(style))));
        // An engine normalizes line breaks before it hashes.
        assert!(!style.contains('\r') && style.is_ascii());
        assert!(!html.contains("url(") && !html.contains("<script") && !html.contains("<link"));
    }

    #[test]
    fn a_filled_message_is_a_document() {
        let document = Html::parse_document(&render_filled_html("de", "Dank\n& Gruß", "Hallo,\n\n- a\n- <b>"));
        assert_eq!(all(&document, "title"), ["Dank & Gruß"]);
        assert_eq!(all(&document, "p"), ["Hallo,"]);
        assert_eq!(all(&document, "li"), ["a", "<b>"]);
    }

    fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
        text.split(start).nth(1).and_then(|rest| rest.split(end).next()).expect("both are there")
    }

    #[test]
    fn a_form_runs_its_own_modules_and_nothing_else() {
        let module = "export const a = '</script><!-- 100% é #';\n";
        let form = Form {
            element: "x-form".into(),
            template: "a\"b".into(),
            main: "x/main.js".into(),
            modules: vec![
                ("x/main.js".into(), module_url("import 'x/a.js';").into()),
                ("x/a.js".into(), module_url(module).into()),
            ],
            style: "p::before { content: \"</style>\"; }\r\n".into(),
        };
        let (parameters, body) = (parameters(), segments("Dear {{name}}"));
        let parameters: Vec<_> = parameters.iter().collect();
        let html = render_html(&Page {
            language: "en",
            title: "T",
            purpose: "",
            subject: &body,
            body: &body,
            parameters: &parameters,
            checklist: &[],
            words: &Words::default(),
            form: Some(&form),
        });
        let unpacked = |kind: &str| {
            let packed = between(&html, &format!("<script type=\"{kind}\">"), "</script>");
            let bytes = BASE64_STANDARD.decode(packed).expect("base64");
            let mut text = String::new();
            flate2::read::ZlibDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("what was deflated");
            text
        };
        let (map, style) = (unpacked(PACKED_MAP), unpacked(PACKED_STYLE));
        let start = between(&html, "<script>", "</script>");
        assert!(start.ends_with("  await import('x/main.js');\n})();\n"), "{start}");
        assert_eq!(style, form.style);
        assert!(html.contains(&format!(
            "content=\"default-src 'none'; script-src {} {} data:; style-src {} {}; base-uri 'none'; form-action 'none'\"",
            hash(&map),
            hash(start),
            hash(between(&html, "<style>", "</style>")),
            hash(&style),
        )));
        let map: serde_json::Value = serde_json::from_str(&map).expect("JSON");
        let url = map["imports"]["x/a.js"].as_str().and_then(|url| url.strip_prefix("data:text/javascript,"));
        let text = percent_encoding::percent_decode_str(url.expect("a URL")).decode_utf8().expect("UTF-8");
        assert_eq!(text, module);
        let document = Html::parse_document(&html);
        assert_eq!(all(&document, "main > x-form[offline][template='a\"b'] > #message h2"), ["Message"]);
        assert_eq!(all(&document, "script").len(), 3);
    }

    proptest! {
        #[test]
        fn no_value_becomes_markup(title in hostile(), body in hostile(), item in hostile()) {
            let mut parameters = parameters();
            for parameter in &mut parameters {
                parameter.label.clone_from(&title);
                parameter.help.clone_from(&item);
            }
            let parameters: Vec<_> = parameters.iter().collect();
            let page = |title, body: &str, item: &str| render_html(&Page {
                language: "en", title, purpose: title, subject: &segments(title), body: &segments(body),
                parameters: &parameters, checklist: &[item.to_owned()], words: &Words::default(), form: None,
            });
            let document = Html::parse_document(&page(&title, &body, &item));
            for name in ["script", "a", "img"] {
                prop_assert!(all(&document, name).is_empty());
            }
            prop_assert_eq!(all(&document, "style").len(), 1);
            prop_assert_eq!(all(&document, ".boxes li").len(), 1);
            prop_assert_eq!(all(&document, "h1").len(), 1);
        }
    }
}
