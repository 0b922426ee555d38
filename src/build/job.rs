//! One piece of a build.

use super::Fault;
use crate::config::Section;
use crate::error::Error;
use crate::model::{Asset, EmailTemplate, Id, KnowledgeBase, Page, Window};
use crate::output::{Artifact, OutputPath};
use crate::render::{Renderer, Theme};

/// Something to be written, by what it is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// The home page.
    Home,
    /// The page of an entity.
    Entity(Id<Page>),
    /// The page of a section.
    Catalogue(Section),
    /// The page for checking a draft.
    Check,
    /// The workspace.
    Workspace,
    /// The page for searching.
    Search,
    /// What the search reads.
    SearchIndex,
    /// The list of pages with a tag.
    Tag(String, Vec<Id<Page>>),
    /// The redirect from an old path.
    Redirect(String, Id<Page>),
    /// An email template in every format.
    TemplateFiles(Id<EmailTemplate>),
    /// The calendar file of a window.
    WindowCalendar(Id<Window>),
    /// The season's calendar file.
    SeasonCalendar,
    /// `templates.json` and `checks.json`.
    Data,
    /// A file beside a page.
    Asset(Id<Asset>),
    /// The theme's style sheets and icon.
    Theme,
    /// The page for what is not there.
    NotFound,
    /// `feed.xml`.
    Feed,
    /// `sitemap.xml` and `robots.txt`; the paths of all pages.
    Sitemap(Vec<(String, Option<jiff::civil::Date>)>),
}

/// Reads an asset's bytes by its path in the knowledge base.
pub type Assets<'a> = dyn Fn(&str) -> Result<Vec<u8>, Error> + Sync + 'a;

/// Takes an artifact.
type Put<'a> = dyn Fn(Artifact) -> Result<(), Error> + Sync + 'a;

pub(super) fn run(
    job: &Job,
    renderer: &Renderer<'_>,
    kb: &KnowledgeBase,
    theme: &Theme,
    assets: &Assets<'_>,
    put: &Put<'_>,
) -> Result<(), Fault> {
    let artifacts = match job {
        Job::Home => vec![renderer.home()?],
        Job::Entity(page) => renderer.entity(*page)?.into_iter().collect(),
        Job::Catalogue(section) => vec![renderer.catalogue(*section)?],
        Job::Check => vec![renderer.check()?],
        Job::Workspace => vec![renderer.workspace()?],
        Job::Search => vec![renderer.search()?],
        // It is as large as all pages together, so that it is handed over in pieces.
        Job::SearchIndex => return Ok(renderer.search_index(put)?),
        Job::Tag(tag, pages) => vec![renderer.tag(tag, pages)?],
        Job::Redirect(path, page) => vec![renderer.redirect(path, *page)?],
        Job::TemplateFiles(template) => renderer.template_downloads(*template),
        Job::WindowCalendar(window) => renderer.window_calendar(*window).into_iter().collect(),
        Job::SeasonCalendar => renderer.season_calendar().into_iter().collect(),
        Job::Data => renderer.data(),
        Job::Asset(asset) => {
            let asset = &kb.assets[*asset];
            vec![Artifact::new(OutputPath::new(asset.url.clone()), assets(&kb.sources[asset.source].path)?)]
        }
        Job::Theme => theme.artifacts().to_vec(),
        Job::NotFound => vec![renderer.not_found()?],
        Job::Feed => renderer.feed().into_iter().collect(),
        Job::Sitemap(paths) => renderer.sitemap(paths).into_iter().chain([renderer.robots()]).collect(),
    };
    artifacts.into_iter().try_for_each(|artifact| Ok(put(artifact)?))
}
