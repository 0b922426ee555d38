//! What a knowledge base says, read from its folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::ToSpan as _;
use jiff::civil::Date;
use toml::{Table, Value};

use super::condition::Values;
use super::season::Season;

/// What a rule is called, how bad it is, and the pitfall that explains it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Meta {
    /// `kind/id`, or the name of a built-in rule.
    pub(crate) name: String,
    pub(crate) severity: String,
    /// Empty if none does.
    pub(crate) pitfall: String,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Per {
    Target,
    Season,
    Targets,
}

/// Scenarios that a rule is about.
#[derive(Debug)]
pub(super) struct Scope {
    /// `None`: all.
    pub(super) only: Option<Vec<String>>,
    pub(super) except: Vec<String>,
}

impl Scope {
    pub(super) fn holds(&self, scenario: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|one| one == scenario);
        self.only.as_ref().is_none_or(|only| named(only)) && !named(&self.except)
    }
}

#[derive(Debug)]
pub(super) enum Rule {
    Cap {
        scope: Scope,
        max: usize,
        per: Per,
        unless: Option<String>,
    },
    Gap {
        days: i64,
        except: Vec<String>,
    },
    Quiet {
        windows: Vec<String>,
        except: Vec<String>,
    },
    Policy {
        when: String,
        scope: Scope,
    },
    Statement {
        state: String,
        min: Option<usize>,
        max: Option<usize>,
        per: Per,
        after: Option<String>,
        unless: Option<String>,
    },
    Timing {
        windows: Vec<String>,
        early: bool,
    },
}

pub(super) struct Scenario {
    pub(super) max_per_target: Option<usize>,
    pub(super) exclusive: bool,
    pub(super) after: Vec<String>,
}

pub(super) struct Template {
    pub(super) scenario: String,
    pub(super) window: String,
    pub(super) states: Vec<String>,
}

/// A knowledge base, as far as rules across messages ask for it.
pub(crate) struct World {
    /// The first day of the season.
    pub(crate) since: Date,
    pub(super) until: Date,
    pub(super) scenarios: BTreeMap<String, Scenario>,
    pub(super) templates: BTreeMap<String, Template>,
    /// First and last day, as written.
    pub(super) windows: BTreeMap<String, (String, String)>,
    pub(super) anchors: BTreeMap<String, Date>,
    /// Parameters with the personal anchors that they date.
    pub(super) personal: Vec<(String, String)>,
    pub(super) parameters: Table,
    pub(super) rules: Vec<(Meta, Rule)>,
    pub(super) built_in: Vec<Meta>,
    /// The parameter that names the target.
    pub(crate) name: String,
}

fn toml(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let head = text.strip_prefix("+++\n").map_or(text.as_str(), |text| text.split_once("\n+++").expect("an end").0);
    toml::from_str(head).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the Markdown files of a folder by name.
fn pages(folder: &Path) -> BTreeMap<String, Table> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let pages = entries.filter(|path| path.extension().is_some_and(|suffix| suffix == "md"));
    pages.map(|path| (stem(&path), toml(&path))).filter(|(name, _)| name != "index").collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.get(key).map(|value| value.as_str().expect("a text").to_owned())
}

fn number(table: &Table, key: &str) -> Option<usize> {
    table.get(key).map(|value| usize::try_from(value.as_integer().expect("a number")).expect("no less than 0"))
}

fn list(table: &Table, key: &str) -> Vec<String> {
    let items = table.get(key).and_then(Value::as_array);
    items.into_iter().flatten().map(|item| item.as_str().expect("a text").to_owned()).collect()
}

fn scope(table: &Table, key: &str) -> Scope {
    let only = (table[key].as_str() != Some("all")).then(|| list(table, key));
    Scope { only, except: list(table, "except") }
}

fn per(table: &Table) -> Per {
    match table["per"].as_str() {
        Some("target") => Per::Target,
        Some("season") => Per::Season,
        Some("targets") => Per::Targets,
        other => panic!("per {other:?}"),
    }
}

fn rule(kind: &str, table: &Table) -> Rule {
    let said = |key: &str| text(table, key).unwrap_or_else(|| panic!("no `{key}`"));
    match kind {
        "cap" => Rule::Cap {
            scope: scope(table, "scenarios"),
            max: number(table, "max").expect("a number"),
            per: per(table),
            unless: text(table, "unless"),
        },
        "gap" => Rule::Gap { days: table["days"].as_integer().expect("a number"), except: list(table, "except") },
        "quiet" => Rule::Quiet { windows: list(table, "windows"), except: list(table, "except") },
        "policy" => Rule::Policy { when: said("when"), scope: scope(table, "forbids") },
        "statement" => Rule::Statement {
            state: said("state"),
            min: number(table, "min"),
            max: number(table, "max"),
            per: per(table),
            after: text(table, "after"),
            unless: text(table, "unless"),
        },
        _ => Rule::Timing { windows: list(table, "windows"), early: said("when") == "early" },
    }
}

