//! Pages that list others: the calendar, catalogues, tags; and the page for what is not there.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::Serialize;

use super::json_ld;
use super::page::{Renderer, source_view};
use super::view::{
    EntryView, EventView, GroupView, LinkView, PacksView, PageView, PitfallSummary, SeasonView, TemplateSummary,
    WindowView,
};
use crate::config::Section;
use crate::diag::Diagnostics;
use crate::model::{Id, Page, Scenario};
use crate::output::{Artifact, OutputPath};

/// Entries by group.
#[derive(Serialize)]
struct Groups<T> {
    groups: Vec<GroupView<T>>,
}

/// Questions or terms.
#[derive(Serialize)]
struct Entries {
    entries: Vec<EntryView>,
}

/// Nothing but what every page has.
#[derive(Serialize)]
struct Empty {}

/// Where a redirect leads.
#[derive(Serialize)]
struct Redirect {
    target: LinkView,
}

impl Renderer<'_> {
    /// Renders the page of a section.
    ///
    /// # Errors
    ///
    /// The findings of a layout that can't be rendered.
    pub fn catalogue(&self, section: Section) -> Result<Artifact, Diagnostics> {
        let kb = self.kb;
        let links = |ids: Vec<Id<Page>>| -> Vec<LinkView> { ids.into_iter().map(|id| self.link(id)).collect() };
        let one_group = |items| Groups { groups: vec![GroupView { title: String::new(), link: None, items }] };
        match section {
            Section::Season => self.season(),
            Section::Guides => self.write(
                self.catalogue_frame(section, "catalogue", &RefCell::default()),
                &Groups { groups: self.guide_groups() },
                &[],
            ),
            Section::Scenarios => {
                let items = kb.scenarios.rows().iter().map(|scenario| self.scenario_summary(scenario)).collect();
                let groups = vec![GroupView { title: String::new(), link: None, items }];
                self.write(self.catalogue_frame(section, "scenarios", &RefCell::default()), &Groups { groups }, &[])
            }
            Section::Templates => self.write(
                self.catalogue_frame(section, "templates", &RefCell::default()),
                &self.templates_by_scenario(),
                &[],
            ),
            Section::Packs => {
                let view = PacksView {
                    all: self.packs.iter().find(|pack| pack.scenario.is_none()).map(|pack| pack.view.clone()),
                    packs: self
                        .packs
                        .iter()
                        .filter(|pack| pack.scenario.is_some())
                        .map(|pack| pack.view.clone())
                        .collect(),
                };
                self.write(self.catalogue_frame(section, "packs", &RefCell::default()), &view, &[])
            }
            Section::Pitfalls => self.write(
                self.catalogue_frame(section, "pitfalls", &RefCell::default()),
                &self.pitfalls_by_category(),
                &[],
            ),
            Section::Checklists => {
                let items = links(kb.checklists.rows().iter().map(|checklist| checklist.page).collect());
                self.write(self.catalogue_frame(section, "catalogue", &RefCell::default()), &one_group(items), &[])
            }
            Section::Questions => self.questions(),
            Section::Glossary => self.glossary(),
        }
    }

    /// Renders the list of pages with a tag.
    ///
    /// # Errors
    ///
    /// The findings of a layout that can't be rendered.
    pub fn tag(&self, tag: &str, pages: &[Id<Page>]) -> Result<Artifact, Diagnostics> {
        let title = self.theme.strings.text("tag").replace("{tag}", tag);
        let frame = self.frame("catalogue", &title, &format!("tags/{tag}/"), None);
        let items = pages.iter().map(|&page| self.link(page)).collect();
        self.write(frame, &Groups { groups: vec![GroupView { title: String::new(), link: None, items }] }, &[])
    }

    /// Renders the page that a server shows for what is not there.
    ///
    /// It is served at any depth, so its links start from the base URL's path, if that is known.
    ///
    /// # Errors
    ///
    /// The findings of a layout that can't be rendered.
    pub fn not_found(&self) -> Result<Artifact, Diagnostics> {
        let mut frame = self.frame("404", self.theme.strings.text("not_found"), "404.html", None);
        if let Some(base) = &self.kb.settings.base_url {
            base.path().clone_into(&mut frame.root);
        }
        self.write_to(OutputPath::new("404.html"), &frame, &Empty {}, &[])
    }

    /// Renders the redirect from an alias, `path`, to `page`.
    ///
    /// # Errors
    ///
    /// The findings of a layout that can't be rendered.
    pub fn redirect(&self, path: &str, page: Id<Page>) -> Result<Artifact, Diagnostics> {
        let target = self.link(page);
        let mut frame = self.frame("redirect", &target.title, path, None);
        frame.canonical = self.kb.settings.base_url.as_ref().map_or_else(String::new, |base| base.join(&target.path));
        let path = if path.ends_with('/') { OutputPath::index_of(path) } else { OutputPath::new(path) };
        self.write_to(path, &frame, &Redirect { target }, &[])
    }

    /// Returns the frame of a section's page, with its introduction if it has one.
    fn catalogue_frame(&self, section: Section, kind: &'static str, marked: &RefCell<BTreeSet<usize>>) -> PageView {
        let link = self.section_link(section);
        let mut frame = self.frame(kind, &link.title, &link.path, Some(section));
        if let Some(introduction) = self.kb.introductions.get(&section) {
            self.fill(&mut frame, &self.kb.pages[*introduction], marked);
        }
        frame
    }

    fn season(&self) -> Result<Artifact, Diagnostics> {
        let (kb, strings) = (self.kb, &self.theme.strings);
        let season = &kb.season;
        let mut events: Vec<_> = season
            .anchors
            .rows()
            .iter()
            .filter_map(|anchor| anchor.date(season.current?).map(|date| (date, anchor)))
            .collect();
        events.sort_by_key(|(date, _)| date.date);
        let mut personal: Vec<&crate::model::Window> =
            kb.windows.rows().iter().filter(|window| window.is_personal(season)).collect();
        personal.sort_by_key(|window| (window.opens.anchor, window.opens.offset_hours, window.closes.offset_hours));
        let view = SeasonView {
            cycle: self.cycle_label(),
            scale: self.scale_view(),
            windows: self.season_windows(),
            personal: personal.into_iter().map(|window| self.window_view(window)).collect::<Vec<WindowView>>(),
            calendar: self.season_calendar().map_or_else(String::new, |file| file.path.as_str().to_owned()),
            events: events
                .into_iter()
                .map(|(date, anchor)| EventView {
                    label: anchor.label.value.clone(),
                    description: anchor.description.as_ref().map_or_else(String::new, |text| text.value.clone()),
                    date: strings.date(date.date),
                    time: anchor.time.as_ref().map_or_else(String::new, |text| text.value.clone()),
                    status: super::entities::status_name(date.status),
                    source: date.source.as_ref().map(|source| source_view(&source.value)),
                })
                .collect(),
        };
        self.write(self.catalogue_frame(Section::Season, "season", &RefCell::default()), &view, &[])
    }

    fn templates_by_scenario(&self) -> Groups<TemplateSummary> {
        let kb = self.kb;
        let group = |scenario: &Scenario| {
            let link = self.link(scenario.page);
            let items =
                scenario.templates.iter().map(|&template| self.template_summary(&kb.templates[template])).collect();
            GroupView { title: link.title.clone(), link: Some(link), items }
        };
        Groups {
            groups: kb.scenarios.rows().iter().filter(|scenario| !scenario.templates.is_empty()).map(group).collect(),
        }
    }

    fn pitfalls_by_category(&self) -> Groups<PitfallSummary> {
        let kb = self.kb;
        let groups = kb.settings.categories.iter().enumerate().map(|(index, category)| {
            let ids: Vec<_> =
                kb.pitfalls.iter().filter(|(_, pitfall)| pitfall.category == index).map(|(id, _)| id).collect();
            GroupView { title: category.label.clone(), link: None, items: self.pitfalls(&ids) }
        });
        Groups { groups: groups.filter(|group| !group.items.is_empty()).collect() }
    }

    fn questions(&self) -> Result<Artifact, Diagnostics> {
        let kb = self.kb;
        let marked = RefCell::default();
        let mut frame = self.catalogue_frame(Section::Questions, "questions", &marked);
        let mut entries = Vec::new();
        for question in kb.questions.rows() {
            let mut entry = self.entry(question.page, &mut frame, &marked);
            entry.scenarios =
                question.scenarios.iter().map(|&scenario| self.link(kb.scenarios[scenario].page)).collect();
            entries.push(entry);
        }
        let answers = kb.questions.rows().iter().map(|question| {
            let page = &kb.pages[question.page];
            let text = &kb.sources[page.source].text[page.body.range()];
            (page.meta.title.value.as_str(), crate::markdown::plain_text(text))
        });
        frame.json_ld = json_ld::faq(kb, &frame, answers);
        self.write(frame, &Entries { entries }, &[])
    }

    fn glossary(&self) -> Result<Artifact, Diagnostics> {
        let kb = self.kb;
        let marked = RefCell::default();
        let mut frame = self.catalogue_frame(Section::Glossary, "glossary", &marked);
        let mut entries = Vec::new();
        for term in kb.terms.rows() {
            let mut entry = self.entry(term.page, &mut frame, &marked);
            entry.expansion = term.expansion.as_ref().map_or_else(String::new, |text| text.value.clone());
            entries.push(entry);
        }
        entries.sort_by_cached_key(|entry| entry.title.trim_start_matches("the ").to_lowercase());
        self.write(frame, &Entries { entries }, &[])
    }

    fn entry(&self, id: Id<Page>, frame: &mut PageView, marked: &RefCell<BTreeSet<usize>>) -> EntryView {
        let page = &self.kb.pages[id];
        let html = self.html(page, &page.url.path, &format!("{}--", page.name), marked);
        frame.highlighted |= html.highlighted;
        EntryView {
            id: page.name.clone(),
            title: page.meta.title.value.clone(),
            description: page.meta.description.value.clone(),
            expansion: String::new(),
            content: html.html,
            scenarios: Vec::new(),
            sources: page.meta.sources.iter().map(|source| source_view(&source.value)).collect(),
            edit_url: self.edit_url(page),
        }
    }
}
