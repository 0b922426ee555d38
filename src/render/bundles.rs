//! Packs: what of the knowledge base goes into each, in every format.

use std::collections::BTreeSet;

use super::page::Renderer;
use super::view::PackView;
use crate::lang::{self, Parameter, Scope, Segment};
use crate::model::{EmailTemplate, Id, KnowledgeBase, Page, Pitfall, Scenario, TEMPLATE_FORMATS, Window};
use crate::output::{Artifact, OutputPath};
use crate::pack::{
    self, About, FileNote, Letter, Mail, Manifest, Origin, ParameterOutline, Readme, Rule, TemplateOutline, WordRange,
};

/// A pack, ready to be written.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The scenario that it is for; none for the pack of all.
    pub scenario: Option<Id<Scenario>>,
    /// The zip.
    pub artifact: Artifact,
    /// As pages show it.
    pub view: PackView,
}

/// An email template in every format of [`TEMPLATE_FORMATS`], in that order.
#[derive(Debug)]
pub struct TemplateFiles(Vec<Vec<u8>>);

/// What a pack is put together from.
struct Contents {
    id: String,
    title: String,
    purpose: String,
    templates: Vec<Id<EmailTemplate>>,
    scenarios: Vec<Id<Scenario>>,
    windows: Vec<Id<Window>>,
    pitfalls: Vec<Id<Pitfall>>,
    page: String,
}

