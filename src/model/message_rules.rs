//! What a knowledge base says about messages, as data for [`crate::message`]: detectors, rules across messages, the season.

use std::collections::BTreeMap;

use super::names::Names;
use super::page::Page;
use super::timing::{Bound, Window};
use super::{EmailTemplate, KnowledgeBase, Scenario, Season, faults};
use super::{Id, Pitfall};
use crate::diag::{Diagnostic, Diagnostics};
use crate::lang::{self, Condition, Declarations, Site};
use crate::load::{
    AppliesTo, RawCap, RawDetector, RawGap, RawPolicy, RawQuiet, RawRuleMeta, RawRules, RawStatement, RawTiming,
};
use crate::message::{
    self, Across, Authority, Cap, Detector, Gap, Lists, Meta, Moment, Phrase, Policy, Quiet, Rules, Scenarios,
    Severity, Statement, Timing,
};
use crate::source::{Place, SourceId, Sources, Spanned};

/// A detector and where it stands.
#[derive(Debug)]
pub struct DetectorEntry {
    /// The detector.
    pub detector: Detector,
    /// Its table.
    pub place: Place,
    /// Texts that it must find.
    pub hit: Vec<Spanned<String>>,
    /// Texts that it must not find.
    pub miss: Vec<Spanned<String>>,
}

/// Reads word lists, and tells whether each could be read; a list can take in those that stand before it.
pub(super) fn lists(raw: &RawRules, found: &mut Diagnostics) -> (Lists, bool) {
    let mut lists = Lists::default();
    let mut sound = true;
    super::season::check_ids(raw.lists.iter().map(|(name, _)| name), raw.source, found);
    for (name, rows) in &raw.lists {
        if let Err((row, why)) = lists.add(&name.value, &values(rows)) {
            sound = false;
            let row = &rows[row];
            let place = raw.source.place(row.span);
            let message = format!("`{}` is not a row of words", row.value);
            found.push(Diagnostic::new(&faults::BAD_PHRASE, place, message).label(why));
        }
    }
    (lists, sound)
}

/// Compiles phrases and conditions, and remembers the parameters that conditions name.
pub(super) struct Compiler<'a> {
    pub(super) lists: Lists,
    /// Whether a word list could not be read, so that there may be more.
    pub(super) any_list: bool,
    pub(super) declarations: Declarations<'a>,
    pub(super) sources: &'a Sources,
    pub(super) mentioned: Vec<String>,
}

impl Compiler<'_> {
    /// Compiles a condition that stands in a TOML text.
    fn condition(&mut self, written: &Spanned<String>, source: SourceId, found: &mut Diagnostics) -> Option<Condition> {
        if written.is_placeholder() {
            return None;
        }
        let text = &self.sources[source].text[written.span.range()];
        let site = Site::quoted(source, written.span, text, &written.value);
        let (condition, names) = lang::compile_condition(&written.value, &site, &self.declarations, found);
        self.mentioned.extend(names);
        condition
    }

    /// Parses phrases, and reports those that can't be read.
    fn phrases(&self, written: &[Spanned<String>], source: SourceId, found: &mut Diagnostics) -> Vec<Phrase> {
        let mut phrases = Vec::with_capacity(written.len());
        for text in written {
            match Phrase::parse(&text.value, &self.lists) {
                Ok(phrase) => phrases.push(phrase),
                Err(_) if self.any_list => {}
                Err(why) => {
                    let message = format!("`{}` is not a phrase", text.value);
                    found.push(Diagnostic::new(&faults::BAD_PHRASE, source.place(text.span), message).label(why));
                }
            }
        }
        phrases
    }
}

/// Resolves the detectors of a pitfall.
pub(super) fn detectors(
    raw: Vec<RawDetector>,
    page: &Page,
    severity: Severity,
    applies_to: &AppliesTo,
    compiler: &mut Compiler<'_>,
    found: &mut Diagnostics,
) -> Vec<DetectorEntry> {
    let source = page.source;
    raw.into_iter()
        .map(|raw| {
            let place = source.place(raw.span);
            if !raw.given {
                found.push(
                    Diagnostic::new(&faults::EMPTY_DETECTOR, place, "this detector looks for nothing")
                        .help("give it `phrases`, a condition `when`, or what the message `lacks`"),
                );
            }
            let detector = Detector {
                pitfall: page.name.clone(),
                title: page.meta.title.value.clone(),
                help: page.meta.description.value.clone(),
                severity: tempered(severity, raw.authority.value),
                authority: raw.authority.value,
                source: raw.source.map_or_else(String::new, |source| source.value),
                phrases: compiler.phrases(&raw.phrases, source, found),
                lacks: compiler.phrases(&raw.lacks, source, found),
                when: raw.when.as_ref().and_then(|when| compiler.condition(when, source, found)),
                region: raw.region.value,
                scenarios: match applies_to {
                    AppliesTo::All => None,
                    AppliesTo::Scenarios(list) => Some(values(list)),
                },
                except: values(&raw.unless_scenario),
            };
            DetectorEntry { detector, place, hit: raw.hit, miss: raw.miss }
        })
        .collect()
}