impl World {
    /// Reads the knowledge base in a folder.
    pub(crate) fn read(root: &Path) -> Self {
        let config = toml(&root.join("kbgen.toml"));
        let content = root.join("content");
        let season = Season::read(&toml(&content.join("season.toml")), config["cycle"].as_str().expect("a cycle"));
        let mut parameters = toml(&root.join("templates/params.toml"));
        let mut templates = BTreeMap::new();
        let mut folders: Vec<PathBuf> = fs::read_dir(root.join("templates"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.is_dir() && !path.ends_with("personas"))
            .collect();
        folders.sort();
        for folder in folders {
            for (name, page) in pages(&folder) {
                let window = text(&page, "window").expect("a window");
                let template = Template { scenario: stem(&folder), window, states: list(&page, "states") };
                templates.insert(name, template);
            }
        }
        parameters.retain(|_, parameter| parameter.is_table());
        let having = |key: &str, wanted: Option<&str>| -> Vec<(String, String)> {
            let found = parameters.iter().filter_map(|(name, one)| Some((name, one.get(key)?.as_str()?)));
            found
                .filter(|(_, one)| wanted.is_none_or(|wanted| wanted == *one))
                .map(|(name, one)| (name.clone(), one.to_owned()))
                .collect()
        };
        let pitfalls = pages(&content.join("pitfalls"));
        let severities = config.get("message_rules").and_then(Value::as_table).cloned().unwrap_or_default();
        let built_in = [
            ("exclusive-scenario", "block"),
            ("max-per-target", "warn"),
            ("out-of-order", "note"),
            ("closed-window", "warn"),
        ];
        let built_in = built_in.map(|(name, severity)| {
            let explains = pitfalls.iter().find(|(_, pitfall)| list(pitfall, "rules").iter().any(|rule| rule == name));
            Meta {
                name: name.to_owned(),
                severity: text(&severities, name).unwrap_or_else(|| severity.to_owned()),
                pitfall: explains.map(|(id, _)| id.clone()).unwrap_or_default(),
            }
        });
        let mut rules = Vec::new();
        let written = toml(&content.join("rules.toml"));
        for kind in ["cap", "gap", "quiet", "policy", "statement", "timing"] {
            for table in written.get(kind).and_then(Value::as_array).into_iter().flatten() {
                let table = table.as_table().expect("a table");
                let meta = Meta {
                    name: format!("{kind}/{}", text(table, "id").expect("an id")),
                    severity: text(table, "severity").expect("a severity"),
                    pitfall: text(table, "pitfall").unwrap_or_default(),
                };
                rules.push((meta, rule(kind, table)));
            }
        }
        let scenario = |page: &Table| Scenario {
            max_per_target: number(page, "max_per_target"),
            exclusive: page.get("exclusive").and_then(Value::as_bool).unwrap_or_default(),
            after: list(page, "after"),
        };
        let bounds = |page: &Table| (text(page, "opens").expect("a day"), text(page, "closes").expect("a day"));
        Self {
            since: season.starts,
            until: season.ends,
            scenarios: pages(&content.join("scenarios"))
                .iter()
                .map(|(id, page)| (id.clone(), scenario(page)))
                .collect(),
            templates,
            windows: pages(&content.join("windows")).iter().map(|(id, page)| (id.clone(), bounds(page))).collect(),
            anchors: season.anchors,
            personal: having("anchor", None),
            name: having("role", Some("target-name")).remove(0).0,
            parameters,
            rules,
            built_in: built_in.into(),
        }
    }

    /// Returns the day that a bound of a window falls on: `results`, `results + 18d`; `None` if it is not known.
    pub(super) fn bound(&self, written: &str, values: &Values) -> Option<Date> {
        let mut parts = written.split(' ');
        let anchor = parts.next()?;
        let personal = || {
            let (parameter, _) = self.personal.iter().find(|(_, one)| one == anchor)?;
            values.get(parameter)?.trim().parse().ok()
        };
        let day: Date = self.anchors.get(anchor).copied().or_else(personal)?;
        let (Some(sign), Some(offset)) = (parts.next(), parts.next()) else { return Some(day) };
        let (count, unit) = offset.split_at(offset.len() - 1);
        let count: i64 = count.parse().ok()?;
        let days = match unit {
            "d" => count,
            "w" => count * 7,
            "h" => count / 24,
            other => panic!("unit {other}"),
        };
        Some(day.saturating_add((if sign == "-" { -days } else { days }).days()))
    }

    /// Returns the first and the last day of a window.
    pub(super) fn bounds(&self, window: &str, values: &Values) -> (Option<Date>, Option<Date>) {
        let (opens, closes) = &self.windows[window];
        (self.bound(opens, values), self.bound(closes, values))
    }

    /// Returns whether a window is known to be open on a day, its first and last included.
    pub(super) fn open(&self, window: &str, values: &Values, day: Date) -> bool {
        let (opens, closes) = self.bounds(window, values);
        opens.is_some_and(|opens| opens <= day) && closes.is_some_and(|closes| day <= closes)
    }
}
