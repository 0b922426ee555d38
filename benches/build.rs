//! Whole builds of generated knowledge bases, from files in a folder to a site in a folder.
//!
//! `cargo bench` prints the time of a build and pages a second; the time of a page should not grow with the number of pages.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use divan::counter::ItemsCount;
use kbgen::build::{self, Outcome};
use kbgen::config::Overrides;
use kbgen::emit::Staging;
use kbgen::load;

fn main() {
    divan::main();
}

/// Guides in a folder.
const PER_FOLDER: usize = 50;

const WORDS: [&str; 48] = [
    "soil", "water", "seed", "root", "leaf", "garden", "season", "frost", "compost", "shade", "clay", "sand", "bed",
    "row", "path", "fence", "rain", "wind", "light", "warm", "cold", "early", "late", "deep", "shallow", "dense",
    "loose", "dry", "wet", "rich", "poor", "turn", "water", "cut", "tie", "plant", "move", "cover", "rake", "weed",
    "wait", "watch", "the", "a", "and", "with", "under", "before",
];

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn sentence(&mut self) -> String {
        let words: Vec<&str> = (0..8 + self.below(12)).map(|_| WORDS[self.below(WORDS.len())]).collect();
        format!("The {}.", words.join(" "))
    }
}

/// Writes a knowledge base of `pages` guides of about 700 words: headings, lists, a table, links, and code on every tenth.
fn generate(root: &Path, pages: usize) {
    let mut numbers = Numbers(pages as u64);
    let write = |path: String, text: String| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, text).expect("a written file");
    };
    write("kbgen.toml".into(), "title = \"Garden\"\nbase_url = \"https://garden.example.org/\"\n".into());
    for page in 0..pages {
        let (folder, place) = (page / PER_FOLDER, page % PER_FOLDER);
        if place == 0 {
            write(format!("content/guides/part-{folder}/index.md"), format!("+++\ntitle = \"Part {folder}\"\n+++\n"));
        }
        let mut text = format!(
            "+++\ntitle = \"Guide {page}\"\ndate = 2026-01-{:02}\ntags = [\"tag-{}\"]\n+++\n\n",
            page % 28 + 1,
            page % 40
        );
        for part in 0..6 {
            let _ = write!(text, "## Part {part}\n\n");
            for _ in 0..2 {
                let sentences: Vec<String> = (0..3).map(|_| numbers.sentence()).collect();
                let _ = write!(text, "{}\n\n", sentences.join(" "));
            }
            let _ = write!(text, "- {}\n- *{}*\n\n", numbers.sentence(), numbers.sentence());
            let other = folder * PER_FOLDER + numbers.below(PER_FOLDER.min(pages - folder * PER_FOLDER));
            let _ = write!(text, "See [guide {other}](guide-{other}.md).\n\n");
        }
        text.push_str("| Plant | When |\n|---|---|\n| bean | May |\n| pea | March |\n\n");
        if page % 10 == 0 {
            text.push_str("```toml\n[bed]\nlength = 4\nplants = [\"bean\", \"pea\"]\n```\n");
        }
        write(format!("content/guides/part-{folder}/guide-{page}.md"), text);
    }
}

fn build_site(root: &Path, out: &Path) {
    let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: false, base_url: None };
    let files = load::read(root).expect("readable files");
    let analysis = build::analyse(&files, overrides);
    drop(files);
    assert!(analysis.found.is_empty());
    let assets = |path: &str| load::asset_bytes(root, path);
    let sink = Staging::new(out).expect("a folder");
    match build::write(&analysis, &assets, &|_, _| {}, sink).expect("a written site") {
        Outcome::Written(_) => {}
        Outcome::Faulty(found) => panic!("{found:?}"),
    }
}

/// Cold builds: a new output folder each.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 7, sample_size = 1)]
fn cold(bencher: divan::Bencher, pages: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    generate(folder.path(), pages);
    let mut number = 0;
    bencher
        .counter(ItemsCount::new(pages))
        .with_inputs(|| {
            let _ = fs::remove_dir_all(folder.path().join(format!("out-{number}")));
            number += 1;
            folder.path().join(format!("out-{number}"))
        })
        .bench_local_refs(|out| build_site(folder.path(), out));
}

/// Nothing changed since the last build.
#[divan::bench(args = [1_000, 10_000], sample_count = 7, sample_size = 1)]
fn again(bencher: divan::Bencher, pages: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    generate(folder.path(), pages);
    let out = folder.path().join("site");
    build_site(folder.path(), &out);
    bencher.counter(ItemsCount::new(pages)).bench_local(|| build_site(folder.path(), &out));
}

/// This repository's own knowledge base, cold.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn own(bencher: divan::Bencher) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            folder.path().join(format!("out-{number}"))
        })
        .bench_local_refs(|out| build_site(root, out));
}
