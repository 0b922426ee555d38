//! Filling a template in, once or for each target, and checking what comes of it.

use jiff::civil::Date;

use super::targets::Target;
use crate::lang::{self, Bindings, Parameter, Renderer, Segment, SegmentKind, Value};
use crate::message::{Draft, Finding, Planned, Sent, Severity, WordBudget, Written};
use crate::model::{EmailTemplate, Id, KnowledgeBase};

/// A message made from a template.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The target's name; empty if it is not known.
    pub target: String,
    /// The values that it was made with.
    pub values: Bindings,
    /// Its subject; a gap shows as its label in brackets.
    pub subject: Vec<Segment>,
    /// Its body, likewise.
    pub body: Vec<Segment>,
    /// What is wrong with it, the worst first.
    pub findings: Vec<Finding>,
}

impl Filled {
    /// Returns whether it must not be sent.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Block)
    }

    /// Returns the subject as text.
    #[must_use]
    pub fn subject_text(&self) -> String {
        lang::joined(&self.subject)
    }

    /// Returns the body as text.
    #[must_use]
    pub fn body_text(&self) -> String {
        lang::joined(&self.body)
    }
}

/// Returns every parameter that a value can be given for: the template's, then the others that are shared.
#[must_use]
pub fn parameters<'k>(kb: &'k KnowledgeBase, template: &'k EmailTemplate) -> Vec<&'k Parameter> {
    let mut parameters = kb.parameters_of(template);
    for shared in kb.parameters.rows() {
        if !parameters.iter().any(|parameter| parameter.name == shared.definition.name) {
            parameters.push(&shared.definition);
        }
    }
    parameters
}

/// Returns the first parameter that a message can't do without and that has no value: the one of its first gap.
#[must_use]
pub fn first_missing<'k>(
    kb: &'k KnowledgeBase,
    template: &'k EmailTemplate,
    values: &Bindings,
) -> Option<&'k Parameter> {
    let parameters = kb.parameters_of(template);
    let renderer = Renderer::new(parameters.iter().copied(), &kb.settings.dates);
    let gap = [&template.subject, &template.body].into_iter().find_map(|code| {
        let missing = |segment: &Segment| segment.kind == SegmentKind::Missing;
        renderer.partial(code, values).into_iter().find(missing)?.parameter
    })?;
    parameters.into_iter().find(|parameter| parameter.name == gap)
}

/// Returns how long a message of a scenario may be: as long as its template with the widest budget, if each has one.
#[must_use]
pub fn budget(kb: &KnowledgeBase, scenario: &str) -> Option<WordBudget> {
    let of_scenario =
        kb.templates.rows().iter().filter(|template| kb.pages[kb.scenarios[template.scenario].page].name == scenario);
    let budgets: Option<Vec<WordBudget>> = of_scenario.map(|template| Some(template.words?.value)).collect();
    let max = budgets?.into_iter().map(|budget| budget.max).max()?;
    Some(WordBudget { least: 0, most: max, max })
}

/// Makes a message for each target, or one if there are none, and checks all of them together.
///
/// Without a log nothing is known of what was sent before; with an empty one, that nothing was.
#[must_use]
pub fn fill(
    kb: &KnowledgeBase,
    id: Id<EmailTemplate>,
    values: &Bindings,
    targets: &[Target],
    log: Option<&[Sent]>,
    today: Option<Date>,
) -> Vec<Filled> {
    let template = &kb.templates[id];
    let known = parameters(kb, template);
    let renderer = Renderer::new(known.iter().copied(), &kb.settings.dates);
    let name = |values: &Bindings| {
        let of_role = known.iter().find(|parameter| parameter.role == Some(lang::Role::TargetName));
        of_role.and_then(|parameter| values.get(&parameter.name)).map_or_else(String::new, Value::to_text)
    };
    let mut filled: Vec<Filled> = if targets.is_empty() {
        vec![one(template, &renderer, values.clone(), name(values))]
    } else {
        targets.iter().map(|target| one(template, &renderer, with(values, target), target.name.clone())).collect()
    };
    let scenario = &kb.pages[kb.scenarios[template.scenario].page].name;
    let drafts: Vec<Draft<'_>> = filled
        .iter()
        .map(|message| Draft {
            subject: Written::from_segments(&message.subject),
            body: Written::from_segments(&message.body),
            parameters: &known,
            values: &message.values,
            scenario: Some(scenario),
            budget: template.words.map(|words| words.value),
            recipients: &[],
            attachments: &[],
        })
        .collect();
    let template_name = &kb.pages[template.page].name;
    let planned: Vec<Planned<'_>> = drafts
        .iter()
        .zip(&filled)
        .map(|(draft, message)| Planned { draft, target: &message.target, template: template_name })
        .collect();
    let findings = kb.rules.checker().check_all(&planned, &[], log, today);
    drop(planned);
    drop(drafts);
    for (message, findings) in filled.iter_mut().zip(findings) {
        message.findings = findings;
    }
    filled
}

fn one(template: &EmailTemplate, renderer: &Renderer<'_>, values: Bindings, target: String) -> Filled {
    let subject = renderer.partial(&template.subject, &values);
    let body = renderer.partial(&template.body, &values);
    Filled { target, values, subject, body, findings: Vec::new() }
}

/// Returns the values of all messages with those of a row in place of theirs; an empty cell is a missing value.
fn with(values: &Bindings, target: &Target) -> Bindings {
    let mut all = values.clone();
    for column in &target.columns {
        all.remove(column);
    }
    all.extend(target.values.iter().map(|(name, value)| (name.clone(), value.clone())));
    all
}
