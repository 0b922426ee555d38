//! From files as written to a knowledge base.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::entries::{Entries, LeftOut, Numbering, check_ids};
use super::id::{Id, Table};
use super::kinds::{Checklist, EmailTemplate, Guide, Parameter, Pitfall, Question, Scenario, Term};
use super::links::Paths;
use super::message_rules::{self, Compiler, RuleNames};
use super::names::Names;
use super::page::{Asset, Page, PageKind, Target};
use super::template::{parameter, template};
use super::timing::{Anchor, Window};
use super::{KnowledgeBase, faults, persona, season};
use crate::config::{Named, Section, Settings};
use crate::diag::{Diagnostic, Diagnostics, Rule};
use crate::lang::Declarations;
use crate::load::{AppliesTo, DataFile, RawAsset, RawGuide, RawPitfall, RawProject, RawScenario, RawWindow};
use crate::markdown::{self, Terms};
use crate::message;
use crate::source::Sources;

/// Resolves a project. What is at fault is in the findings, with a placeholder in its place.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one step after the other, each a line or two")]
pub fn resolve(project: RawProject) -> (KnowledgeBase, Diagnostics) {
    let mut found = Diagnostics::default();
    let RawProject {
        sources,
        settings,
        pages,
        unreadable,
        season,
        parameters,
        rules,
        personas,
        assets,
        theme,
        suppressions,
        sound,
        misplaced,
    } = project;
    let (pages, drafts): (Vec<_>, Vec<_>) =
        pages.into_iter().partition(|page| settings.drafts || !page.meta.draft.value);

    let suppressions =
        suppressions.into_iter().filter(|own| !drafts.iter().any(|draft| draft.source == own.source)).collect();
    let any_parameter = matches!(parameters, DataFile::Unreadable);
    let (parameters_source, parameters) = match parameters {
        DataFile::Read(parameters) => (parameters.source, parameters.list),
        DataFile::Absent | DataFile::Unreadable => (settings.source, Vec::new()),
    };
    let has_season = !matches!(season, DataFile::Absent);
    let (season, anchors) = season::resolve(season, &settings, &mut found);
    check_ids(&pages, &sources, &mut found);
    let entries = Entries::new(pages);
    let left_out = LeftOut::new(&drafts, &unreadable, &sources);
    let parameters =
        parameters.into_iter().map(|raw| parameter(raw, parameters_source, &anchors, &mut found)).collect();
    let names = AllNames::new(anchors, &entries, &left_out, parameters, any_parameter, &settings);

    let mut numbering = Numbering::default();
    let homes = numbering.add::<Page, _>(entries.homes, |_| PageKind::Home);
    let introductions = numbering.add_introductions(entries.introductions);
    let guides = numbering.add(entries.guides, PageKind::Guide);
    let scenarios = numbering.add(entries.scenarios, PageKind::Scenario);
    let windows = numbering.add(entries.windows, PageKind::Window);
    let pitfalls = numbering.add(entries.pitfalls, PageKind::Pitfall);
    let questions = numbering.add(entries.questions, PageKind::Question);
    let terms = numbering.add(entries.terms, PageKind::Term);
    let checklists = numbering.add(entries.checklists, PageKind::Checklist);
    let templates = numbering.add(entries.templates, PageKind::Template);
    let (mut pages, page) = numbering.pages(&mut found);

    let guides: Vec<_> = guides.into_iter().map(|(rank, raw)| (page(rank), raw)).collect();
    let (guides, top_guides) = guide_tree(&guides, &pages, &left_out, &mut found);
    let windows = windows.into_iter().map(|(rank, raw)| window(page(rank), &raw, &pages, &names, &mut found)).collect();
    let scenarios =
        scenarios.into_iter().map(|(rank, raw)| scenario(page(rank), &raw, &pages, &names, &mut found)).collect();
    let declarations =
        Declarations::new(names.parameters.iter().map(|parameter| &parameter.definition)).open_if(names.any_parameter);
    let (lists, every_list) = match &rules {
        DataFile::Read(rules) => message_rules::lists(rules, &mut found),
        DataFile::Absent => (message::Lists::default(), true),
        DataFile::Unreadable => (message::Lists::default(), false),
    };
    let mut compiler =
        Compiler { lists, any_list: !every_list, declarations, sources: &sources, mentioned: Vec::new() };
    let pitfalls = pitfalls
        .into_iter()
        .map(|(rank, raw)| pitfall(page(rank), raw, &pages, &names, &mut compiler, &mut found))
        .collect();
    let questions = questions
        .into_iter()
        .map(|(rank, raw)| {
            let page = page(rank);
            Question { page, scenarios: names.scenarios.all(&raw.scenarios, pages[page].source, &mut found) }
        })
        .collect();
    let terms: Table<Term> = terms
        .into_iter()
        .map(|(rank, raw)| Term { page: page(rank), expansion: raw.expansion, also: raw.also })
        .collect();
    let checklists =
        checklists.into_iter().map(|(rank, ())| Checklist { page: page(rank), scenarios: Vec::new() }).collect();
    let templates: Table<EmailTemplate> = templates
        .into_iter()
        .map(|(rank, raw)| template(page(rank), raw, &pages, &sources, &names, &mut found))
        .collect();

    let rule_names = RuleNames {
        scenarios: &names.scenarios,
        windows: &names.windows,
        pitfalls: &names.pitfalls,
        open: !sound,
        states: templates
            .rows()
            .iter()
            .flat_map(|template: &EmailTemplate| &template.states)
            .map(|state| state.value.as_str())
            .collect(),
    };
    let across = match rules {
        DataFile::Read(rules) => message_rules::across(rules, &rule_names, &mut compiler, &mut found),
        DataFile::Absent | DataFile::Unreadable => message::Across::default(),
    };
    let (asked, lists) = (compiler.mentioned, compiler.lists);
    let home = homes.first().map(|(rank, ())| page(*rank));
    let introductions = introductions.into_iter().map(|(rank, section)| (section, page(rank))).collect();
    let mut assets: Table<Asset> = assets.iter().map(|raw| asset(raw, &sources)).collect();
    outlines(&mut pages, &terms, &sources);
    let whole = sound && !found.has_errors();
    let faulty = left_out.faulty_paths().chain(misplaced.into_iter().map(|source| sources[source].path.clone()));
    let paths = Paths::new(&sources, &pages, &assets, has_season, left_out.draft_paths(), faulty);
    links(&mut pages, &mut assets, &paths, &sources);

    let mut kb = KnowledgeBase {
        parameters: names.parameters.into_iter().collect(),
        sources,
        settings,
        suppressions,
        theme,
        pages,
        home,
        introductions,
        guides,
        top_guides,
        scenarios,
        season,
        windows,
        pitfalls,
        questions,
        terms,
        checklists,
        templates,
        personas: Vec::new(),
        rules: message::Rules::default(),
        asked,
        assets,
        whole,
    };
    back_links(&mut kb);
    let personas = personas.into_iter().map(|raw| persona::resolve(raw, &kb, &mut found)).collect();
    kb.whole = kb.whole && !found.has_errors();
    if kb.whole {
        kb.rules = message_rules::gather(&kb, across, lists);
    }
    kb.personas = personas;
    (kb, found)
}

