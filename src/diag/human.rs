//! Findings for people, in the look of `rustc`.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Place, Sources};

/// Columns that a report may take.
const WIDTH: usize = 120;

pub(super) fn print(diagnostics: &Diagnostics, sources: &Sources, color: bool) -> String {
    let renderer = renderer(color);
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        text.push_str(&renderer.render(&[report(diagnostic, sources)]));
        text.push_str("\n\n");
    }
    text
}

fn renderer(color: bool) -> Renderer {
    if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii).term_width(WIDTH)
}

/// A finding in a text that is no source.
#[derive(Debug)]
pub struct Excerpt<'a> {
    /// How it is coloured.
    pub level: Severity,
    /// The word for it.
    pub word: &'static str,
    /// The rule's name.
    pub rule: &'a str,
    /// What is wrong.
    pub message: &'a str,
    /// What the text is called.
    pub path: &'a str,
    /// The text.
    pub text: &'a str,
    /// The bytes that it is about; without any the text is not shown.
    pub range: std::ops::Range<usize>,
    /// What to do, a line each.
    pub help: &'a [String],
}

/// Prints such a finding.
#[must_use]
pub fn excerpt(excerpt: &Excerpt<'_>, color: bool) -> String {
    let title = level(excerpt.level).with_name(excerpt.word).primary_title(excerpt.message).id(excerpt.rule);
    let mut group = if excerpt.range.is_empty() {
        title.element(Origin::path(excerpt.path))
    } else {
        let annotation = AnnotationKind::Primary.span(excerpt.range.clone());
        title.element(Snippet::source(excerpt.text).path(excerpt.path).annotation(annotation))
    };
    for help in excerpt.help {
        group = group.element(Level::HELP.message(help));
    }
    format!("{}\n\n", renderer(color).render(&[group]))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let mut group = level(diagnostic.severity)
        .primary_title(&diagnostic.message)
        .id(diagnostic.rule.name)
        .element(snippet(diagnostic.place, &diagnostic.label, AnnotationKind::Primary, sources));
    for (place, label) in &diagnostic.related {
        group = group.element(snippet(*place, label, AnnotationKind::Context, sources));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    group
}

fn snippet<'a>(
    place: Place,
    label: &'a str,
    kind: AnnotationKind,
    sources: &'a Sources,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = &sources[place.source];
    let annotation = kind.span(place.span.range());
    let annotation = if label.is_empty() { annotation } else { annotation.label(label) };
    Snippet::source(&source.text).path(&source.path).annotation(annotation)
}
