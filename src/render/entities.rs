//! Pages of single entities: home, guide, scenario, template, window, pitfall, checklist.

use std::cell::RefCell;

use super::page::Renderer;
use super::strings::Strings;
use super::view::{
    ChecklistView, FileView, GroupView, GuideView, HomeView, LinkView, PackView, ParameterView, PitfallSummary,
    PitfallView, ProofView, ScaleView, ScenarioSummary, ScenarioView, ScopeView, TemplateSummary, TemplateView,
    WindowPageView, WindowView,
};
use super::{calendars, email, json_ld};
use crate::config::Named;
use crate::diag::Diagnostics;
use crate::lang::{self, Parameter, Scope, Value};
use crate::load::Status;
use crate::model::{
    Bound, Checklist, EmailTemplate, Guide, Id, Page, PageKind, Pitfall, Scenario, TEMPLATE_FORMATS, Table, Window,
};
use crate::output::Artifact;

impl Renderer<'_> {
    /// Renders the page of an entity; `None` for an entry of a list page and for an introduction, which have none.
    ///
    /// # Errors
    ///
    /// The findings of a layout that can't be rendered.
    pub fn entity(&self, id: Id<Page>) -> Result<Option<Artifact>, Diagnostics> {
        let page = &self.kb.pages[id];
        match page.kind {
            PageKind::Guide(guide) => self.guide(page, guide),
            PageKind::Scenario(scenario) => self.scenario(page, scenario),
            PageKind::Window(window) => self.window(page, window),
            PageKind::Pitfall(pitfall) => self.pitfall(page, pitfall),
            PageKind::Checklist(checklist) => self.checklist(page, checklist),
            PageKind::Template(template) => self.template(page, template),
            PageKind::Home | PageKind::Introduction(_) | PageKind::Question(_) | PageKind::Term(_) => return Ok(None),
        }
        .map(Some)
    }

    /// Renders the home page.
    ///
    /// # Errors
    ///
    /// The findings of a layout that can't be rendered.
    pub fn home(&self) -> Result<Artifact, Diagnostics> {
        let kb = self.kb;
        let mut frame = self.frame("home", &kb.settings.title, "", None);
        frame.description.clone_from(&kb.settings.description);
        if let Some(home) = kb.home {
            let page = &kb.pages[home];
            self.fill(&mut frame, page, &RefCell::default());
            frame.title.clone_from(&page.meta.title.value);
        }
        let view = HomeView {
            windows: self.season_windows(),
            scale: self.scale_view(),
            cycle: self.cycle_label(),
            guides: self.guide_groups(),
            scenarios: self.scenarios_by_window(),
        };
        self.write(frame, &view, &[])
    }

    fn guide(&self, page: &Page, id: Id<Guide>) -> Result<Artifact, Diagnostics> {
        let guide = &self.kb.guides[id];
        let mut frame = self.page_frame(page, "guide", &page.url.path);
        let mut parents = Vec::new();
        let mut parent = guide.parent;
        while let Some(id) = parent {
            parents.push(self.link(self.kb.guides[id].page));
            parent = self.kb.guides[id].parent;
        }
        frame.breadcrumbs.extend(parents.into_iter().rev());
        (frame.previous, frame.next) = self.neighbours(id);
        let view =
            GuideView { children: guide.children.iter().map(|&child| self.link(self.kb.guides[child].page)).collect() };
        self.write(frame, &view, &[("sidebar", self.sidebar_of(id))])
    }

    fn scenario(&self, page: &Page, id: Id<Scenario>) -> Result<Artifact, Diagnostics> {
        let kb = self.kb;
        let scenario = &kb.scenarios[id];
        let mut frame = self.page_frame(page, "scenario", &page.url.path);
        (frame.previous, frame.next) = self.beside(&kb.scenarios, id, |scenario| scenario.page);
        let timing: Vec<WindowView> =
            scenario.windows.iter().map(|&window| self.window_view(&kb.windows[window])).collect();
        let view = ScenarioView {
            summary: self.scenario_summary(scenario),
            scale: self.scale_view().filter(|_| timing.iter().any(|window| window.bar.is_some())),
            timing,
            after: scenario.after.iter().map(|&before| self.link(kb.scenarios[before].page)).collect(),
            templates: scenario
                .templates
                .iter()
                .map(|&template| self.template_summary(&kb.templates[template]))
                .collect(),
            pitfalls: self.pitfalls(&scenario.pitfalls),
            checklist: scenario.checklist.map(|checklist| self.link(kb.checklists[checklist].page)),
            questions: scenario.questions.iter().map(|&question| self.link(kb.questions[question].page)).collect(),
            pack: self.pack_of(id),
        };
        self.write(frame, &view, &[])
    }

    fn window(&self, page: &Page, id: Id<Window>) -> Result<Artifact, Diagnostics> {
        let kb = self.kb;
        let window = &kb.windows[id];
        let frame = self.page_frame(page, "window", &page.url.path);
        let view = WindowPageView {
            window: self.window_view(window),
            scenarios: window
                .scenarios
                .iter()
                .map(|&scenario| self.scenario_summary(&kb.scenarios[scenario]))
                .collect(),
            templates: window
                .templates
                .iter()
                .map(|&template| self.template_summary(&kb.templates[template]))
                .collect(),
            calendar: if window.is_personal(&kb.season) { String::new() } else { calendars::window_file(page) },
            scale: self.scale_view().filter(|_| !window.is_personal(&kb.season)),
        };
        self.write(frame, &view, &[])
    }

    fn pitfall(&self, page: &Page, id: Id<Pitfall>) -> Result<Artifact, Diagnostics> {
        let kb = self.kb;
        let pitfall = &kb.pitfalls[id];
        let frame = self.page_frame(page, "pitfall", &page.url.path);
        let view = PitfallView {
            severity: pitfall.severity.value,
            category: kb.settings.categories[pitfall.category].label.clone(),
            everywhere: pitfall.everywhere,
            scenarios: pitfall.scenarios.iter().map(|&scenario| self.link(kb.scenarios[scenario].page)).collect(),
            templates: pitfall.templates.iter().map(|&template| self.link(kb.templates[template].page)).collect(),
        };
        self.write(frame, &view, &[])
    }

    fn checklist(&self, page: &Page, id: Id<Checklist>) -> Result<Artifact, Diagnostics> {
        let checklist = &self.kb.checklists[id];
        let mut frame = self.page_frame(page, "checklist", &page.url.path);
        let text = &self.kb.sources[page.source].text[page.body.range()];
        frame.json_ld = json_ld::how_to(self.kb, &frame, &crate::markdown::list_items(text));
        let scenarios =
            checklist.scenarios.iter().map(|&scenario| self.link(self.kb.scenarios[scenario].page)).collect();
        self.write(frame, &ChecklistView { scenarios }, &[])
    }

    fn template(&self, page: &Page, id: Id<EmailTemplate>) -> Result<Artifact, Diagnostics> {
        let kb = self.kb;
        let template = &kb.templates[id];
        let mut frame = self.page_frame(page, "template", &page.url.path);
        frame.breadcrumbs.push(self.link(kb.scenarios[template.scenario].page));
        let parameters = kb.parameters_of(template);
        let marker = email::Marker {
            renderer: lang::Renderer::new(parameters.iter().copied(), &kb.settings.dates),
            phrases: &self.theme.strings.outline,
            parameters: &parameters,
            examples: parameters
                .iter()
                .filter_map(|parameter| Some((parameter.name.clone(), parameter.example.clone()?.settled()?)))
                .collect(),
        };
        let (body, choices) = marker.body(&template.body);
        let view = TemplateView {
            summary: self.template_summary(template),
            scenario: self.link(kb.scenarios[template.scenario].page),
            window: self.window_view(&kb.windows[template.window]),
            pitfalls: self.pitfalls(&template.pitfalls),
            subject: marker.subject(&template.subject),
            body,
            choices,
            parameters: self.parameters(&parameters),
            proof: self.proof(id),
            files: TEMPLATE_FORMATS
                .iter()
                .map(|&format| FileView {
                    format,
                    what: self.theme.strings.file_note(format).to_owned(),
                    path: kb.template_file(template, format),
                })
                .collect(),
            pack: self.pack_of(template.scenario),
        };
        self.write(frame, &view, &[])
    }

    /// Returns an email template in every format, beside its page.
    #[must_use]
    pub fn template_downloads(&self, id: Id<EmailTemplate>) -> Vec<Artifact> {
        let page = &self.kb.pages[self.kb.templates[id].page];
        self.template_artifacts(id, &page.url.path)
    }

    /// Returns what was tried out with a template.
    fn proof(&self, id: Id<EmailTemplate>) -> Option<ProofView> {
        let proof = self.proofs.iter().find(|proof| proof.template == id)?;
        let text = |key: &str| self.theme.strings.text(key);
        let personas = self.kb.personas.len();
        let tried = if proof.exhaustive { "proof_all" } else { "proof_pairs" };
        let messages = text(tried)
            .replace("{n}", &thousands((proof.messages - personas) as u128))
            .replace("{all}", &thousands(proof.combinations));
        let with = match personas {
            0 => String::new(),
            number => text("proof_personas").replace("{n}", &number.to_string()),
        };
        Some(ProofView {
            messages: format!("{messages}{with}"),
            range: text("words_range")
                .replace("{from}", &proof.shortest.to_string())
                .replace("{to}", &proof.longest.to_string()),
            clean: proof.faults.is_empty(),
        })
    }

    fn pack_of(&self, scenario: Id<Scenario>) -> Option<PackView> {
        self.packs.iter().find(|bundle| bundle.scenario == Some(scenario)).map(|bundle| bundle.view.clone())
    }

    /// Returns the rows before and after `id` in their table.
    fn beside<T>(
        &self,
        table: &Table<T>,
        id: Id<T>,
        page: impl Fn(&T) -> Id<Page>,
    ) -> (Option<LinkView>, Option<LinkView>) {
        let at = |index: Option<usize>| index.and_then(|index| table.rows().get(index)).map(|row| self.link(page(row)));
        (at(id.index().checked_sub(1)), at(Some(id.index() + 1)))
    }

    pub(super) fn pitfalls(&self, ids: &[Id<Pitfall>]) -> Vec<PitfallSummary> {
        let mut pitfalls: Vec<PitfallSummary> = ids
            .iter()
            .map(|&id| PitfallSummary {
                link: self.link(self.kb.pitfalls[id].page),
                severity: self.kb.pitfalls[id].severity.value,
            })
            .collect();
        pitfalls.sort_by_key(|pitfall| pitfall.severity);
        pitfalls
    }

    pub(super) fn recipients(&self, indexes: &[usize]) -> Vec<String> {
        indexes
            .iter()
            .map(|&index| &self.kb.settings.recipients[index])
            .map(|Named { label, .. }| label.clone())
            .collect()
    }

    pub(super) fn scenario_summary(&self, scenario: &Scenario) -> ScenarioSummary {
        ScenarioSummary {
            link: self.link(scenario.page),
            recipients: self.recipients(&scenario.recipients),
            windows: scenario.windows.iter().map(|&window| self.link(self.kb.windows[window].page)).collect(),
            max_per_target: scenario.max_per_target.map_or(0, |max| max.value),
            exclusive: scenario.exclusive.value,
        }
    }

    pub(super) fn template_summary(&self, template: &EmailTemplate) -> TemplateSummary {
        TemplateSummary {
            link: self.link(template.page),
            to: self.recipients(&template.to),
            cc: self.recipients(&template.cc),
            words: template.words.map(|words| words.value),
        }
    }

    pub(super) fn window_view(&self, window: &Window) -> WindowView {
        let (season, strings) = (&self.kb.season, &self.theme.strings);
        let dates = season.current.and_then(|cycle| window.dates(season, cycle));
        let status = season.current.and_then(|cycle| window.status(season, cycle));
        let bound = |bound: Bound| {
            strings.offset(&season.anchors[bound.anchor].label.value, bound.offset_hours, bound.in_hours)
        };
        let when = match dates {
            Some((opens, closes)) => strings.dates(opens, closes),
            None if window.opens.anchor == window.closes.anchor && window.opens.offset_hours >= 0 => {
                let label = &season.anchors[window.opens.anchor].label.value;
                let in_hours = window.opens.in_hours || window.closes.in_hours;
                strings.between(label, window.opens.offset_hours, window.closes.offset_hours, in_hours)
            }
            None => strings.dates.replace("{from}", &bound(window.opens)).replace("{to}", &bound(window.closes)),
        };
        WindowView {
            id: self.kb.pages[window.page].name.clone(),
            link: self.link(window.page),
            opens: dates.map(|(opens, _)| strings.date(opens)),
            closes: dates.map(|(_, closes)| strings.date(closes)),
            when,
            short: dates.map_or_else(String::new, |(opens, closes)| strings.short_dates(opens, closes)),
            bar: dates.and_then(|(opens, closes)| Some(self.scale?.bar(opens, closes))),
            status: dates.and(status).map_or("", status_name),
            personal: window.is_personal(season),
            quiet: window.quiet.value,
            scenarios: window.scenarios.iter().map(|&scenario| self.link(self.kb.scenarios[scenario].page)).collect(),
        }
    }

    /// Returns the windows of the season in the order in which they open.
    pub(super) fn season_windows(&self) -> Vec<WindowView> {
        let season = &self.kb.season;
        let Some(cycle) = season.current else { return Vec::new() };
        let mut windows: Vec<_> = self
            .kb
            .windows
            .rows()
            .iter()
            .filter_map(|window| window.dates(season, cycle).map(|dates| (dates, window)))
            .collect();
        windows.sort_by_key(|(dates, _)| *dates);
        windows.into_iter().map(|(_, window)| self.window_view(window)).collect()
    }

    pub(super) fn scale_view(&self) -> Option<ScaleView> {
        self.scale.map(|scale| scale.view(&self.theme.strings))
    }

    pub(super) fn cycle_label(&self) -> String {
        let season = &self.kb.season;
        season.current.map_or_else(String::new, |cycle| season.cycles[cycle].label.value.clone())
    }

    /// Returns the scenarios by the first of their windows, windows in the order in which they open, those that count from
    /// the reader's own events after them.
    fn scenarios_by_window(&self) -> Vec<GroupView<LinkView>> {
        let (kb, season) = (self.kb, &self.kb.season);
        let opens = |id: Id<Window>| season.current.and_then(|cycle| kb.windows[id].dates(season, cycle));
        let first = |scenario: &Scenario| {
            scenario.windows.iter().copied().min_by_key(|&id| (opens(id).is_none(), opens(id), id))
        };
        let mut firsts: Vec<Option<Id<Window>>> = kb.scenarios.rows().iter().map(first).collect();
        firsts.sort_by_key(|id| (id.is_none(), id.map(|id| (opens(id).is_none(), opens(id), id))));
        firsts.dedup();
        let group = |window: Option<Id<Window>>| {
            let link = window.map(|id| self.link(kb.windows[id].page));
            let rows = kb.scenarios.rows().iter().filter(|scenario| first(scenario) == window);
            GroupView {
                title: link.as_ref().map_or_else(String::new, |link| link.title.clone()),
                link,
                items: rows.map(|scenario| self.link(scenario.page)).collect(),
            }
        };
        firsts.into_iter().map(group).collect()
    }

    /// Returns the guides at the top, then those of each folder.
    pub(super) fn guide_groups(&self) -> Vec<GroupView<LinkView>> {
        let kb = self.kb;
        let (folders, single): (Vec<_>, Vec<_>) = kb.top_guides.iter().partition(|&&guide| kb.guides[guide].section);
        let mut groups = Vec::new();
        if !single.is_empty() {
            let items = single.into_iter().map(|&guide| self.link(kb.guides[guide].page)).collect();
            groups.push(GroupView { title: String::new(), link: None, items });
        }
        for &folder in folders {
            let link = self.link(kb.guides[folder].page);
            let items = kb.guides[folder].children.iter().map(|&child| self.link(kb.guides[child].page)).collect();
            groups.push(GroupView { title: link.title.clone(), link: Some(link), items });
        }
        groups
    }

    fn parameters(&self, parameters: &[&Parameter]) -> Vec<ScopeView> {
        [Scope::You, Scope::Target, Scope::Message]
            .into_iter()
            .map(|scope| ScopeView {
                scope,
                parameters: parameters
                    .iter()
                    .filter(|parameter| parameter.scope == scope)
                    .map(|parameter| parameter_view(parameter, &self.theme.strings))
                    .collect(),
            })
            .filter(|scope| !scope.parameters.is_empty())
            .collect()
    }
}

pub(super) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "confirmed",
        Status::Expected => "expected",
    }
}

fn parameter_view(parameter: &Parameter, strings: &Strings) -> ParameterView {
    let label_of = |value: &str| {
        let choice = parameter.choices.iter().find(|choice| choice.value == value);
        choice.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
    };
    ParameterView {
        name: parameter.name.clone(),
        label: parameter.label.clone(),
        help: parameter.help.clone(),
        kind: parameter.kind,
        required: parameter.required,
        example: match &parameter.example {
            Some(Value::Text(text)) => label_of(text),
            Some(Value::Date(date)) => strings.date(*date).long,
            Some(value) => value.to_text(),
            None => String::new(),
        },
        choices: parameter.choices.iter().map(|choice| choice.label.clone()).collect(),
    }
}

/// Writes a number with its thousands apart.
fn thousands(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202F}');
        }
        text.push(digit);
    }
    text
}
