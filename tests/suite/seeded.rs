//! Every class of defect, seeded into the real knowledge base: found at its place, and nothing else with it.

use std::path::Path;

use rayon::prelude::*;

use super::rules::{Tree, findings, read_tree};

/// A change that makes the knowledge base wrong.
enum Edit {
    /// Replaces a text that stands in the file.
    Replace(&'static str, &'static str, &'static str),
    /// Adds text to the end of a file, or makes the file.
    Append(&'static str, &'static str),
    /// Makes a file of these bytes.
    Bytes(&'static str, &'static [u8]),
}

use Edit::{Append, Bytes, Replace};

/// A defect: its rule, the file that it is found in, the text that it is found at (empty for the file's start), and how it is made.
struct Seed(&'static str, &'static str, &'static str, &'static [Edit]);

const GUIDE: &str = "content/guides/season/after-interview.md";
const TEMPLATE: &str = "templates/thank-you/thank-you-interviewer.md";
const SCENARIO: &str = "content/scenarios/thank-you.md";
const WINDOW: &str = "content/windows/early-review.md";
const PITFALL: &str = "content/pitfalls/generic-praise.md";
const SEASON: &str = "content/season.toml";
const PARAMS: &str = "templates/params.toml";
const FACT: &str = "reviewed = 2026-11-22\n";

const SEEDS: &[Seed] = &[
    // Front matter.
    Seed(
        "invalid-toml",
        GUIDE,
        "After the interview: thanks",
        &[Replace(
            GUIDE,
            "title = \"After the interview: thanks and questions\"",
            "title = After the interview: thanks and questions",
        )],
    ),
    Seed("missing-front-matter", GUIDE, "title", &[Replace(GUIDE, "+++\ntitle", "title")]),
    Seed(
        "missing-end-fence",
        "content/guides/new.md",
        "",
        &[Bytes("content/guides/new.md", b"+++\ntitle = \"New\"\n\nText.\n")],
    ),
    Seed("unknown-key", SCENARIO, "windws", &[Replace(SCENARIO, "windows = [", "windws = [")]),
    Seed("wrong-type", GUIDE, "\"30\"", &[Replace(GUIDE, "order = 30", "order = \"30\"")]),
    Seed("missing-key", GUIDE, "", &[Replace(GUIDE, "title = \"After", "# \"After")]),
    Seed("unknown-value", PITFALL, "\"warning\"", &[Replace(PITFALL, "severity = \"warn\"", "severity = \"warning\"")]),
    Seed("bad-date", GUIDE, "2026-02-30", &[Replace(GUIDE, FACT, "reviewed = 2026-02-30\n")]),
    Seed("bad-date", GUIDE, "\"22.11.2026\"", &[Replace(GUIDE, FACT, "reviewed = \"22.11.2026\"\n")]),
    Seed("bad-interval", GUIDE, "\"yearly\"", &[Replace(GUIDE, "review_every = \"1y\"", "review_every = \"yearly\"")]),
    Seed(
        "bad-limits",
        TEMPLATE,
        "{ target = [130, 60]",
        &[Replace(TEMPLATE, "target = [60, 130]", "target = [130, 60]")],
    ),
    Seed(
        "bad-id",
        "content/guides/season/Quiet Weeks.md",
        "",
        &[Bytes("content/guides/season/Quiet Weeks.md", b"+++\ntitle = \"Quiet weeks\"\n+++\n\nText.\n")],
    ),
    Seed(
        "duplicate-id",
        "templates/update-letter/thank-you-interviewer.md",
        "",
        &[Append(
            "templates/update-letter/thank-you-interviewer.md",
            "+++\ntitle = \"Twin\"\nwindow = \"early-review\"\nto = [\"mentor\"]\nsubject = \"Hello\"\n+++\n\nText.\n",
        )],
    ),
    Seed(
        "not-utf8",
        "content/guides/season/latin.md",
        "\u{fffd}",
        &[Bytes("content/guides/season/latin.md", b"+++\ntitle = \"Caf\xE9\"\n+++\n")],
    ),
    Seed(
        "misplaced-file",
        "content/guide/visa.md",
        "",
        &[Bytes("content/guide/visa.md", b"+++\ntitle = \"Visa\"\n+++\n")],
    ),
    // References.
    Seed(
        "unknown-window",
        TEMPLATE,
        "\"post-interview-48\"",
        &[Replace(TEMPLATE, "\"post-interview-48h\"", "\"post-interview-48\"")],
    ),
    Seed(
        "unknown-pitfall",
        TEMPLATE,
        "\"late-thank\"",
        &[Replace(TEMPLATE, "\"informal\"", "\"informal\", \"late-thank\"")],
    ),
    Seed(
        "unknown-scenario",
        SCENARIO,
        "\"thank-yuo\"",
        &[Replace(SCENARIO, "recipients = [", "after = [\"thank-yuo\"]\nrecipients = [")],
    ),
    Seed(
        "unknown-scenario",
        "templates/farewell/farewell.md",
        "",
        &[Append(
            "templates/farewell/farewell.md",
            "+++\ntitle = \"Farewell\"\nwindow = \"early-review\"\nto = [\"mentor\"]\nsubject = \"Goodbye\"\n+++\n\nText.\n",
        )],
    ),
    Seed(
        "unknown-recipient",
        TEMPLATE,
        "\"interviewr\"",
        &[Replace(TEMPLATE, "to = [\"interviewer\"]", "to = [\"interviewer\", \"interviewr\"]")],
    ),
    Seed(
        "unknown-parameter",
        TEMPLATE,
        "interviewer_nam ",
        &[Replace(TEMPLATE, "Dear {{ interviewer_name }}", "Dear {{ interviewer_nam }}")],
    ),
    Seed(
        "unknown-parameter",
        TEMPLATE,
        "program_nme",
        &[Replace(TEMPLATE, "subject = 'Thank you: {{ program_name", "subject = 'Thank you: {{ program_nme")],
    ),
    Seed("unknown-checklist", SCENARIO, "\"pre-sent\"", &[Replace(SCENARIO, "\"pre-send\"", "\"pre-sent\"")]),
    Seed(
        "unknown-anchor",
        WINDOW,
        "\"eras-acces\"",
        &[Replace(WINDOW, "opens = \"eras-access\"", "opens = \"eras-acces\"")],
    ),
    Seed(
        "unknown-category",
        PITFALL,
        "\"generics\"",
        &[Replace(PITFALL, "category = \"generic\"", "category = \"generics\"")],
    ),
    Seed("unknown-cycle", "kbgen.toml", "\"2072\"", &[Replace("kbgen.toml", "cycle = \"2027\"", "cycle = \"2072\"")]),
    // Links.
    Seed("missing-page", GUIDE, "first-intrest.md", &[Append(GUIDE, "\nSee [this](first-intrest.md).\n")]),
    Seed("wrong-case", GUIDE, "First-Interest.md", &[Append(GUIDE, "\nSee [this](First-Interest.md).\n")]),
    Seed(
        "missing-fragment",
        GUIDE,
        "first-interest.md#nowhere",
        &[Append(GUIDE, "\nSee [this](first-interest.md#nowhere).\n")],
    ),
    Seed("missing-fragment", GUIDE, "#nowhere", &[Append(GUIDE, "\nSee [this](#nowhere).\n")]),
    Seed(
        "draft-target",
        GUIDE,
        "draft.md",
        &[
            Append(GUIDE, "\nSee [this](draft.md).\n"),
            Append("content/guides/season/draft.md", "+++\ntitle = \"Draft\"\ndraft = true\n+++\n"),
        ],
    ),
    Seed("outside-root", GUIDE, "../../../README.md", &[Append(GUIDE, "\nSee [this](../../../README.md).\n")]),
    Seed("absolute-path", GUIDE, "/guides/", &[Append(GUIDE, "\nSee [this](/guides/).\n")]),
    Seed("missing-asset", GUIDE, "map.png", &[Append(GUIDE, "\n![The map](map.png)\n")]),
    Seed("unusable-scheme", GUIDE, "javascript:alert(1)", &[Append(GUIDE, "\nSee [this](javascript:alert(1)).\n")]),
    Seed("unused-asset", "content/guides/season/old.png", "", &[Bytes("content/guides/season/old.png", b"\x89PNG")]),
    Seed(
        "missing-alternative-text",
        GUIDE,
        "map.png",
        &[Append(GUIDE, "\n![](map.png)\n"), Bytes("content/guides/season/map.png", b"\x89PNG")],
    ),
    Seed(
        "empty-link-text",
        GUIDE,
        "first-interest.md)\n\n\u{200b}",
        &[Append(GUIDE, "\nSee [](first-interest.md)\n\n\u{200b}\n")],
    ),
    Seed("undefined-reference", GUIDE, "[this][rules]", &[Append(GUIDE, "\nSee [this][rules].\n")]),
    Seed("undefined-footnote", GUIDE, "[^none]", &[Append(GUIDE, "\nA claim.[^none]\n")]),
    Seed("unused-footnote", GUIDE, "[^spare]:", &[Append(GUIDE, "\n[^spare]: A note.\n")]),
    Seed("unreadable-link", GUIDE, "floor plan.md", &[Append(GUIDE, "\nSee [this](floor plan.md).\n")]),
    Seed("unknown-callout", GUIDE, "[!INFO]", &[Append(GUIDE, "\n> [!INFO]\n> Text.\n")]),
    // Pages.
    Seed(
        "duplicate-heading-id",
        GUIDE,
        "## Twice {#same}",
        &[Append(GUIDE, "\n## Once {#same}\n\nText.\n\n## Twice {#same}\n")],
    ),
    Seed("extra-h1", GUIDE, "# Another title", &[Append(GUIDE, "\n# Another title\n")]),
    Seed("skipped-heading-level", GUIDE, "#### Too deep", &[Append(GUIDE, "\n## Level\n\n#### Too deep\n")]),
    Seed("leftover-braces", GUIDE, "{{ recipient", &[Append(GUIDE, "\nDear {{ recipient }},\n")]),
    Seed("leftover-brackets", GUIDE, "[[visa]]", &[Append(GUIDE, "\nSee [[visa]].\n")]),
    Seed("leftover-mark", GUIDE, "TODO", &[Append(GUIDE, "\nTODO: figures.\n")]),
    Seed("leftover-mark", GUIDE, "XXX", &[Append(GUIDE, "\nAbout XXX programs.\n")]),
    Seed("unknown-code-language", GUIDE, "tmol", &[Append(GUIDE, "\n```tmol\na = 1\n```\n")]),
    Seed("raw-html", GUIDE, "<kbd>", &[Append(GUIDE, "\nPress <kbd> now.\n")]),
    // URLs.
    Seed(
        "duplicate-path",
        "content/guides/season/first-interest/index.md",
        "",
        &[Append("content/guides/season/first-interest/index.md", "+++\ntitle = \"Twin\"\n+++\n")],
    ),
    Seed(
        "alias-of-page",
        GUIDE,
        "\"guides/season/first-interest/\"",
        &[Replace(GUIDE, FACT, "reviewed = 2026-11-22\naliases = [\"guides/season/first-interest/\"]\n")],
    ),
    Seed(
        "alias-of-page",
        GUIDE,
        "\"pitfalls\"",
        &[Replace(GUIDE, FACT, "reviewed = 2026-11-22\naliases = [\"pitfalls\"]\n")],
    ),
    Seed(
        "duplicate-alias",
        SCENARIO,
        "\"/old/\"",
        &[
            Replace(GUIDE, FACT, "reviewed = 2026-11-22\naliases = [\"old\"]\n"),
            Replace(SCENARIO, FACT, "reviewed = 2026-11-22\naliases = [\"/old/\"]\n"),
        ],
    ),
    Seed(
        "bad-alias",
        GUIDE,
        "\"https://old.example.org/\"",
        &[Replace(GUIDE, FACT, "reviewed = 2026-11-22\naliases = [\"https://old.example.org/\"]\n")],
    ),
    Seed(
        "missing-section-index",
        "content/guides/extra/one.md",
        "",
        &[Append("content/guides/extra/one.md", "+++\ntitle = \"One\"\n+++\n\nText.\n")],
    ),
    // Graph.
    Seed(
        "unused-pitfall",
        "content/pitfalls/lonely.md",
        "\"Lonely\"",
        &[Append(
            "content/pitfalls/lonely.md",
            "+++\ntitle = \"Lonely\"\ncategory = \"tone\"\nseverity = \"note\"\napplies_to = \"all\"\n+++\n",
        )],
    ),
    Seed(
        "window-without-scenario",
        "content/windows/idle.md",
        "\"Idle\"",
        &[Append(
            "content/windows/idle.md",
            "+++\ntitle = \"Idle\"\nopens = \"eras-open\"\ncloses = \"eras-submit\"\n+++\n",
        )],
    ),
    Seed(
        "scenario-without-template",
        "content/scenarios/farewell.md",
        "\"Farewell\"",
        &[Append(
            "content/scenarios/farewell.md",
            "+++\ntitle = \"Farewell\"\nrecipients = [\"mentor\"]\nwindows = [\"off-season\"]\n+++\n",
        )],
    ),
    Seed(
        "scenario-without-window",
        SCENARIO,
        "\"Thank-you after an interview\"",
        &[
            Replace(SCENARIO, "windows = [\"post-interview-48h\"]", "windows = []"),
            Replace(
                "content/windows/post-interview-48h.md",
                "closes = \"interview-date + 48h\"",
                "closes = \"interview-date + 48h\"\nallow = [\"window-without-scenario\"]",
            ),
        ],
    ),
    Seed(
        "unused-term",
        "content/glossary/zebra.md",
        "\"zebra\"",
        &[Append("content/glossary/zebra.md", "+++\ntitle = \"zebra\"\n+++\n\nA rare diagnosis.\n")],
    ),
    // Time.
    Seed(
        "backward-window",
        WINDOW,
        "\"eras-access - 18d\"",
        &[Replace(WINDOW, "closes = \"eras-access + 18d\"", "closes = \"eras-access - 18d\"")],
    ),
    Seed(
        "bad-bound",
        WINDOW,
        "\"eras-access plus 18 days\"",
        &[Replace(WINDOW, "closes = \"eras-access + 18d\"", "closes = \"eras-access plus 18 days\"")],
    ),
    Seed("anchor-without-date", SEASON, "\"rol-open\"", &[Replace(SEASON, "rule = \"1 february\"", "")]),
    Seed(
        "bad-date-rule",
        SEASON,
        "\"1st of february\"",
        &[Replace(SEASON, "rule = \"1 february\"", "rule = \"1st of february\"")],
    ),
    Seed(
        "circular-rule",
        SEASON,
        "\"1 february after rol-open\"",
        &[Replace(SEASON, "rule = \"1 february\"", "rule = \"1 february after rol-open\"")],
    ),
    Seed(
        "backward-cycle",
        SEASON,
        "2025-07-01",
        &[
            Replace(SEASON, "starts = 2026-06-01\nends = 2027-07-01", "starts = 2026-06-01\nends = 2025-07-01"),
            Replace("kbgen.toml", "publisher =", "rules = { past-cycle = \"off\" }\npublisher ="),
        ],
    ),
    Seed("past-cycle", "kbgen.toml", "\"2026\"", &[Replace("kbgen.toml", "cycle = \"2027\"", "cycle = \"2026\"")]),
    Seed("overdue-review", GUIDE, "2024-11-22", &[Replace(GUIDE, FACT, "reviewed = 2024-11-22\n")]),
    Seed(
        "source-without-publisher",
        GUIDE,
        "{ title = \"Recommendations for residency recruitment\", confidence",
        &[Replace(GUIDE, "publisher = \"AAIM (im.org)\", ", "")],
    ),
    // Configuration, suppression, theme.
    Seed("unknown-key", "kbgen.toml", "titel", &[Replace("kbgen.toml", "publisher =", "titel = \"x\"\npublisher =")]),
    Seed(
        "bad-base-url",
        "kbgen.toml",
        "\"before-the-match.example.org\"",
        &[Replace("kbgen.toml", "https://before-the-match.example.org/", "before-the-match.example.org")],
    ),
    Seed(
        "unused-suppression",
        GUIDE,
        "\"raw-html\"",
        &[Replace(GUIDE, FACT, "reviewed = 2026-11-22\nallow = [\"raw-html\"]\n")],
    ),
    Seed(
        "unknown-rule",
        GUIDE,
        "\"raw-htlm\"",
        &[Replace(GUIDE, FACT, "reviewed = 2026-11-22\nallow = [\"raw-htlm\"]\n")],
    ),
    Seed(
        "fixed-rule",
        "kbgen.toml",
        "invalid-toml",
        &[Replace("kbgen.toml", "publisher =", "rules = { invalid-toml = \"off\" }\npublisher =")],
    ),
    Seed(
        "layout-error",
        "theme/layouts/404.html",
        "endblok",
        &[Append("theme/layouts/404.html", "<p>\n{% block x %}{% endblok %}\n")],
    ),
    Seed(
        "missing-layout",
        "theme/layouts/404.html",
        "\"layouts/bsae.html\"",
        &[Append("theme/layouts/404.html", "{% extends \"layouts/bsae.html\" %}\n")],
    ),
    Seed(
        "unused-theme-file",
        "theme/layouts/guides.html",
        "",
        &[Append("theme/layouts/guides.html", "<p>never used</p>\n")],
    ),
    Seed(
        "missing-module",
        "theme/js/main.js",
        "kbgen/core/evla.js",
        &[Append("theme/js/main.js", "import 'kbgen/core/evla.js';\n")],
    ),
    Seed(
        "unjoinable-module",
        "theme/js/search/start.js",
        "import * as all",
        &[Append("theme/js/search/start.js", "import * as all from 'kbgen/core/text.js';\n")],
    ),
    Seed("bad-strings", "kbgen.toml", "\"fr\"", &[Replace("kbgen.toml", "language = \"en\"", "language = \"fr\"")]),
    Seed(
        "unknown-key",
        PARAMS,
        "labl",
        &[Append(PARAMS, "\n[extra]\nlabl = \"x\"\nlabel = \"Extra\"\ntype = \"text\"\nscope = \"you\"\n")],
    ),
    // Email templates, and what is to find faults in messages.
    Seed("template-syntax", TEMPLATE, "{{ endless", &[Replace(TEMPLATE, "Dear ", "Dear {{ endless ")]),
    Seed(
        "unknown-filter",
        TEMPLATE,
        "dte",
        &[Replace(
            TEMPLATE,
            "{{ interview_date | date(format=\"long\") }}.",
            "{{ interview_date | dte(format=\"long\") }}.",
        )],
    ),
    Seed(
        "type-mismatch",
        TEMPLATE,
        "applicant_name > 3",
        &[Append(TEMPLATE, "{% if applicant_name > 3 %}{% endif %}\n")],
    ),
    Seed(
        "unknown-choice",
        TEMPLATE,
        "\"dean\"",
        &[Append(TEMPLATE, "{% if recipient_role == \"dean\" %}{% endif %}\n")],
    ),
    Seed(
        "unreachable-branch",
        TEMPLATE,
        "{% if degree == \"MD\" and degree == \"MBBS\" %}",
        &[Append(TEMPLATE, "{% if degree == \"MD\" and degree == \"MBBS\" %}{% endif %}\n")],
    ),
    Seed("unguarded-parameter", TEMPLATE, "nrmp_id }}", &[Append(TEMPLATE, "{{ nrmp_id }}\n")]),
    Seed(
        "shadowed-name",
        TEMPLATE,
        "degree in updates",
        &[Append(TEMPLATE, "{% for degree in updates %}{% endfor %}\n")],
    ),
    Seed(
        "unused-parameter",
        PARAMS,
        "fax_number",
        &[Append(PARAMS, "\n[fax_number]\nlabel = \"Fax\"\ntype = \"text\"\nscope = \"you\"\n")],
    ),
    Seed(
        "blocked-variant",
        TEMPLATE,
        "attached",
        &[Replace(TEMPLATE, "\nWith kind regards,", "\nPlease find my notes attached.\n\nWith kind regards,")],
    ),
    Seed(
        "doubtful-variant",
        TEMPLATE,
        "of of",
        &[Replace(TEMPLATE, "\nWith kind regards,", "\nI will think of of it often.\n\nWith kind regards,")],
    ),
    Seed(
        "unreached-branch",
        "templates/update-letter/update-letter.md",
        "{% if item == \"nothing at all\" %}",
        &[Replace(
            "templates/update-letter/update-letter.md",
            "{% for item in updates -%}\n- {{ item }}",
            "{% for item in updates -%}\n- {{ item }}{% if item == \"nothing at all\" %}, that is{% endif %}",
        )],
    ),
    Seed(
        "empty-detector",
        PITFALL,
        "[[detect]]\nauthority = \"taste\"\n+++",
        &[Replace(PITFALL, "\n+++\n\n", "\n\n[[detect]]\nauthority = \"taste\"\n+++\n\n")],
    ),
    Seed(
        "bad-phrase",
        PITFALL,
        "\"great *\"",
        &[Replace(PITFALL, "\n+++\n\n", "\n\n[[detect]]\nauthority = \"taste\"\nphrases = [\"great *\"]\n+++\n\n")],
    ),
    Seed(
        "missed-example",
        PITFALL,
        "\"Nothing of it.\"",
        &[Replace(
            PITFALL,
            "\n+++\n\n",
            "\n\n[[detect]]\nauthority = \"taste\"\nphrases = [\"zebra crossing\"]\nexamples.hit = [\"Nothing of it.\"]\n+++\n\n",
        )],
    ),
    Seed(
        "caught-counterexample",
        PITFALL,
        "\"A zebra crossing.\"",
        &[Replace(
            PITFALL,
            "\n+++\n\n",
            "\n\n[[detect]]\nauthority = \"taste\"\nphrases = [\"zebra crossing\"]\nexamples.miss = [\"A zebra crossing.\"]\n+++\n\n",
        )],
    ),
    Seed(
        "unknown-message-rule",
        "kbgen.toml",
        "too-mny-words",
        &[Append("kbgen.toml", "\n[message_rules]\ntoo-mny-words = \"off\"\n")],
    ),
    Seed(
        "unknown-state",
        "content/rules.toml",
        "\"frist-choice\"",
        &[Append(
            "content/rules.toml",
            "\n[[statement]]\nid = \"seeded\"\nlabel = \"x\"\nseverity = \"note\"\nauthority = \"taste\"\nstate = \"frist-choice\"\nmax = 1\nper = \"season\"\n",
        )],
    ),
    Seed(
        "unknown-persona-value",
        "templates/personas/single-name.toml",
        "aplicant_name",
        &[Append("templates/personas/single-name.toml", "\naplicant_name = \"X\"\n")],
    ),
    Seed(
        "bad-persona-value",
        "templates/personas/single-name.toml",
        "\"nobody\"",
        &[Replace("templates/personas/single-name.toml", "step1 = \"pending\"", "step1 = \"nobody\"")],
    ),
];

/// Returns the sources of this repository's knowledge base.
pub(crate) fn real() -> Tree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tree = Tree::new();
    for folder in ["content", "templates"] {
        tree.extend(read_tree(&root.join(folder)).into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)));
    }
    tree.insert("kbgen.toml".into(), std::fs::read(root.join("kbgen.toml")).expect("the configuration"));
    tree
}

