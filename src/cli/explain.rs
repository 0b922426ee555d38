//! `kbgen explain`.

use super::{Verdict, print, tell};
use crate::diag::{Rule, Strictness, suggest};
use crate::error::Error;
use crate::{audit, batch, build, message};

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArguments {
    /// Name of a rule, as in brackets behind a finding's severity; without it all rules are listed
    rule: Option<String>,
}

/// A rule of any kind, as it is listed and explained.
struct Entry {
    name: &'static str,
    severity: String,
    strictness: String,
    page: &'static str,
}

/// Returns every rule: those of knowledge bases, of files that people bring along, of finished sites, and of messages.
fn entries() -> Vec<Entry> {
    let of_files = |rule: &'static Rule| Entry {
        name: rule.name,
        severity: rule.severity.to_string(),
        strictness: match rule.strictness {
            Strictness::Adjustable => {
                format!("{} unless `[rules]` in kbgen.toml or `allow` in the file says otherwise", rule.severity)
            }
            Strictness::Fixed => "always an error".to_owned(),
        },
        page: rule.page,
    };
    let of_messages = |rule: &'static message::Rule| Entry {
        name: rule.name,
        severity: rule.severity.name().to_owned(),
        strictness: format!(
            "{} in messages, unless `[message_rules]` in kbgen.toml says otherwise",
            rule.severity.name()
        ),
        page: rule.page,
    };
    let mut entries: Vec<Entry> = build::rules().into_iter().map(of_files).collect();
    entries.extend(batch::RULES.iter().chain(audit::RULES).copied().map(of_files));
    entries.extend(message::rules().into_iter().map(of_messages));
    entries.sort_by_key(|entry| entry.name);
    entries
}

pub(super) fn explain(arguments: &ExplainArguments) -> Result<Verdict, Error> {
    let entries = entries();
    let Some(name) = &arguments.rule else {
        let width = entries.iter().map(|entry| entry.name.len()).max().unwrap_or_default();
        for entry in &entries {
            print(&format!("{:width$}  {}\n", entry.name, entry.severity))?;
        }
        return Ok(Verdict::Clean);
    };
    let Some(entry) = entries.iter().find(|entry| entry.name == name) else {
        if let Some(close) = suggest(name, entries.iter().map(|entry| entry.name)) {
            tell(&format!("did you mean `{close}`?\n"));
        }
        return Err(Error::BadArgument {
            name: "RULE",
            value: name.clone(),
            expected: "a rule's name; `kbgen explain` lists them",
        });
    };
    let page: Vec<&str> = entry.page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    print(&format!("# {}\n\n{}\n\n{}\n", entry.name, entry.strictness, page.join("\n")))?;
    Ok(Verdict::Clean)
}
