//! Proofs of email templates: every message that a template can produce, as far as values make a difference, is written
//! and checked before anyone fills it in.
//!
//! Entry point: [`prove`]. For each template it walks the combinations of choices ([`crate::lang::variants()`]) and every
//! persona, and keeps the shortest and the longest message, what the checks found, and the branches that nothing reached.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::lang::{self, Bindings, Code, Parameter, Renderer, Segment};
use crate::message::{Checker, Detector, Draft, Finding, Part, Severity, Written};
use crate::model::{EmailTemplate, Id, KnowledgeBase};
use crate::source::{Place, Span};

/// Up to so many combinations are all tried; of more, enough to hold every pair of choices.
const MOST: usize = 256;

/// What is known of all messages of a template.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The template.
    pub template: Id<EmailTemplate>,
    /// How many messages were written.
    pub messages: usize,
    /// Whether these are all combinations.
    pub exhaustive: bool,
    /// How many combinations there are.
    pub combinations: u128,
    /// Words of the shortest body.
    pub shortest: usize,
    /// Words of the longest.
    pub longest: usize,
    /// What must not, or should not, be sent; each kind once.
    pub faults: Vec<Fault>,
    /// Tags of branches that no message took.
    pub unreached: Vec<Place>,
}

/// A finding in a message that a template can produce.
#[derive(Debug, Clone)]
pub struct Fault {
    /// What was found.
    pub finding: Finding,
    /// The text that it is about, with a little around it.
    pub excerpt: String,
    /// Where the text stands in the template, if it does; else the template's first line.
    pub place: Place,
    /// The values that make the message, where they differ from the examples, or the persona.
    pub with: String,
}

/// Proves every template.
#[must_use]
pub fn prove(kb: &KnowledgeBase) -> Vec<Proof> {
    let mut rules = kb.rules.clone();
    // What is found in values alone is no fault of a template.
    rules.detectors.retain(Detector::reads_text);
    let checker = rules.checker();
    let ids: Vec<Id<EmailTemplate>> = kb.templates.iter().map(|(id, _)| id).collect();
    ids.into_par_iter().map(|id| one(kb, id, &checker)).collect()
}

/// What all messages of one template are written with.
struct Press<'a> {
    kb: &'a KnowledgeBase,
    template: &'a EmailTemplate,
    parameters: Vec<&'a Parameter>,
    renderer: Renderer<'a>,
    scenario: &'a str,
}

impl Press<'_> {
    fn body(&self, values: &Bindings) -> Vec<Segment> {
        self.renderer.filled(&self.template.body, values)
    }

    fn words(&self, values: &Bindings) -> usize {
        lang::joined(&self.body(values)).split_whitespace().count()
    }
}

fn one(kb: &KnowledgeBase, id: Id<EmailTemplate>, checker: &Checker<'_>) -> Proof {
    let template = &kb.templates[id];
    let parameters = kb.parameters_of(template);
    let codes: [&Code; 2] = [&template.subject, &template.body];
    let press = Press {
        kb,
        template,
        renderer: Renderer::new(parameters.iter().copied(), &kb.settings.dates),
        scenario: &kb.pages[kb.scenarios[template.scenario].page].name,
        parameters,
    };
    let variants = lang::variants(&codes, &press.parameters, MOST);
    let mut tried: Vec<(String, Bindings)> = Vec::new();
    let base = variants.list.first().cloned().unwrap_or_default();
    let length = |values: &Bindings| i64::try_from(press.words(values)).unwrap_or(i64::MAX);
    let mut list = variants.list;
    if !variants.exhaustive {
        for sign in [1, -1] {
            let score = |values: &Bindings| sign * length(values);
            if let Some(best) = list.iter().max_by_key(|values| score(values)).cloned() {
                list.push(lang::climb(&codes, &press.parameters, &best, score));
            }
        }
    }
    tried.extend(list.into_iter().map(|values| (difference(&base, &values), values)));
    for persona in &kb.personas {
        tried.push((format!("persona `{}`", persona.name), persona.bindings(&press.parameters)));
    }
    let mut proof = Proof {
        template: id,
        messages: tried.len(),
        exhaustive: variants.exhaustive,
        combinations: variants.combinations,
        shortest: usize::MAX,
        longest: 0,
        faults: Vec::new(),
        unreached: Vec::new(),
    };
    let mut reached: [BTreeSet<usize>; 2] = Default::default();
    let mut told = BTreeSet::new();
    for (with, values) in &tried {
        try_one(&press, with, values, checker, &mut proof, &mut reached, &mut told);
    }
    for (code, site, reached) in
        [(&template.subject, &template.subject_site, &reached[0]), (&template.body, &template.body_site, &reached[1])]
    {
        proof.unreached.extend(
            code.branches()
                .into_iter()
                .filter(|branch| !reached.contains(&branch.number))
                .map(|branch| site.place(branch.tag)),
        );
    }
    proof.shortest = proof.shortest.min(proof.longest);
    proof
}