/// The names that rows refer to.
pub(super) struct AllNames {
    pub(super) anchors: Names<Anchor>,
    pub(super) windows: Names<Window>,
    pub(super) scenarios: Names<Scenario>,
    pub(super) pitfalls: Names<Pitfall>,
    pub(super) checklists: Names<Checklist>,
    pub(super) recipients: Names<Named>,
    pub(super) categories: Names<Named>,
    /// Shared parameters in their order.
    pub(super) parameters: Vec<Parameter>,
    /// Whether they could not be read, so that any may exist.
    pub(super) any_parameter: bool,
}

impl AllNames {
    fn new(
        anchors: Names<Anchor>,
        entries: &Entries,
        left_out: &LeftOut<'_>,
        parameters: Vec<Parameter>,
        any_parameter: bool,
        settings: &Settings,
    ) -> Self {
        Self {
            anchors,
            windows: left_out.names(Section::Season, "window", &faults::UNKNOWN_WINDOW, &entries.windows),
            scenarios: left_out.names(Section::Scenarios, "scenario", &faults::UNKNOWN_SCENARIO, &entries.scenarios),
            pitfalls: left_out.names(Section::Pitfalls, "pitfall", &faults::UNKNOWN_PITFALL, &entries.pitfalls),
            checklists: left_out.names(
                Section::Checklists,
                "checklist",
                &faults::UNKNOWN_CHECKLIST,
                &entries.checklists,
            ),
            recipients: named("recipient", &faults::UNKNOWN_RECIPIENT, &settings.recipients, settings)
                .with_help("recipients are listed in `kbgen.toml`"),
            categories: named("category", &faults::UNKNOWN_CATEGORY, &settings.categories, settings)
                .with_help("categories are listed in `kbgen.toml`"),
            parameters,
            any_parameter,
        }
    }
}