/// A matter of taste never blocks.
fn tempered(severity: Severity, authority: Authority) -> Severity {
    if authority == Authority::Taste { severity.max(Severity::Warn) } else { severity }
}

fn values(list: &[Spanned<String>]) -> Vec<String> {
    list.iter().map(|entry| entry.value.clone()).collect()
}

/// The names that rules refer to.
pub(super) struct RuleNames<'a> {
    pub(super) scenarios: &'a Names<Scenario>,
    pub(super) windows: &'a Names<Window>,
    pub(super) pitfalls: &'a Names<Pitfall>,
    /// What templates say that their messages state.
    pub(super) states: Vec<&'a str>,
    /// Whether some template could not be read, so that there may be more.
    pub(super) open: bool,
}

/// Resolves the rules across messages.
pub(super) fn across(
    raw: RawRules,
    names: &RuleNames<'_>,
    compiler: &mut Compiler<'_>,
    found: &mut Diagnostics,
) -> Across {
    let source = raw.source;
    check_ids(&raw, found);
    let mut resolver = Resolver { source, names, compiler, found };
    Across {
        caps: raw.caps.into_iter().map(|raw| resolver.cap(raw)).collect(),
        gaps: raw.gaps.into_iter().map(|raw| resolver.gap(raw)).collect(),
        quiet: raw.quiet.into_iter().map(|raw| resolver.quiet(raw)).collect(),
        policies: raw.policies.into_iter().filter_map(|raw| resolver.policy(raw)).collect(),
        statements: raw.statements.into_iter().map(|raw| resolver.statement(raw)).collect(),
        timings: raw.timings.into_iter().map(|raw| resolver.timing(raw)).collect(),
    }
}

/// Ids are unique in their kind, with which they are always named.
fn check_ids(raw: &RawRules, found: &mut Diagnostics) {
    let mut check = |ids: Vec<&Spanned<String>>| super::season::check_ids(ids.into_iter(), raw.source, found);
    check(raw.caps.iter().map(|rule| &rule.meta.id).collect());
    check(raw.gaps.iter().map(|rule| &rule.meta.id).collect());
    check(raw.quiet.iter().map(|rule| &rule.meta.id).collect());
    check(raw.policies.iter().map(|rule| &rule.meta.id).collect());
    check(raw.statements.iter().map(|rule| &rule.meta.id).collect());
    check(raw.timings.iter().map(|rule| &rule.meta.id).collect());
}

struct Resolver<'r, 'a> {
    source: SourceId,
    names: &'r RuleNames<'r>,
    compiler: &'r mut Compiler<'a>,
    found: &'r mut Diagnostics,
}

impl Resolver<'_, '_> {
    fn meta(&mut self, raw: RawRuleMeta) -> Meta {
        let pitfall = raw.pitfall.as_ref().and_then(|name| self.names.pitfalls.one(name, self.source, self.found));
        Meta {
            id: raw.id.value,
            label: raw.label,
            help: raw.help,
            severity: tempered(raw.severity.value, raw.authority),
            authority: raw.authority,
            source: raw.source,
            pitfall: pitfall.and(raw.pitfall).map(|name| name.value),
        }
    }

    fn scenarios(&mut self, only: &AppliesTo, except: &[Spanned<String>]) -> Scenarios {
        let only = match only {
            AppliesTo::All => None,
            AppliesTo::Scenarios(list) => {
                self.names.scenarios.all(list, self.source, self.found);
                Some(values(list))
            }
        };
        self.names.scenarios.all(except, self.source, self.found);
        Scenarios { only, except: values(except) }
    }

    fn windows(&mut self, list: &[Spanned<String>]) -> Vec<String> {
        self.names.windows.all(list, self.source, self.found);
        values(list)
    }

    fn condition(&mut self, written: Option<&Spanned<String>>) -> Option<Condition> {
        self.compiler.condition(written?, self.source, self.found)
    }

    fn cap(&mut self, raw: RawCap) -> Cap {
        Cap {
            scenarios: self.scenarios(&raw.scenarios, &raw.except),
            unless: self.condition(raw.unless.as_ref()),
            max: raw.max,
            per: raw.per,
            meta: self.meta(raw.meta),
        }
    }

    fn gap(&mut self, raw: RawGap) -> Gap {
        Gap { scenarios: self.scenarios(&AppliesTo::All, &raw.except), days: raw.days, meta: self.meta(raw.meta) }
    }

    fn quiet(&mut self, raw: RawQuiet) -> Quiet {
        Quiet {
            windows: self.windows(&raw.windows),
            scenarios: self.scenarios(&AppliesTo::All, &raw.except),
            meta: self.meta(raw.meta),
        }
    }

