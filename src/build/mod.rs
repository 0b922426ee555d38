//! The driver: the only place that knows every stage.
//!
//! [`analyse`] goes from files to a checked knowledge base; [`write`](write()) plans the [`Job`]s, runs them in
//! parallel on the read-only model, and hands each artifact to a sink as soon as it exists, so that the pages of a
//! large site are never all in memory.

mod job;
mod plan;
mod registry;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::check;
use crate::config::Overrides;
use crate::diag::Diagnostics;
use crate::emit::Sink;
use crate::error::Error;
use crate::load::{self, Files};
use crate::markdown::Highlighter;
use crate::model::{self, KnowledgeBase};
use crate::prove::{self, Proof};
use crate::render::{self, TemplateFiles, Theme};

pub use job::{Assets, Job};
pub use plan::plan;
pub use registry::{find_rule, rules, settle};

/// A knowledge base that was looked at as a whole.
#[derive(Debug)]
pub struct Analysis {
    /// The knowledge base, without what is at fault.
    pub kb: KnowledgeBase,
    /// What is known of all messages of each email template; empty if names could not be resolved.
    pub proofs: Vec<Proof>,
    /// The theme; `None` if it is at fault.
    pub theme: Option<Theme>,
    /// All findings, settled.
    pub found: Diagnostics,
    /// The highlighter, which may have loaded its syntaxes by now.
    pub highlighter: Highlighter,
}

/// Parses, resolves and checks.
#[must_use]
pub fn analyse(files: &Files, overrides: Overrides) -> Analysis {
    let highlighter = Highlighter::default();
    let (project, mut found) = load::parse(files, overrides);
    let (kb, resolved) = model::resolve(project);
    found.extend(resolved);
    // Templates are proved when nothing is at fault that they are made of.
    let proofs = if kb.whole && !found.has_errors() { prove::prove(&kb) } else { Vec::new() };
    found.extend(check::run(&kb, &proofs, &highlighter));
    let (theme, compiled) = render::compile(&kb.theme, &kb.settings, &kb.sources);
    found.extend(compiled);
    settle(&mut found, &kb);
    Analysis { kb, proofs, theme, found, highlighter }
}

/// Parses and resolves, for those who only fill in or check messages; the findings are settled.
#[must_use]
pub fn open(files: &Files, overrides: Overrides) -> (KnowledgeBase, Diagnostics) {
    let (project, mut found) = load::parse(files, overrides);
    let (kb, resolved) = model::resolve(project);
    found.extend(resolved);
    settle(&mut found, &kb);
    (kb, found)
}

/// What came of writing a site.
#[derive(Debug)]
pub enum Outcome<T> {
    /// The site was handed over as a whole.
    Written(T),
    /// A layout could not be rendered; the sink was dropped.
    Faulty(Diagnostics),
}

/// Writes the site of a knowledge base without errors into `sink`, and commits it. `observe` follows the jobs.
///
/// # Errors
///
/// [`Error`] if an asset can't be read or the sink can't be written to.
///
/// # Panics
///
/// Panics if the findings hold an error; the caller looks first.
pub fn write<S: Sink>(
    analysis: &Analysis,
    assets: &Assets<'_>,
    observe: &Observer<'_>,
    sink: S,
) -> Result<Outcome<S::Output>, Error> {
    assert!(!analysis.found.has_errors(), "a knowledge base with errors is not written");
    let theme = analysis.theme.as_ref().expect("a theme without errors was compiled");
    let renderer = render::Renderer::new(&analysis.kb, &analysis.proofs, theme, &analysis.highlighter);
    // Packs are few and small, and pages tell their sizes and hashes, so they are made first, from files that pages offer too.
    let templates: Vec<_> = analysis.kb.templates.iter().map(|(id, _)| id).collect();
    let files: Vec<TemplateFiles> = templates.par_iter().map(|&id| renderer.template_files(id)).collect();
    let renderer = renderer.with_files(&files);
    let packs = packs(&analysis.kb, &renderer);
    let renderer = renderer.with_packs(&packs);
    let jobs = plan(&analysis.kb);
    for pack in &packs {
        sink.put(pack.artifact.clone())?;
    }
    let (all, done) = (jobs.len(), AtomicUsize::new(0));
    let results: Vec<Result<(), Fault>> = jobs
        .into_par_iter()
        .map(|job| {
            job::run(&job, &renderer, &analysis.kb, theme, assets, &|artifact| sink.put(artifact))?;
            observe(done.fetch_add(1, Ordering::Relaxed) + 1, all);
            Ok(())
        })
        .filter(Result::is_err)
        .collect();
    let mut faulty = Diagnostics::default();
    for result in results {
        match result {
            Ok(()) => {}
            Err(Fault::Author(found)) => faulty.extend(found),
            Err(Fault::World(error)) => return Err(error),
        }
    }
    if !faulty.is_empty() {
        faulty.sort(&analysis.kb.sources);
        return Ok(Outcome::Faulty(faulty));
    }
    sink.commit().map(Outcome::Written)
}

/// Makes the pack of each scenario, and that of all of them.
fn packs(kb: &KnowledgeBase, renderer: &render::Renderer<'_>) -> Vec<render::Bundle> {
    let scenarios = render::packed_scenarios(kb);
    if scenarios.is_empty() {
        return Vec::new();
    }
    let of_all = rayon::join(
        || scenarios.par_iter().map(|&scenario| renderer.scenario_bundle(scenario)).collect::<Vec<_>>(),
        || renderer.whole_bundle(),
    );
    let (mut packs, all) = of_all;
    packs.push(all);
    packs
}

/// Is told how many jobs are done, and of how many.
pub type Observer<'a> = dyn Fn(usize, usize) + Sync + 'a;

/// Why a job has no artifact.
enum Fault {
    Author(Diagnostics),
    World(Error),
}

impl From<Diagnostics> for Fault {
    fn from(found: Diagnostics) -> Self {
        Self::Author(found)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::World(error)
    }
}