impl Renderer<'_> {
    /// Makes the pack of a scenario that has an email template.
    #[must_use]
    pub fn scenario_bundle(&self, id: Id<Scenario>) -> Bundle {
        let scenario = &self.kb.scenarios[id];
        let page = &self.kb.pages[scenario.page];
        let contents = Contents {
            id: page.name.clone(),
            title: page.meta.title.value.clone(),
            purpose: page.meta.description.value.clone(),
            templates: scenario.templates.clone(),
            scenarios: vec![id],
            windows: scenario.windows.clone(),
            pitfalls: scenario.pitfalls.clone(),
            page: page.url.path.clone(),
        };
        self.bundle(Some(id), &contents)
    }

    /// Makes the pack of all email templates.
    #[must_use]
    pub fn whole_bundle(&self) -> Bundle {
        let kb = self.kb;
        let contents = Contents {
            id: "all".to_owned(),
            title: kb.settings.title.clone(),
            purpose: kb.settings.description.clone(),
            templates: kb.templates.iter().map(|(id, _)| id).collect(),
            scenarios: kb.scenarios.iter().map(|(id, _)| id).collect(),
            windows: kb.windows.iter().map(|(id, _)| id).collect(),
            pitfalls: kb.pitfalls.iter().map(|(id, _)| id).collect(),
            page: String::new(),
        };
        self.bundle(None, &contents)
    }

    fn bundle(&self, scenario: Option<Id<Scenario>>, contents: &Contents) -> Bundle {
        let mut files: Vec<Artifact> = Vec::new();
        for &template in &contents.templates {
            let folder = match scenario {
                Some(_) => String::new(),
                None => format!("{}/", self.scenario_page(&self.kb.templates[template]).name),
            };
            files.extend(self.template_artifacts(template, &folder));
        }
        let parameters = self.all_parameters(&contents.templates);
        let own: Vec<&Parameter> =
            parameters.iter().copied().filter(|parameter| parameter.scope == Scope::You).collect();
        files.push(Artifact::new(OutputPath::new("params.csv"), pack::params_csv(&parameters)));
        let words = &self.theme.strings.packs;
        files.push(Artifact::new(OutputPath::new("values.toml"), pack::values_toml(&own, words)));
        files.extend(self.calendar(&contents.title, &contents.windows, "windows.ics"));
        let version = pack::version_of(&pack::files_of(&files));
        let readme = self.readme(contents, &files, &version);
        files.push(Artifact::new(OutputPath::new(pack::README), readme));
        let manifest = Manifest::new(self.about(contents), &files);
        let bytes = pack::pack(&contents.id, &files, &manifest);
        let sums = pack::files_of(&[Artifact::new(OutputPath::new("pack.zip"), bytes.clone())]);
        let view = PackView {
            title: contents.title.clone(),
            page: contents.page.clone(),
            path: format!("packs/{}.zip", contents.id),
            size: self.theme.strings.size(bytes.len()),
            sha256: sums.into_iter().next().map_or_else(String::new, |file| file.sha256),
            version,
            templates: contents.templates.iter().map(|&id| self.link(self.kb.templates[id].page)).collect(),
            files: files.len() + 2,
        };
        Bundle { scenario, artifact: Artifact::new(OutputPath::new(view.path.clone()), bytes), view }
    }

    fn scenario_page(&self, template: &EmailTemplate) -> &Page {
        &self.kb.pages[self.kb.scenarios[template.scenario].page]
    }

    /// Returns what templates ask for, each parameter once.
    fn all_parameters(&self, templates: &[Id<EmailTemplate>]) -> Vec<&Parameter> {
        let mut seen = BTreeSet::new();
        let all = templates.iter().flat_map(|&id| self.kb.parameters_of(&self.kb.templates[id]));
        all.filter(|parameter| seen.insert(parameter.name.as_str())).collect()
    }

    /// Returns the files of an email template, under `folder`.
    pub(super) fn template_artifacts(&self, id: Id<EmailTemplate>, folder: &str) -> Vec<Artifact> {
        let name = &self.kb.pages[self.kb.templates[id].page].name;
        let TemplateFiles(files) = &self.files[id.index()];
        TEMPLATE_FORMATS
            .iter()
            .zip(files)
            .map(|(format, bytes)| Artifact::new(OutputPath::new(format!("{folder}{name}.{format}")), bytes.clone()))
            .collect()
    }

    /// Makes the files of an email template, which stand beside its page and in packs.
    #[must_use]
    pub fn template_files(&self, id: Id<EmailTemplate>) -> TemplateFiles {
        let template = &self.kb.templates[id];
        let page = &self.kb.pages[template.page];
        let parameters = self.kb.parameters_of(template);
        let renderer = lang::Renderer::new(parameters.iter().copied(), &self.kb.settings.dates);
        let phrases = &self.theme.strings.outline;
        let (subject, body) = (renderer.outline(&template.subject, phrases), renderer.outline(&template.body, phrases));
        let (subject_text, body_text) = (lang::joined(&subject), lang::joined(&body));
        let words = &self.theme.strings.packs;
        let language = self.kb.settings.language.value.as_str();
        let checklist = self.checklist_of(template);
        let eml = pack::render_eml(&Mail {
            from: None,
            to: Vec::new(),
            cc: Vec::new(),
            subject: &subject_text,
            body: &body_text,
        });
        let document = pack::render_docx(&Letter {
            language,
            title: &page.meta.title.value,
            subject: &subject,
            body: &body,
            parameters: &parameters,
            checklist: checklist.as_ref().map(|(title, items)| (title.as_str(), items.as_slice())),
            words,
        });
        let form = self.offline_form(template);
        let html = pack::render_html(&pack::Page {
            language,
            title: &page.meta.title.value,
            purpose: &page.meta.description.value,
            subject: &subject,
            body: &body,
            parameters: &parameters,
            checklist: checklist.as_ref().map_or(&[], |(_, items)| items.as_slice()),
            words,
            form: form.as_ref(),
        });
        let text = format!("{}: {subject_text}\n\n{body_text}\n", words.subject);
        TemplateFiles(vec![text.into_bytes(), eml.clone(), eml, document, html.into_bytes()])
    }

    /// Returns title and items of the checklist to go through before a template's message is sent.
    pub(super) fn checklist_of(&self, template: &EmailTemplate) -> Option<(String, Vec<String>)> {
        let checklist = self.kb.scenarios[template.scenario].checklist?;
        let page = &self.kb.pages[self.kb.checklists[checklist].page];
        let text = &self.kb.sources[page.source].text[page.body.range()];
        Some((page.meta.title.value.clone(), crate::markdown::list_items(text)))
    }

    fn readme(&self, contents: &Contents, files: &[Artifact], version: &str) -> String {
        let (kb, strings) = (self.kb, &self.theme.strings);
        let scenario = match contents.scenarios.as_slice() {
            [only] => Some(&kb.scenarios[*only]),
            _ => None,
        };
        let when = contents.windows.iter().map(|&id| {
            let window = self.window_view(&kb.windows[id]);
            let status =
                if window.status == "expected" { format!(" ({})", strings.status["expected"]) } else { String::new() };
            format!("{}: {}{status}", window.link.title, window.when)
        });
        let pitfalls: Vec<_> = self.pitfalls(&contents.pitfalls);
        let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let suffix = |name: &str| name.rsplit_once('.').map_or(name, |(_, suffix)| suffix).to_owned();
        let notes = names.iter().map(|name| FileNote { name, what: strings.file_note(&suffix(name)) }).collect();
        let url = kb.settings.base_url.as_ref().map_or_else(String::new, |base| base.join(&contents.page));
        pack::render_readme(&Readme {
            title: &contents.title,
            purpose: &contents.purpose,
            when: when.collect(),
            recipients: scenario.map_or_else(Vec::new, |scenario| self.recipients(&scenario.recipients)),
            at_most: scenario.and_then(|scenario| scenario.max_per_target).map(|max| max.value),
            exclusive: scenario.is_some_and(|scenario| scenario.exclusive.value),
            pitfalls: pitfalls
                .iter()
                .map(|pitfall| pack::Pitfall {
                    severity: &strings.severities[pitfall.severity.name()],
                    title: &pitfall.link.title,
                    description: &pitfall.link.description,
                })
                .collect(),
            checklist: match contents.templates.first() {
                Some(&template) if scenario.is_some() => {
                    self.checklist_of(&kb.templates[template]).map_or_else(Vec::new, |(_, items)| items)
                }
                _ => Vec::new(),
            },
            files: notes,
            origin: Origin { publisher: &kb.settings.publisher, url: &url },
            caution: &kb.settings.footer,
            version,
            words: &strings.packs,
        })
    }

    /// Returns what a pack is about, for programs.
    fn about(&self, contents: &Contents) -> About {
        let kb = self.kb;
        let windows = contents.windows.iter().map(|&id| {
            let window = self.window_view(&kb.windows[id]);
            let day = |date: Option<super::view::DateView>| date.map_or_else(|| window.when.clone(), |date| date.iso);
            pack::Window {
                id: kb.pages[kb.windows[id].page].name.clone(),
                title: window.link.title.clone(),
                opens: day(window.opens.clone()),
                closes: day(window.closes.clone()),
                status: window.status.to_owned(),
            }
        });
        let rules = contents.pitfalls.iter().map(|&id| {
            let pitfall = &kb.pitfalls[id];
            let page = &kb.pages[pitfall.page];
            Rule {
                id: page.name.clone(),
                title: page.meta.title.value.clone(),
                severity: pitfall.severity.value.name().to_owned(),
                detail: Some(page.meta.description.value.clone()).into_iter().filter(|text| !text.is_empty()).collect(),
            }
        });
        About {
            id: contents.id.clone(),
            title: contents.title.clone(),
            templates: contents.templates.iter().map(|&id| self.template_outline(&kb.templates[id])).collect(),
            windows: windows.collect(),
            rules: rules.collect(),
        }
    }

    fn template_outline(&self, template: &EmailTemplate) -> TemplateOutline {
        let page = &self.kb.pages[template.page];
        let parameters = self.kb.parameters_of(template);
        let renderer = lang::Renderer::new(parameters.iter().copied(), &self.kb.settings.dates);
        let outline = |code| {
            let segments: Vec<Segment> = renderer.outline(code, &self.theme.strings.outline);
            lang::joined(&segments)
        };
        TemplateOutline {
            id: page.name.clone(),
            title: page.meta.title.value.clone(),
            subject: outline(&template.subject),
            body: outline(&template.body),
            window: Some(self.kb.pages[self.kb.windows[template.window].page].name.clone()),
            words: template.words.map(|words| WordRange { least: words.value.least, most: words.value.most }),
            parameters: parameters.iter().map(|parameter| outline_of(parameter)).collect(),
        }
    }
}

fn outline_of(parameter: &Parameter) -> ParameterOutline {
    let kind = serde_json::to_value(parameter.kind).ok();
    ParameterOutline {
        name: parameter.name.clone(),
        label: parameter.label.clone(),
        kind: kind.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
        required: parameter.required,
        choices: parameter.choices.iter().map(|choice| choice.value.clone()).collect(),
    }
}

/// Returns the scenarios that have a pack: those with an email template.
#[must_use]
pub fn packed_scenarios(kb: &KnowledgeBase) -> Vec<Id<Scenario>> {
    kb.scenarios.iter().filter(|(_, scenario)| !scenario.templates.is_empty()).map(|(id, _)| id).collect()
}
