//! `kbgen explain`.

use super::{Verdict, print, tell};
use crate::build;
use crate::diag::{Strictness, suggest};
use crate::error::Error;

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArguments {
    /// Name of a rule, as in brackets behind a finding's severity; without it all rules are listed
    rule: Option<String>,
}

pub(super) fn explain(arguments: &ExplainArguments) -> Result<Verdict, Error> {
    let rules = build::rules();
    let Some(name) = &arguments.rule else {
        let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
        for rule in &rules {
            print(&format!("{:width$}  {}\n", rule.name, rule.severity))?;
        }
        return Ok(Verdict::Clean);
    };
    let Some(rule) = build::find_rule(name) else {
        if let Some(close) = suggest(name, rules.iter().map(|rule| rule.name)) {
            tell(&format!("did you mean `{close}`?\n"));
        }
        return Err(Error::BadArgument {
            name: "RULE",
            value: name.clone(),
            expected: "a rule's name; `kbgen explain` lists them",
        });
    };
    let strictness = match rule.strictness {
        Strictness::Adjustable => {
            format!("{} unless `[rules]` in kbgen.toml or `allow` in the file says otherwise", rule.severity)
        }
        Strictness::Fixed => "always an error".to_owned(),
    };
    let page: Vec<&str> = rule.page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    print(&format!("# {}\n\n{strictness}\n\n{}\n", rule.name, page.join("\n")))?;
    Ok(Verdict::Clean)
}
