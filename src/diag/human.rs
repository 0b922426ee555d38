//! Findings for people, in the look of `rustc`.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Place, Sources};

/// Columns that a report may take.
const WIDTH: usize = 120;

pub(super) fn print(diagnostics: &Diagnostics, sources: &Sources, color: bool) -> String {
    let renderer =
        if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        text.push_str(&renderer.render(&[report(diagnostic, sources)]));
        text.push_str("\n\n");
    }
    text
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level.primary_title(&diagnostic.message).id(diagnostic.rule.name).element(excerpt(
        diagnostic.place,
        &diagnostic.label,
        AnnotationKind::Primary,
        sources,
    ));
    for (place, label) in &diagnostic.related {
        group = group.element(excerpt(*place, label, AnnotationKind::Context, sources));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    group
}

fn excerpt<'a>(
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