/// Writes and checks one message.
fn try_one(
    press: &Press<'_>,
    with: &str,
    values: &Bindings,
    checker: &Checker<'_>,
    proof: &mut Proof,
    reached: &mut [BTreeSet<usize>; 2],
    told: &mut BTreeSet<(&'static str, Option<String>, String)>,
) {
    let template = press.template;
    let subject = press.renderer.traced(&template.subject, values, &mut |branch| {
        reached[0].insert(branch);
    });
    let body = press.renderer.traced(&template.body, values, &mut |branch| {
        reached[1].insert(branch);
    });
    let draft = Draft {
        subject: Written::from_segments(&subject),
        body: Written::from_segments(&body),
        parameters: &press.parameters,
        values,
        scenario: Some(press.scenario),
        budget: template.words.map(|words| words.value),
        recipients: &[],
        attachments: &[],
    };
    let words = draft.body.text.split_whitespace().count();
    proof.shortest = proof.shortest.min(words);
    proof.longest = proof.longest.max(words);
    for finding in checker.check(&draft) {
        if finding.severity == Severity::Note {
            continue;
        }
        let text = match finding.part {
            Part::Subject => &draft.subject.text,
            Part::Body => &draft.body.text,
        };
        let exact = &text[finding.range.clone()];
        let key = (finding.rule, finding.id.clone(), exact.to_owned());
        if told.insert(key) {
            let place = place(press, finding.part, text, &finding.range);
            proof.faults.push(Fault { excerpt: around(text, &finding.range), place, with: with.to_owned(), finding });
        }
    }
}

/// Returns where the text of a finding stands in a template, or the template's first line.
fn place(press: &Press<'_>, part: Part, text: &str, range: &std::ops::Range<usize>) -> Place {
    let page = &press.kb.pages[press.template.page];
    let source = &press.kb.sources[page.source].text;
    let looked_at = match part {
        Part::Subject => {
            press.template.subject_site.place(Span::default()).span.start as usize..page.body.start as usize
        }
        Part::Body => page.body.range(),
    };
    let written = source.get(looked_at.clone()).unwrap_or_default();
    // With as much of what follows it as the template has in one piece: a blank alone stands everywhere.
    let found = [12, 6, 2, 0].into_iter().find_map(|more| {
        let end = text.ceil_char_boundary((range.end + more).min(text.len()));
        let sought = Some(&text[range.start..end]).filter(|sought| !sought.is_empty() && !range.is_empty())?;
        let before = text[..range.start].matches(sought).count();
        written.match_indices(sought).nth(before).or_else(|| written.match_indices(sought).next())
    });
    match found {
        Some((at, _)) => page.place(Span::at(0, looked_at.start + at..looked_at.start + at + range.len())),
        None => page.place(Span::at(0, 0..source.lines().next().map_or(0, str::len))),
    }
}

/// Returns a text with the words around it, in one line.
fn around(text: &str, range: &std::ops::Range<usize>) -> String {
    let before = text.floor_char_boundary(range.start.saturating_sub(30));
    let start = if before == 0 {
        0
    } else {
        text[before..range.start].find(char::is_whitespace).map_or(range.start, |at| before + at)
    };
    let after = text.ceil_char_boundary((range.end + 30).min(start + 140).max(range.start).min(text.len()));
    let end = text[after..].find(char::is_whitespace).map_or(text.len(), |at| after + at);
    let words: Vec<&str> = text[start..end].split_whitespace().collect();
    let (before, after) = (if start > 0 { "... " } else { "" }, if end < text.len() { " ..." } else { "" });
    format!("{before}{}{after}", words.join(" "))
}

/// Returns the values that differ from others, as `name = value`.
fn difference(base: &Bindings, values: &Bindings) -> String {
    let names: BTreeSet<&String> = base.keys().chain(values.keys()).collect();
    let parts: Vec<String> = names
        .into_iter()
        .filter(|name| base.get(*name) != values.get(*name))
        .map(|name| match values.get(name) {
            Some(value) => format!("`{name} = {}`", value.to_text()),
            None => format!("no `{name}`"),
        })
        .collect();
    if parts.is_empty() { "the examples".to_owned() } else { parts.join(", ") }
}
