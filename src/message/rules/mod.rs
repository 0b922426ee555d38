//! The built-in rules for one message, one a file.

mod attached_file;
mod attachment_words;
mod bad_value;
mod closing;
mod doubled_word;
mod emoji;
mod exclamation_marks;
mod leftover_placeholder;
mod long_paragraph;
mod long_sentences;
mod many_links;
mod many_recipients;
mod missing_id;
mod missing_value;
mod off_target_length;
mod salutation;
mod sender_address;
mod short_link;
mod shouting;
mod stray_space;
mod subject_content;
mod subject_length;
mod subject_shouting;
mod too_many_words;
mod unsigned;

use std::ops::Range;

use super::finding::Part;
use super::rule::{Found, Rule, rule};
use super::view::View;

/// Every rule that looks at one message.
pub(super) static RULES: &[&Rule] = &[
    &attached_file::RULE,
    &attachment_words::RULE,
    &bad_value::RULE,
    &closing::RULE,
    &doubled_word::RULE,
    &emoji::RULE,
    &exclamation_marks::RULE,
    &leftover_placeholder::RULE,
    &long_paragraph::RULE,
    &long_sentences::RULE,
    &many_links::RULE,
    &many_recipients::RULE,
    &missing_id::RULE,
    &missing_value::RULE,
    &off_target_length::RULE,
    &salutation::RULE,
    &sender_address::RULE,
    &short_link::RULE,
    &shouting::RULE,
    &stray_space::RULE,
    &subject_content::RULE,
    &subject_length::RULE,
    &subject_shouting::RULE,
    &too_many_words::RULE,
    &unsigned::RULE,
];

/// Whether a word has capitals only, two at least.
fn is_shouted(word: &str) -> bool {
    word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// The bytes of each paragraph and list item of the body.
fn blocks(view: &View<'_>) -> Vec<Range<usize>> {
    let body = view.body_text();
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut inside = false;
    for (start, line) in super::text::lines(body) {
        let end = start + line.trim_end().len();
        match blocks.last_mut() {
            _ if line.trim().is_empty() => inside = false,
            Some(last) if inside && !line.starts_with("- ") => last.end = end,
            _ => {
                blocks.push(start..end);
                inside = true;
            }
        }
    }
    blocks
}

/// The bytes of each web address, signs after it left out.
fn links(text: &str) -> Vec<Range<usize>> {
    super::text::runs(text)
        .filter_map(|(at, run)| {
            let lower = run.to_ascii_lowercase();
            let start = ["https://", "http://", "www."].iter().filter_map(|scheme| lower.find(scheme)).min()?;
            let link = run[start..].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '\'']);
            Some(at + start..at + start + link.len())
        })
        .collect()
}
