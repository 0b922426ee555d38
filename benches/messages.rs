//! What is done with the email templates of this repository's knowledge base: compiling, proving, packing, filling in.

use std::path::Path;

use divan::counter::ItemsCount;
use jiff::civil::{Date, date};
use kbgen::batch::{self, Target};
use kbgen::build::{self, Analysis, Outcome};
use kbgen::config::Overrides;
use kbgen::emit::Memory;
use kbgen::lang::Bindings;
use kbgen::load::{self, Files};
use kbgen::model::{EmailTemplate, Id, KnowledgeBase};
use kbgen::prove;
use kbgen::source::Sources;

const TODAY: Date = date(2026, 11, 22);

/// Rows of the batch file.
const ROWS: usize = 1000;

fn main() {
    divan::main();
}

fn files() -> Files {
    load::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the knowledge base")
}

fn overrides() -> Overrides {
    Overrides { today: TODAY, drafts: false, base_url: None }
}

fn analysis() -> Analysis {
    build::analyse(&files(), overrides())
}

/// Reading pages, compiling every template and condition.
#[divan::bench]
fn compile(bencher: divan::Bencher<'_, '_>) {
    let files = files();
    bencher.bench(|| build::open(&files, overrides()));
}

/// Every combination of every template, every persona, every check.
#[divan::bench]
fn prove(bencher: divan::Bencher<'_, '_>) {
    let (kb, _) = build::open(&files(), overrides());
    let messages: usize = prove::prove(&kb).iter().map(|proof| proof.messages).sum();
    bencher.counter(ItemsCount::new(messages)).bench(|| prove::prove(&kb));
}

/// All pages, all packs.
#[divan::bench]
fn site_with_packs(bencher: divan::Bencher<'_, '_>) {
    let analysis = analysis();
    bencher.bench(|| {
        let outcome = build::write(&analysis, &|_| Ok(Vec::new()), &|_, _| {}, Memory::default());
        assert!(matches!(outcome, Ok(Outcome::Written(_))), "a clean knowledge base");
    });
}

fn find(kb: &KnowledgeBase, name: &str) -> Id<EmailTemplate> {
    let found = kb.templates.iter().find(|(_, template)| kb.pages[template.page].name == name);
    found.expect("the template").0
}

/// A batch file of invented programs, with a reason of its own for each.
fn table() -> String {
    let mut table =
        String::from("program_name,specialty,recipient_role,recipient_name,recipient_email,program_reason\r\n");
    let words = ["river", "harbor", "prairie", "canyon", "orchard", "summit", "meadow", "island", "forest", "delta"];
    for row in 0..ROWS {
        let word = |place: usize| words[row / 10_usize.pow(u32::try_from(place).expect("small")) % 10];
        table.push_str(&format!(
            "Hospital {row} Internal Medicine,Internal Medicine,pd,Dr. Hollis,office{row}@h{row}.example.org,\
             \"the {} clinic for {} workers, the {} ward round and track number {row}\"\r\n",
            word(0),
            word(1),
            word(2)
        ));
    }
    table
}

/// A message for each of 1,000 targets, checked by itself and against all others.
#[divan::bench]
fn fill_1000(bencher: divan::Bencher<'_, '_>) {
    let (kb, _) = build::open(&files(), overrides());
    let id = find(&kb, "initial-interest");
    let parameters = batch::parameters(&kb, &kb.templates[id]);
    let examples: Bindings = parameters
        .iter()
        .filter_map(|parameter| Some((parameter.name.clone(), parameter.example.clone()?.settled()?)))
        .collect();
    let table = table();
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let mut found = kbgen::diag::Diagnostics::default();
        let targets: Vec<Target> =
            batch::targets("targets.csv", table.as_bytes(), &parameters, &mut Sources::default(), &mut found);
        assert!(found.is_empty() && targets.len() == ROWS, "a sound table");
        batch::fill(&kb, id, &examples, &targets, None, Some(TODAY))
    });
}
