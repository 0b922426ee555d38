//! The email language: typed templates for subjects and bodies, and conditions on their values.
//!
//! ```text
//! parts ──► lexer ──► parser ──► checker ──► ir ──► eval, outline
//! text cut  tokens    ast        names and   Code   segments
//! at {{ }}                       types
//! ```
//!
//! [`compile`] and [`compile_condition`] go from text to [`Code`] and [`Condition`], with every fault of the text in one go.
//! A [`Renderer`] runs them: as a message, as a draft with gaps, or as an outline of all that the template can say.
//! [`variants()`] walks the combinations of values that make a difference. The syntax is a part of Tera 2's, so that a
//! template filled in by Tera gives the same text; a test holds the two together. Everything is a pure function.

mod ast;
mod checker;
mod domain;
mod eval;
mod faults;
mod filters;
mod ir;
mod lexer;
mod outline;
mod parameter;
mod parser;
mod parts;
mod reach;
mod segments;
mod site;
mod value;
mod variants;

use std::collections::BTreeMap;

use crate::diag::Diagnostics;

pub use eval::Renderer;
pub(crate) use faults::RULES;
pub use filters::{DateFormat, Dates, Filter};
pub use ir::{Branch, Code, Condition, For, Node, Operand, Print, Sign, VERSION};
pub use outline::Phrases;
pub use parameter::{Choice, Limits, Parameter, Pattern, Role, Scope, Type};
pub(crate) use parts::{PartKind, parts};
pub use segments::{Segment, SegmentKind, joined};
pub use site::Site;
pub use value::{Bindings, GREATEST, Misfit, Value, is_email};
pub use variants::{Variants, climb, variants};

/// The parameters that a text can name.
#[derive(Debug, Clone, Default)]
pub struct Declarations<'a> {
    by_name: BTreeMap<&'a str, &'a Parameter>,
    open: bool,
}

impl<'a> Declarations<'a> {
    /// Takes parameters; of equal names the first counts.
    pub fn new(parameters: impl IntoIterator<Item = &'a Parameter>) -> Self {
        let mut by_name = BTreeMap::new();
        for parameter in parameters {
            by_name.entry(parameter.name.as_str()).or_insert(parameter);
        }
        Self { by_name, open: false }
    }

    /// Takes every other name for one that may exist, if `open`: the file that would tell could not be read.
    #[must_use]
    pub fn open_if(mut self, open: bool) -> Self {
        self.open = open;
        self
    }

    fn get(&self, name: &str) -> Option<&'a Parameter> {
        self.by_name.get(name).copied()
    }

    fn is_open(&self) -> bool {
        self.open
    }

    fn names(&self) -> impl Iterator<Item = &'a str> {
        self.by_name.keys().copied()
    }
}

/// What kind of text a template makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One line.
    Subject,
    /// Paragraphs.
    Body,
}

/// Compiles a template. What is at fault is reported and left out.
///
/// Returns the names of parameters that it mentions, in order, each time.
#[must_use]
pub fn compile(
    text: &str,
    form: Form,
    site: &Site,
    declarations: &Declarations<'_>,
    found: &mut Diagnostics,
) -> (Code, Vec<String>) {
    let mut faults = Diagnostics::default();
    let line = form == Form::Subject;
    let tree = parser::template(text, site, &mut faults);
    let (nodes, mentions) = checker::template(tree, line, site, declarations, &mut faults);
    let code = Code { nodes, line };
    if faults.is_empty() && !declarations.open {
        for reach in reach::branches(&code, &declarations.by_name) {
            if reach.tried && reach.way.is_none() {
                let place = site.place(reach.branch.tag);
                faults.push(faults::unreachable(place, reach.branch.when.is_none()));
            }
        }
    }
    found.extend(faults);
    (code, mentions)
}

/// Compiles a condition that stands alone; `None` after a fault, which is reported.
///
/// Returns the names of parameters that it mentions, in order, each time.
#[must_use]
pub fn compile_condition(
    text: &str,
    site: &Site,
    declarations: &Declarations<'_>,
    found: &mut Diagnostics,
) -> (Option<Condition>, Vec<String>) {
    match parser::condition(text, site, found) {
        Some(tree) => checker::condition(&tree, site, declarations, found),
        None => (None, Vec::new()),
    }
}