fn named(kind: &'static str, rule: &'static Rule, list: &[Named], settings: &Settings) -> Names<Named> {
    Names::new(kind, rule, list.iter().map(|named| named.id.as_str())).open_if(!settings.readable)
}

/// Makes the tree of guides from their paths; returns the guides at its top as well.
fn guide_tree(
    guides: &[(Id<Page>, RawGuide)],
    pages: &Table<Page>,
    left_out: &LeftOut<'_>,
    found: &mut Diagnostics,
) -> (Table<Guide>, Vec<Id<Guide>>) {
    let sections: BTreeMap<&str, Id<Guide>> = guides
        .iter()
        .enumerate()
        .filter(|(_, (_, raw))| raw.section)
        .map(|(index, (page, _))| (pages[*page].name.as_str(), Id::new(index)))
        .collect();
    // A folder is told once, at the first of its pages by path.
    let mut by_path: Vec<Id<Page>> = guides.iter().map(|(page, _)| *page).collect();
    by_path.sort_unstable();
    let absent: BTreeMap<&str, bool> = left_out.guide_folders().collect();
    let mut told = BTreeSet::new();
    for page in by_path {
        for folder in folders(&pages[page].name) {
            if sections.contains_key(folder) || absent.get(folder) == Some(&false) || !told.insert(folder) {
                continue;
            }
            let index = format!("content/guides/{folder}/index.md");
            let place = pages[page].source.start();
            let (message, help) = if absent.contains_key(folder) {
                (format!("`{index}` is a draft"), "publish it, or build with --drafts".to_owned())
            } else {
                (format!("folder `content/guides/{folder}` has no `index.md`"), format!("add `{index}` with a title"))
            };
            found.push(Diagnostic::new(&faults::MISSING_SECTION_INDEX, place, message).help(help));
        }
    }
    let mut table = Table::default();
    for (page, raw) in guides {
        let folder = pages[*page].name.rsplit_once('/').map(|(folder, _)| folder);
        let parent = folder.and_then(|folder| sections.get(folder).copied());
        table.push(Guide { page: *page, parent, children: Vec::new(), section: raw.section });
    }
    let ids: Vec<_> = table.iter().map(|(id, guide): (Id<Guide>, &Guide)| (id, guide.parent)).collect();
    let mut top = Vec::new();
    for (id, parent) in ids {
        match parent {
            Some(parent) => table.row_mut(parent).children.push(id),
            None => top.push(id),
        }
    }
    (table, top)
}

/// Returns the folders that a guide's path lies in, the outermost first.
fn folders(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').map(|(at, _)| &name[..at])
}

fn window(page: Id<Page>, raw: &RawWindow, pages: &Table<Page>, names: &AllNames, found: &mut Diagnostics) -> Window {
    let source = pages[page].source;
    Window {
        page,
        opens: season::bound(&raw.opens, &names.anchors, source, found),
        closes: season::bound(&raw.closes, &names.anchors, source, found),
        quiet: raw.quiet,
        scenarios: Vec::new(),
        templates: Vec::new(),
    }
}

fn scenario(
    page: Id<Page>,
    raw: &RawScenario,
    pages: &Table<Page>,
    names: &AllNames,
    found: &mut Diagnostics,
) -> Scenario {
    let source = pages[page].source;
    Scenario {
        page,
        recipients: indexes(&names.recipients.all(&raw.recipients, source, found)),
        windows: names.windows.all(&raw.windows, source, found),
        max_per_target: raw.max_per_target,
        exclusive: raw.exclusive,
        after: names.scenarios.all(&raw.after, source, found),
        checklist: raw.checklist.as_ref().and_then(|name| names.checklists.one(name, source, found)),
        templates: Vec::new(),
        pitfalls: Vec::new(),
        questions: Vec::new(),
    }
}

fn pitfall(
    page: Id<Page>,
    raw: RawPitfall,
    pages: &Table<Page>,
    names: &AllNames,
    compiler: &mut Compiler<'_>,
    found: &mut Diagnostics,
) -> Pitfall {
    let source = pages[page].source;
    let category = names.categories.one_or_first(&raw.category, source, found).index();
    for detector in &raw.detect {
        names.scenarios.all(&detector.unless_scenario, source, found);
    }
    let (everywhere, scenarios) = match &raw.applies_to {
        AppliesTo::All => (true, Vec::new()),
        AppliesTo::Scenarios(written) => (false, names.scenarios.all(written, source, found)),
    };
    for rule in &raw.rules {
        found.extend_one(faults::unknown_message_rule(&rule.value, source.place(rule.span)));
    }
    let detect =
        message_rules::detectors(raw.detect, &pages[page], raw.severity.value, &raw.applies_to, compiler, found);
    Pitfall {
        page,
        category,
        severity: raw.severity,
        everywhere,
        scenarios,
        templates: Vec::new(),
        detect,
        rules: raw.rules,
    }
}

