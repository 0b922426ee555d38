//! Invented people, resolved.

use std::collections::BTreeSet;

use super::{EmailTemplate, KnowledgeBase, faults};
use crate::diag::{Diagnostic, Diagnostics};
use crate::lang::{Bindings, Parameter, Scope, Type, Value};
use crate::load::RawPersona;
use crate::source::SourceId;

/// An invented person with whose values every email template is tried.
#[derive(Debug)]
pub struct Persona {
    /// The file.
    pub source: SourceId,
    /// Kebab-case.
    pub name: String,
    /// Who it is.
    pub title: String,
    /// In a sentence; may be empty.
    pub description: String,
    /// What is filled in.
    values: Bindings,
    /// What is left empty on purpose.
    missing: BTreeSet<String>,
}

impl Persona {
    /// Returns the values with which a message from a template is tried: the persona's own, the sender's own that it does not
    /// have as missing, and examples for what belongs to the target and the message.
    #[must_use]
    pub fn bindings(&self, parameters: &[&Parameter]) -> Bindings {
        let value = |parameter: &Parameter| match self.values.get(&parameter.name) {
            Some(value) => Some(value.clone()),
            None if self.missing.contains(&parameter.name) || parameter.scope == Scope::You => None,
            None => parameter.example.clone().and_then(Value::settled),
        };
        parameters.iter().filter_map(|parameter| Some((parameter.name.clone(), value(parameter)?))).collect()
    }
}

/// Resolves a persona: each value has to fit every parameter of its name.
pub(super) fn resolve(raw: RawPersona, kb: &KnowledgeBase, found: &mut Diagnostics) -> Persona {
    let shared = || kb.parameters.rows().iter().map(|parameter| &parameter.definition);
    let locals = || kb.templates.rows().iter().flat_map(|template: &EmailTemplate| &template.locals);
    let all: Vec<&Parameter> = shared().chain(locals().map(|parameter| &parameter.definition)).collect();
    let mut persona = Persona {
        source: raw.source,
        name: raw.name,
        title: raw.title.value,
        description: raw.description,
        values: Bindings::new(),
        missing: BTreeSet::new(),
    };
    let readable = raw.values.is_some();
    let mut named = BTreeSet::new();
    for (name, value) in raw.values.unwrap_or_default().0 {
        named.insert(name.value.clone());
        let of_name: Vec<&&Parameter> = all.iter().filter(|parameter| parameter.name == name.value).collect();
        if of_name.is_empty() && !kb.whole {
            continue;
        }
        if of_name.is_empty() {
            let known = all.iter().map(|parameter| parameter.name.as_str());
            let place = raw.source.place(name.span);
            found.push(
                faults::unknown(&faults::UNKNOWN_VALUE_NAME, "parameter", &name.value, place, known)
                    .label("defined neither in `templates/params.toml` nor by a template"),
            );
            continue;
        }
        let Some(value) = value else { continue };
        let Some(settled) = value.value.settled() else {
            persona.missing.insert(name.value);
            continue;
        };
        let misfit =
            of_name.iter().find_map(|parameter| settled.fits(parameter).err().map(|misfit| (*parameter, misfit)));
        if let Some((parameter, misfit)) = misfit.filter(|_| kb.whole) {
            let place = raw.source.place(value.span);
            let message = format!("this value of `{}` {}", parameter.name, misfit.fault);
            let finding = Diagnostic::new(&faults::BAD_PERSONA_VALUE, place, message);
            found.push(if misfit.help.is_empty() { finding } else { finding.help(misfit.help) });
        }
        persona.values.insert(name.value, settled);
    }
    for parameter in shared().filter(|parameter| parameter.scope == Scope::You && parameter.required) {
        let absent = !persona.values.contains_key(&parameter.name) && parameter.kind != Type::Bool;
        let told = !readable || (named.contains(&parameter.name) && !persona.missing.contains(&parameter.name));
        if absent && !told && kb.whole {
            let place = raw.source.start();
            let message = format!("this persona has no `{}`, which every sender needs", parameter.name);
            found.push(Diagnostic::new(&faults::BAD_PERSONA_VALUE, place, message).help("add it under `[values]`"));
        }
    }
    persona
}
