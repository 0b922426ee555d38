//! What programs read: `templates.json`, with the code and the parameters of every email template, and `checks.json`, with
//! all that messages are checked by. Scripts of the site get the same, and the season, as modules.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::page::Renderer;
use super::season::Target;
use crate::lang::{self, Code, Parameter, Type};
use crate::message;
use crate::model::EmailTemplate;
use crate::output::{Artifact, OutputPath};
use crate::pack;

/// `templates.json`.
#[derive(Serialize)]
struct Templates<'a> {
    /// Version of the code, see [`lang::VERSION`].
    version: u32,
    dates: &'a lang::Dates,
    #[serde(rename = "templates")]
    list: Vec<Template<'a>>,
}

#[derive(Serialize)]
struct Template<'a> {
    id: &'a str,
    title: &'a str,
    path: &'a str,
    scenario: &'a str,
    window: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<message::WordBudget>,
    subject: &'a Code,
    body: &'a Code,
    parameters: Vec<&'a Parameter>,
    /// JSON Schema of an object with the template's values.
    schema: Value,
}

/// `checks.json`.
#[derive(Serialize)]
pub(super) struct CheckRules<'a> {
    /// Version of the rules, see [`message::VERSION`].
    version: u32,
    #[serde(flatten)]
    rules: &'a message::Rules,
}

impl<'a> CheckRules<'a> {
    pub(super) fn new(rules: &'a message::Rules) -> Self {
        Self { version: message::VERSION, rules }
    }
}

/// Modules of data that the theme's scripts can import as `kbgen/data/<name>`; one of each template is under `templates/`.
/// On a template's page `checks.js` is that of its scenario, which lies under `checks/`.
pub(super) const DATA_MODULES: [&str; 6] =
    [CHECKS, "docx.js", "season.js", STRINGS, "workspace.js", "workspace-strings.js"];

/// The words of the scripts.
pub(super) const STRINGS: &str = "strings.js";

/// The module of all that messages are checked by.
pub(super) const CHECKS: &str = "checks.js";

/// The site's data as modules, in a folder that is named for what they hold.
#[derive(Debug, Default)]
pub(super) struct Data {
    /// From the site's root, `/` included.
    pub(super) folder: String,
    /// Names in that folder, and texts.
    pub(super) modules: BTreeMap<String, String>,
    /// By the path of an email template's page, the names of its checks and of its own module.
    pub(super) own: BTreeMap<String, [String; 2]>,
}

/// `checks.js`.
#[derive(Serialize)]
struct CheckModule<'a> {
    #[serde(flatten)]
    checks: CheckRules<'a>,
    /// Where each pitfall is explained, by its id.
    paths: BTreeMap<&'a str, String>,
}

/// A module of one email template.
#[derive(Serialize)]
struct TemplateModule<'a> {
    id: &'a str,
    title: &'a str,
    path: String,
    scenario: &'a str,
    window: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<message::WordBudget>,
    to: Vec<String>,
    cc: Vec<String>,
    subject: &'a Code,
    body: &'a Code,
    parameters: Vec<&'a Parameter>,
    dates: &'a lang::Dates,
    language: &'a str,
    target: Target<'a>,
    /// What to look at before it is sent.
    checklist: Vec<String>,
}

/// Returns a value as a module that exports it, safe inside a `script` element too.
pub(super) fn module(value: &impl Serialize) -> String {
    format!("export default {};\n", literal(value))
}

