//! Email templates and parameters, resolved and compiled.

use super::id::{Id, Table};
use super::kinds::{EmailTemplate, Parameter, ParameterUse};
use super::names::Names;
use super::page::Page;
use super::resolve::{AllNames, indexes};
use super::timing::Anchor;
use crate::diag::Diagnostics;
use crate::lang::{self, Declarations, Form, Site};
use crate::load::{RawParameter, RawTemplate};
use crate::source::{SourceId, Sources, Span, Spanned};

/// Resolves a parameter.
pub(super) fn parameter(
    raw: RawParameter,
    source: SourceId,
    anchors: &Names<Anchor>,
    found: &mut Diagnostics,
) -> Parameter {
    let RawParameter { name, mut definition, anchor, group } = raw;
    if let Some(anchor) = anchor {
        let known = anchors.one(&anchor, source, found).is_some();
        definition.anchor = known.then_some(anchor.value);
    }
    Parameter { definition, group, place: source.place(name.span) }
}

/// Resolves an email template.
pub(super) fn template(
    page: Id<Page>,
    raw: RawTemplate,
    pages: &Table<Page>,
    sources: &Sources,
    names: &AllNames,
    found: &mut Diagnostics,
) -> EmailTemplate {
    let Page { source, body, .. } = pages[page];
    // The scenario is the folder's name, which stands nowhere in the file.
    let folder = Spanned { value: raw.scenario, span: Span::default() };
    let mut in_folder = Diagnostics::default();
    let scenario = names.scenarios.one_or_first(&folder, source, &mut in_folder);
    found.extend(in_folder.map(|finding| finding.help("the folder of an email template is its scenario's id")));
    let window = names.windows.one_or_first(&raw.window, source, found);
    let locals =
        raw.parameters.into_iter().map(|local| parameter(local, source, &names.anchors, found)).collect::<Vec<_>>();
    let shared = names.parameters.iter();
    let declarations = Declarations::new(locals.iter().chain(shared).map(|parameter| &parameter.definition))
        .open_if(names.any_parameter);
    let text = &sources[source].text;
    let written = raw.subject.span;
    let subject_site = Site::quoted(source, written, &text[written.range()], &raw.subject.value);
    let (subject, in_subject) = lang::compile(&raw.subject.value, Form::Subject, &subject_site, &declarations, found);
    let body_site = Site::verbatim(source, body);
    let (body, in_body) = lang::compile(&text[body.range()], Form::Body, &body_site, &declarations, found);
    let mut parameters = Vec::new();
    for name in in_subject.into_iter().chain(in_body) {
        let local = locals.iter().position(|parameter| parameter.definition.name == name).map(ParameterUse::Local);
        let shared = || names.parameters.iter().position(|parameter| parameter.definition.name == name);
        let used = local.or_else(|| shared().map(|index| ParameterUse::Shared(Id::new(index))));
        parameters.extend(used.filter(|used| !parameters.contains(used)));
    }
    EmailTemplate {
        page,
        scenario,
        window,
        pitfalls: names.pitfalls.all(&raw.pitfalls, source, found),
        to: indexes(&names.recipients.all(&raw.to, source, found)),
        cc: indexes(&names.recipients.all(&raw.cc, source, found)),
        subject,
        subject_site,
        body,
        body_site,
        words: raw.words,
        states: raw.states,
        parameters,
        locals,
    }
}
