//! `past-cycle`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds a current cycle that is over.
    ///
    /// ## Why is this bad?
    /// The whole calendar would show last season's dates.
    ///
    /// ## Example
    /// ```toml
    /// cycle = "2026"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// cycle = "2027"
    /// ```
    "past-cycle", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    if !context.kb.whole {
        return;
    }
    let (season, settings) = (&context.kb.season, &context.kb.settings);
    let (Some(source), Some(current)) = (season.source, season.current) else { return };
    let cycle = &season.cycles[current];
    if cycle.ends.value >= settings.today || cycle.ends.value < cycle.starts.value {
        return;
    }
    let place =
        settings.cycle.as_ref().map_or(source.place(cycle.ends.span), |written| settings.source.place(written.span));
    let mut finding = Diagnostic::new(&RULE, place, format!("cycle `{}` ended on {}", cycle.name, cycle.ends.value));
    if let Some((_, next)) = season.cycles.iter().find(|(_, next)| next.ends.value >= settings.today) {
        finding = finding.help(format!("set `cycle = \"{}\"`", next.name));
    } else {
        finding = finding.help("add the next cycle to `content/season.toml`");
    }
    found.push(finding);
}