/// Returns a value as JavaScript.
pub(super) fn literal(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("texts, numbers and lists are JSON");
    // Outside texts none of these is JSON.
    [('<', "\\u003c"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")]
        .into_iter()
        .fold(json, |json, (from, to)| if json.contains(from) { json.replace(from, to) } else { json })
}

impl Renderer<'_> {
    /// Returns the site's data as modules.
    pub(super) fn data_modules(&self) -> Data {
        let kb = self.kb;
        let path = |path: &str| Some(path.to_owned());
        let document = pack::docx_frame(&kb.settings.language.value, &self.theme.strings.packs);
        let document: BTreeMap<&str, String> = document.into_iter().collect();
        let mut modules = BTreeMap::from([
            (CHECKS.to_owned(), self.checks_module(&kb.rules, &path)),
            ("docx.js".to_owned(), module(&document)),
            ("season.js".to_owned(), module(&self.season_data())),
            (STRINGS.to_owned(), module(&self.theme.strings.script)),
            ("workspace.js".to_owned(), self.workspace_module()),
            ("workspace-strings.js".to_owned(), module(&self.theme.strings.workspace)),
        ]);
        for scenario in kb.scenarios.rows().iter().filter(|scenario| !scenario.templates.is_empty()) {
            let name = &kb.pages[scenario.page].name;
            modules.insert(format!("checks/{name}.js"), self.checks_module(&kb.rules.of_scenario(name), &path));
        }
        let mut own = BTreeMap::new();
        for template in kb.templates.rows() {
            let page = &kb.pages[template.page];
            let name = format!("templates/{}.js", page.name);
            modules.insert(name.clone(), self.template_module(template, &path));
            let scenario = &kb.pages[kb.scenarios[template.scenario].page];
            own.insert(page.url.path.clone(), [format!("checks/{}.js", scenario.name), name]);
        }
        let mut hasher = blake3::Hasher::new();
        for (name, text) in &modules {
            hasher.update(name.as_bytes()).update(b"\0").update(text.as_bytes()).update(b"\0");
        }
        Data { folder: format!("data/{}/", &hasher.finalize().to_hex()[..12]), modules, own }
    }

    /// Returns rules as `checks.js`; `path` makes of a page's path what leads there from where the module is used.
    pub(super) fn checks_module(&self, rules: &message::Rules, path: &dyn Fn(&str) -> Option<String>) -> String {
        let named = pitfalls_of(rules);
        let pages = self.kb.pitfalls.rows().iter().map(|pitfall| &self.kb.pages[pitfall.page]);
        let paths = pages
            .filter(|page| named.contains(page.name.as_str()))
            .filter_map(|page| Some((page.name.as_str(), path(&page.url.full())?)))
            .collect();
        module(&CheckModule { checks: CheckRules::new(rules), paths })
    }

    /// Returns an email template as a module of its own.
    pub(super) fn template_module(&self, template: &EmailTemplate, path: &dyn Fn(&str) -> Option<String>) -> String {
        let kb = self.kb;
        let page = &kb.pages[template.page];
        module(&TemplateModule {
            id: &page.name,
            title: &page.meta.title.value,
            path: path(&page.url.path).unwrap_or_default(),
            scenario: &kb.pages[kb.scenarios[template.scenario].page].name,
            window: &kb.pages[kb.windows[template.window].page].name,
            words: template.words.map(|words| words.value),
            to: self.recipients(&template.to),
            cc: self.recipients(&template.cc),
            subject: &template.subject,
            body: &template.body,
            parameters: kb.parameters_of(template),
            dates: &kb.settings.dates,
            language: &kb.settings.language.value,
            target: self.target_words(),
            checklist: self.checklist_of(template).map_or_else(Vec::new, |(_, items)| items),
        })
    }

    /// Returns the data as modules, and, if there are email templates, `templates.json` and `checks.json`.
    #[must_use]
    pub fn data(&self) -> Vec<Artifact> {
        let kb = self.kb;
        let modules =
            self.data.modules.iter().map(|(name, text)| {
                Artifact::new(OutputPath::new(format!("{}{name}", self.data.folder)), text.as_str())
            });
        let mut files: Vec<Artifact> = modules.collect();
        if kb.templates.is_empty() {
            return files;
        }
        let templates = Templates {
            version: lang::VERSION,
            dates: &kb.settings.dates,
            list: kb.templates.rows().iter().map(|template| self.template_data(template)).collect(),
        };
        let checks = CheckRules::new(&kb.rules);
        files.extend([file("templates.json", &templates), file("checks.json", &checks)]);
        files
    }

    fn template_data<'k>(&'k self, template: &'k EmailTemplate) -> Template<'k> {
        let kb = self.kb;
        let page = &kb.pages[template.page];
        let parameters = kb.parameters_of(template);
        Template {
            id: &page.name,
            title: &page.meta.title.value,
            path: &page.url.path,
            scenario: &kb.pages[kb.scenarios[template.scenario].page].name,
            window: &kb.pages[kb.windows[template.window].page].name,
            words: template.words.map(|words| words.value),
            subject: &template.subject,
            body: &template.body,
            schema: schema(&page.meta.title.value, &parameters),
            parameters,
        }
    }
}

/// Returns the ids of the pitfalls that findings of these rules can name.
fn pitfalls_of(rules: &message::Rules) -> BTreeSet<&str> {
    let across = &rules.across;
    let metas = (across.caps.iter().map(|rule| &rule.meta))
        .chain(across.gaps.iter().map(|rule| &rule.meta))
        .chain(across.quiet.iter().map(|rule| &rule.meta))
        .chain(across.policies.iter().map(|rule| &rule.meta))
        .chain(across.statements.iter().map(|rule| &rule.meta))
        .chain(across.timings.iter().map(|rule| &rule.meta));
    let detectors = rules.detectors.iter().map(|detector| &detector.pitfall);
    detectors
        .chain(rules.pitfalls.values())
        .chain(metas.filter_map(|meta| meta.pitfall.as_ref()))
        .map(String::as_str)
        .collect()
}

fn file(path: &str, value: &impl Serialize) -> Artifact {
    let mut bytes = serde_json::to_vec(value).expect("texts, numbers and lists are JSON");
    bytes.push(b'\n');
    Artifact::new(OutputPath::new(path), bytes)
}

/// Returns the JSON Schema of an object with a value for each parameter. Source: JSON Schema 2020-12.
fn schema(title: &str, parameters: &[&Parameter]) -> Value {
    let properties: Map<String, Value> =
        parameters.iter().map(|parameter| (parameter.name.clone(), property(parameter))).collect();
    let required: Vec<&str> =
        parameters.iter().filter(|parameter| parameter.required).map(|parameter| parameter.name.as_str()).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(parameter: &Parameter) -> Value {
    let limits = &parameter.limits;
    let mut property = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() {
            property.insert(name.to_owned(), value);
        }
    };
    set("title", json!(parameter.label));
    if !parameter.help.is_empty() {
        set("description", json!(parameter.help));
    }
    set(
        "type",
        json!(match parameter.kind {
            Type::Number => "integer",
            Type::Bool => "boolean",
            Type::List => "array",
            _ => "string",
        }),
    );
    match parameter.kind {
        Type::Number => {
            set("minimum", json!(limits.min.unwrap_or(-lang::GREATEST)));
            set("maximum", json!(limits.max.unwrap_or(lang::GREATEST)));
        }
        Type::List => {
            set("items", json!({ "type": "string", "minLength": 1 }));
            set("minItems", json!(limits.min));
            set("maxItems", json!(limits.max));
        }
        Type::Date => set("format", json!("date")),
        Type::Email => set("format", json!("email")),
        Type::Url => set("format", json!("uri")),
        Type::Choice => {
            let choice = |choice: &lang::Choice| json!({ "const": choice.value, "title": choice.label });
            set("oneOf", parameter.choices.iter().map(choice).collect());
        }
        Type::Text | Type::LongText | Type::Bool => {}
    }
    if let Some(example) = &parameter.example {
        set("examples", json!([example]));
    }
    Value::Object(property)
}