pub(super) fn indexes(ids: &[Id<Named>]) -> Vec<usize> {
    ids.iter().map(|id| id.index()).collect()
}

/// Gives an asset its path in the site: beside its page, with a part of its hash in the name.
fn asset(raw: &RawAsset, sources: &Sources) -> Asset {
    let path = sources[raw.source].path.strip_prefix("content/").expect("load() keeps assets in content/");
    let hash = &raw.hash[..12];
    let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
    let file = match file.rsplit_once('.') {
        Some((stem, suffix)) => format!("{stem}.{hash}.{suffix}"),
        None => format!("{file}.{hash}"),
    };
    let url = if folder.is_empty() { file } else { format!("{folder}/{file}") };
    Asset { source: raw.source, url, used: false }
}

/// Scans every page's Markdown.
fn outlines(pages: &mut Table<Page>, terms: &Table<Term>, sources: &Sources) {
    let spellings: Vec<(usize, &str)> = terms
        .iter()
        .flat_map(|(id, term)| {
            let title = pages[term.page].meta.title.value.as_str();
            std::iter::once(title)
                .chain(term.also.iter().map(|also| also.value.as_str()))
                .map(move |spelling| (id.index(), spelling))
        })
        .collect();
    let matcher = Terms::new(spellings);
    pages.rows_mut().par_iter_mut().for_each(|page| {
        let own = match page.kind {
            // An email's text is no Markdown.
            PageKind::Template(_) => return,
            PageKind::Term(term) => Some(term.index()),
            _ => None,
        };
        page.outline = markdown::scan(&sources[page.source].text, page.body, &matcher, own);
    });
}

/// Resolves every link.
fn links(pages: &mut Table<Page>, assets: &mut Table<Asset>, paths: &Paths, sources: &Sources) {
    let ids: Vec<Id<Page>> = pages.iter().map(|(id, _)| id).collect();
    let targets: Vec<Vec<Target>> = ids
        .par_iter()
        .map(|&id| pages[id].outline.links.iter().map(|link| paths.target(link, id, pages, sources)).collect())
        .collect();
    for (id, targets) in ids.into_iter().zip(targets) {
        for target in &targets {
            match target {
                Target::Page { page, .. } if *page != id => {
                    let linked_from = &mut pages.row_mut(*page).linked_from;
                    // Sources come in order, so a repetition is the last one.
                    if linked_from.last() != Some(&id) {
                        linked_from.push(id);
                    }
                }
                Target::Asset { asset, .. } => assets.row_mut(*asset).used = true,
                _ => {}
            }
        }
        pages.row_mut(id).links = targets;
    }
}

fn add<T>(list: &mut Vec<Id<T>>, id: Id<T>) {
    if !list.contains(&id) {
        list.push(id);
    }
}

/// Fills in what rows know of those that refer to them; left out where a name could not be resolved.
fn back_links(kb: &mut KnowledgeBase) {
    if !kb.whole {
        return;
    }
    for (id, scenario) in kb.scenarios.iter() {
        for &window in &scenario.windows {
            add(&mut kb.windows.row_mut(window).scenarios, id);
        }
        if let Some(checklist) = scenario.checklist {
            add(&mut kb.checklists.row_mut(checklist).scenarios, id);
        }
    }
    for (id, template) in kb.templates.iter() {
        add(&mut kb.scenarios.row_mut(template.scenario).templates, id);
        add(&mut kb.windows.row_mut(template.window).templates, id);
        for &pitfall in &template.pitfalls {
            add(&mut kb.pitfalls.row_mut(pitfall).templates, id);
        }
    }
    for (id, question) in kb.questions.iter() {
        for &scenario in &question.scenarios {
            add(&mut kb.scenarios.row_mut(scenario).questions, id);
        }
    }
    let scenarios: Vec<Id<Scenario>> = kb.scenarios.iter().map(|(id, _)| id).collect();
    for (id, pitfall) in kb.pitfalls.iter() {
        let by_template = pitfall.templates.iter().map(|&template| kb.templates[template].scenario);
        let named = pitfall.scenarios.iter().copied();
        let everywhere = if pitfall.everywhere { scenarios.as_slice() } else { &[] };
        for scenario in named.chain(by_template).chain(everywhere.iter().copied()) {
            add(&mut kb.scenarios.row_mut(scenario).pitfalls, id);
        }
    }
}