    fn policy(&mut self, raw: RawPolicy) -> Option<Policy> {
        let (forbids, when) = (self.scenarios(&raw.forbids, &raw.except), self.condition(Some(&raw.when)));
        let meta = self.meta(raw.meta);
        Some(Policy { meta, when: when?, forbids })
    }

    fn statement(&mut self, raw: RawStatement) -> Statement {
        let state = &raw.state;
        if !state.is_placeholder() && !self.names.open && !self.names.states.contains(&state.value.as_str()) {
            let place = self.source.place(state.span);
            let names = self.names.states.iter().copied();
            self.found.push(
                faults::unknown(&faults::UNKNOWN_STATE, "state", &state.value, place, names)
                    .help("states are what email templates list under `states`"),
            );
        }
        if let Some(window) = &raw.after {
            self.names.windows.one(window, self.source, self.found);
        }
        Statement {
            unless: self.condition(raw.unless.as_ref()),
            state: raw.state.value,
            max: raw.max,
            min: raw.min,
            per: raw.per,
            after: raw.after.map(|window| window.value),
            meta: self.meta(raw.meta),
        }
    }

    fn timing(&mut self, raw: RawTiming) -> Timing {
        Timing { windows: self.windows(&raw.windows), when: raw.when, meta: self.meta(raw.meta) }
    }
}

/// Gathers all that messages are checked by.
pub(super) fn gather(kb: &KnowledgeBase, across: Across, lists: Lists) -> Rules {
    let name = |page: Id<Page>| kb.pages[page].name.clone();
    let title = |page: Id<Page>| kb.pages[page].meta.title.value.clone();
    let mut pitfalls = BTreeMap::new();
    for pitfall in kb.pitfalls.rows() {
        for rule in &pitfall.rules {
            pitfalls.entry(rule.value.clone()).or_insert_with(|| name(pitfall.page));
        }
    }
    let mut lexicon = kb.settings.lexicon.clone();
    // Short forms that the glossary explains are no shouting.
    let terms = kb.terms.rows().iter().flat_map(|term| {
        let also = term.also.iter().map(|also| also.value.as_str());
        std::iter::once(kb.pages[term.page].meta.title.value.as_str()).chain(also)
    });
    let shouted = |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    lexicon.acronyms.extend(terms.flat_map(str::split_whitespace).filter(shouted).map(str::to_lowercase));
    lexicon.acronyms.sort_unstable();
    lexicon.acronyms.dedup();
    let template = |template: &EmailTemplate| message::Template {
        id: name(template.page),
        scenario: name(kb.scenarios[template.scenario].page),
        window: name(kb.windows[template.window].page),
        states: values(&template.states),
    };
    Rules {
        lexicon,
        limits: kb.settings.limits,
        dates: kb.settings.dates.clone(),
        levels: kb.settings.message_levels.clone(),
        pitfalls,
        lists,
        detectors: kb
            .pitfalls
            .rows()
            .iter()
            .flat_map(|pitfall| {
                // It counts also where a template lists the pitfall.
                let listed: Vec<String> = pitfall
                    .templates
                    .iter()
                    .map(|&template| name(kb.scenarios[kb.templates[template].scenario].page))
                    .collect();
                pitfall.detect.iter().map(move |entry| {
                    let mut detector = entry.detector.clone();
                    if let Some(scenarios) = &mut detector.scenarios {
                        scenarios.extend(listed.iter().cloned());
                        scenarios.sort_unstable();
                        scenarios.dedup();
                    }
                    detector
                })
            })
            .collect(),
        scenarios: kb
            .scenarios
            .rows()
            .iter()
            .map(|scenario| message::Scenario {
                id: name(scenario.page),
                title: title(scenario.page),
                windows: scenario.windows.iter().map(|&window| name(kb.windows[window].page)).collect(),
                max_per_target: scenario.max_per_target.map(|max| max.value),
                exclusive: scenario.exclusive.value,
                after: scenario.after.iter().map(|&before| name(kb.scenarios[before].page)).collect(),
            })
            .collect(),
        templates: kb.templates.rows().iter().map(template).collect(),
        windows: kb
            .windows
            .rows()
            .iter()
            .map(|window| message::Window {
                id: name(window.page),
                title: title(window.page),
                opens: moment(window.opens, &kb.season),
                closes: moment(window.closes, &kb.season),
            })
            .collect(),
        since: kb.season.current.map(|cycle| kb.season.cycles[cycle].starts.value),
        across,
    }
}

/// Returns the day of a bound in the current cycle, or its distance from the sender's own event.
fn moment(bound: Bound, season: &Season) -> Option<Moment> {
    let anchor = &season.anchors[bound.anchor];
    if anchor.is_personal() {
        // A moment after noon belongs to the next day, so that an hour more never takes one away.
        return Some(Moment::Anchor(anchor.name.value.clone(), (bound.offset_hours + 23).div_euclid(24)));
    }
    bound.date(season, season.current?).map(Moment::Day)
}
