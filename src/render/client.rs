//! What programs read: `templates.json`, with the code and the parameters of every email template, and `checks.json`, with
//! all that messages are checked by.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::page::Renderer;
use crate::lang::{self, Code, Parameter, Type};
use crate::message;
use crate::model::EmailTemplate;
use crate::output::{Artifact, OutputPath};

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
struct Checks<'a> {
    /// Version of the rules, see [`message::VERSION`].
    version: u32,
    #[serde(flatten)]
    rules: &'a message::Rules,
}

impl Renderer<'_> {
    /// Returns `templates.json` and `checks.json`.
    #[must_use]
    pub fn data(&self) -> Vec<Artifact> {
        let kb = self.kb;
        let templates = Templates {
            version: lang::VERSION,
            dates: &kb.settings.dates,
            list: kb.templates.rows().iter().map(|template| self.template_data(template)).collect(),
        };
        let checks = Checks { version: message::VERSION, rules: &kb.rules };
        vec![file("templates.json", &templates), file("checks.json", &checks)]
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