fn apply(tree: &mut Tree, edit: &Edit) {
    match edit {
        Replace(path, from, to) => {
            let text = String::from_utf8(tree[*path].clone()).expect("UTF-8");
            assert!(text.contains(from), "`{from}` is not in {path}");
            tree.insert((*path).into(), text.replacen(from, to, 1).into_bytes());
        }
        Append(path, text) => tree.entry((*path).into()).or_default().extend_from_slice(text.as_bytes()),
        Bytes(path, bytes) => {
            tree.insert((*path).into(), bytes.to_vec());
        }
    }
}

/// Line and column of a text in a file, counted without the program's help.
fn locate(tree: &Tree, path: &str, at: &str) -> (usize, usize) {
    let text = String::from_utf8_lossy(tree.get(path).map_or(&[][..], Vec::as_slice)).into_owned();
    let offset = text.find(at).unwrap_or_else(|| panic!("`{at}` is not in {path}"));
    let line = text[..offset].matches('\n').count() + 1;
    let column = text[..offset].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

#[test]
fn the_real_knowledge_base_is_clean() {
    assert_eq!(findings(&real()), "");
}

#[test]
fn every_seeded_defect_is_found_at_its_place() {
    let clean = real();
    let faults: Vec<String> = SEEDS.par_iter().filter_map(|seed| fault(seed, &clean)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns what is wrong with what is found of a defect.
fn fault(Seed(rule, path, at, edits): &Seed, clean: &Tree) -> Option<String> {
    let mut tree = clean.clone();
    for edit in *edits {
        apply(&mut tree, edit);
    }
    let (line, column) = locate(&tree, path, at);
    let expected = format!("{path}:{line}:{column} {rule}: ");
    let found = findings(&tree);
    let lines: Vec<&str> = found.lines().filter(|line| !line.starts_with("  ")).collect();
    let there = lines.iter().filter(|line| line.starts_with(&expected)).count();
    (there != 1 || lines.len() != 1).then(|| format!("expected {expected}\nfound\n{found}"))
}

#[test]
fn every_rule_is_seeded() {
    for rule in kbgen::build::rules() {
        assert!(SEEDS.iter().any(|seed| seed.0 == rule.name), "`{}` is not seeded", rule.name);
    }
}
