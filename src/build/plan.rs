//! Which jobs a knowledge base asks for.

use super::Job;
use crate::model::{KnowledgeBase, PageKind};
use crate::render::{has_check, has_workspace};

/// Returns every job of a build, the long ones first so that threads end together.
#[must_use]
pub fn plan(kb: &KnowledgeBase) -> Vec<Job> {
    let mut jobs = vec![Job::SearchIndex, Job::Home, Job::NotFound, Job::Search, Job::Theme, Job::Feed];
    let mut paths = vec![(String::new(), None), ("search/".to_owned(), None)];
    for section in kb.catalogues() {
        paths.push((format!("{}/", section.name()), None));
        jobs.push(Job::Catalogue(section));
    }
    if has_check(kb) {
        paths.push(("check/".to_owned(), None));
        jobs.push(Job::Check);
    }
    if has_workspace(kb) {
        paths.push(("workspace/".to_owned(), None));
        jobs.push(Job::Workspace);
    }
    for (tag, pages) in kb.tags() {
        paths.push((format!("tags/{tag}/"), None));
        jobs.push(Job::Tag(tag.to_owned(), pages));
    }
    for (id, page) in kb.pages.iter() {
        let own_page = page.url.fragment.is_none() && !matches!(page.kind, PageKind::Home | PageKind::Introduction(_));
        if own_page {
            paths.push((page.url.path.clone(), page.changed()));
            jobs.push(Job::Entity(id));
        }
        jobs.extend(page.meta.aliases.iter().map(|alias| Job::Redirect(alias.value.clone(), id)));
    }
    jobs.extend(kb.templates.iter().map(|(id, _)| Job::TemplateFiles(id)));
    if !kb.templates.is_empty() {
        jobs.push(Job::Data);
    }
    if kb.season.current.is_some() {
        jobs.push(Job::SeasonCalendar);
        jobs.extend(kb.windows.iter().map(|(id, _)| Job::WindowCalendar(id)));
    }
    jobs.extend(kb.assets.iter().map(|(id, _)| Job::Asset(id)));
    paths.sort();
    jobs.push(Job::Sitemap(paths));
    jobs
}
