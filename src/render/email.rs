//! An email template as HTML: as it reads with the examples, what is filled in marked by whose it is; each part that could
//! read otherwise has a number, under which all that it could say is listed.

use std::fmt::Write as _;

use super::view::{ChoiceView, OptionView};
use crate::lang::{self, Bindings, Branch, Code, Node, Parameter, Phrases, Scope};
use crate::markdown::escape;

/// What the pages of email templates are made with.
pub(super) struct Marker<'a> {
    pub(super) renderer: lang::Renderer<'a>,
    pub(super) phrases: &'a Phrases,
    pub(super) parameters: &'a [&'a Parameter],
    /// The examples, by which branches are chosen.
    pub(super) examples: Bindings,
}

/// A subject or body while it is written.
#[derive(Default)]
struct Page<'c> {
    /// The parts that could read otherwise, as far as they have a number.
    choices: Vec<&'c [Branch]>,
    /// Variables of loops, each with its list.
    loops: Vec<(&'c str, &'c str)>,
    /// Whether parts get numbers.
    numbered: bool,
}

impl Marker<'_> {
    /// Returns a subject as it reads with the examples.
    pub(super) fn subject(&self, code: &Code) -> String {
        let mut html = String::new();
        self.nodes(&code.nodes, &mut Page::default(), &mut html);
        html.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns a body as it reads with the examples, and what each numbered part could say.
    pub(super) fn body(&self, code: &Code) -> (String, Vec<ChoiceView>) {
        let mut page = Page { numbered: true, ..Page::default() };
        let mut html = String::new();
        self.nodes(&code.nodes, &mut page, &mut html);
        let mut views = Vec::new();
        // What is listed can hold further parts, which are listed after it.
        while let Some(branches) = page.choices.get(views.len()).copied() {
            let number = views.len() + 1;
            let options = branches.iter().map(|branch| self.option(branch, &mut page)).collect();
            views.push(ChoiceView { number, options });
        }
        (html.trim().to_owned(), views)
    }

    fn option<'c>(&self, branch: &'c Branch, page: &mut Page<'c>) -> OptionView {
        let mut html = String::new();
        self.nodes(&branch.then, page, &mut html);
        let when = match &branch.when {
            Some(condition) => self.renderer.words(condition, self.phrases),
            None => self.phrases.else_label.clone(),
        };
        OptionView { when, html: html.trim().to_owned() }
    }

    fn nodes<'c>(&self, nodes: &'c [Node], page: &mut Page<'c>, html: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => html.push_str(&escape(text)),
                Node::Print(print) => {
                    let item = page.loops.iter().rev().find(|(item, _)| *item == print.name);
                    self.slot(item.map_or(print.name.as_str(), |(_, list)| list), html);
                }
                Node::For(looped) => {
                    page.loops.push((&looped.item, &looped.list));
                    self.nodes(&looped.body, page, html);
                    page.loops.pop();
                }
                Node::If(branches) => self.choice(branches, page, html),
            }
        }
    }

    /// Writes the branch that the examples lead to, with the number under which all of them are listed.
    fn choice<'c>(&self, branches: &'c [Branch], page: &mut Page<'c>, html: &mut String) {
        let holds = |branch: &&Branch| {
            branch.when.as_ref().is_none_or(|condition| self.renderer.holds(condition, &self.examples))
        };
        let numbered = std::mem::replace(&mut page.numbered, false);
        let mut chosen = String::new();
        if let Some(branch) = branches.iter().find(holds) {
            self.nodes(&branch.then, page, &mut chosen);
        }
        page.numbered = numbered;
        if !numbered {
            html.push_str(&chosen);
            return;
        }
        page.choices.push(branches);
        let number = page.choices.len();
        let text = chosen.trim();
        let start = chosen.len() - chosen.trim_start().len();
        html.push_str(&chosen[..start]);
        if !text.is_empty() {
            let _ = write!(html, "<span class=\"choice\">{text}</span>");
        }
        let _ = write!(html, "<sup><a href=\"#choice-{number}\">{number}</a></sup>");
        html.push_str(&chosen[start + text.len()..]);
    }

    fn slot(&self, name: &str, html: &mut String) {
        let parameter = self.parameters.iter().find(|parameter| parameter.name == name);
        let (label, scope) = parameter.map_or((name, Scope::Message), |found| (found.label.as_str(), found.scope));
        let class = match scope {
            Scope::You => "you",
            Scope::Target => "target",
            Scope::Message => "message",
        };
        let _ = write!(html, "<span class=\"slot {class}\">{}</span>", escape(label));
    }
}
