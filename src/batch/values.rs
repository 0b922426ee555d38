//! Values that are the same for all messages: a file of values, and those given on the command line.

use super::faults;
use crate::diag::{Diagnostic, Diagnostics};
use crate::fields;
use crate::lang::{Bindings, Misfit, Parameter, Value};
use crate::load::NamedValues;
use crate::source::{Place, Sources, Span};

/// Reads a file of values: `name = value` in TOML, with a parameter's name each.
#[must_use]
pub fn values(
    path: &str,
    bytes: &[u8],
    parameters: &[&Parameter],
    sources: &mut Sources,
    found: &mut Diagnostics,
) -> Bindings {
    let mut bindings = Bindings::new();
    let Some(source) = super::table::decode(path, bytes, sources, found) else { return bindings };
    let text = sources[source].text.clone();
    let read = fields::parse(&text, source, 0, Span::default(), found, NamedValues::read);
    for (name, value) in read.map_or_else(Vec::new, |NamedValues(list)| list) {
        let place = source.place(name.span);
        let Some(parameter) = find(parameters, &name.value, place, found) else { continue };
        let Some(value) = value else { continue };
        let Some(settled) = value.value.settled() else { continue };
        match settled.fits(parameter) {
            Ok(()) => drop(bindings.insert(name.value, settled)),
            Err(misfit) => found.push(bad_value(parameter, misfit, source.place(value.span))),
        }
    }
    bindings
}

/// Reads `NAME=VALUE`, as given with `--set`.
pub fn set(
    written: &str,
    parameters: &[&Parameter],
    values: &mut Bindings,
    sources: &mut Sources,
    found: &mut Diagnostics,
) {
    let source = sources.add("--set", written);
    let (name, text) = written.split_once('=').unwrap_or((written, ""));
    let place = source.place(Span::at(0, 0..name.len()));
    if !written.contains('=') {
        let finding = Diagnostic::new(&faults::BAD_CELL, place, "there is no `=`");
        return found.push(finding.help("write `--set name=value`"));
    }
    let Some(parameter) = find(parameters, name.trim(), place, found) else { return };
    let value_place = source.place(Span::at(0, name.len() + 1..written.len()));
    let read = Value::read(parameter, text);
    match read.and_then(|value| value.map(|value| value.fits(parameter).map(|()| value)).transpose()) {
        Ok(Some(value)) => drop(values.insert(parameter.name.clone(), value)),
        Ok(None) => drop(values.remove(&parameter.name)),
        Err(misfit) => found.push(bad_value(parameter, misfit, value_place)),
    }
}

fn find<'p>(parameters: &[&'p Parameter], name: &str, place: Place, found: &mut Diagnostics) -> Option<&'p Parameter> {
    let parameter = parameters.iter().find(|parameter| parameter.name == name).copied();
    if parameter.is_none() {
        let names = parameters.iter().map(|parameter| parameter.name.as_str());
        let message = format!("no parameter is called `{name}`");
        found.push(Diagnostic::new(&faults::UNKNOWN_VALUE_NAME, place, message).did_you_mean(name, names));
    }
    parameter
}

fn bad_value(parameter: &Parameter, misfit: Misfit, place: Place) -> Diagnostic {
    let message = format!("this value of `{}` {}", parameter.name, misfit.fault);
    let finding = Diagnostic::new(&faults::BAD_CELL, place, message);
    if misfit.help.is_empty() { finding } else { finding.help(misfit.help) }
}
