//! `templates/personas/<id>.toml`: invented people with whose values every email template is tried.

use crate::diag::Diagnostics;
use crate::fields::{self, Fields, FromToml, Reader, Value};
use crate::lang;
use crate::source::{SourceId, Sources, Span, Spanned};

/// A persona as written.
#[derive(Debug)]
pub struct RawPersona {
    /// The file.
    pub source: SourceId,
    /// The file's name.
    pub name: String,
    /// Who it is.
    pub title: Spanned<String>,
    /// In a sentence.
    pub description: String,
    /// Values by parameter: an empty text is a value that is missing, none is one that can't be read. Absent if the table
    /// can't be read.
    pub values: Option<NamedValues>,
}

/// Values by parameter; none for one that can't be read, which is reported.
#[derive(Debug, Default)]
pub struct NamedValues(pub Vec<NamedValue>);

/// A parameter's name and its value.
pub type NamedValue = (Spanned<String>, Option<Spanned<lang::Value>>);

/// A value that may be wrong, which is reported.
#[derive(Default)]
struct Read(Option<Spanned<lang::Value>>);

impl FromToml for Read {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self(FromToml::from_toml(value, reader)))
    }
}

impl NamedValues {
    /// Reads every key of a table.
    pub(crate) fn read(table: &mut Fields<'_, '_, '_>) -> Self {
        Self(table.entries::<Read>().into_iter().map(|(name, Read(value))| (name, value)).collect())
    }
}

impl FromToml for NamedValues {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, Self::read)
    }
}

pub(super) fn parse(
    source: SourceId,
    name: &str,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<RawPersona> {
    fields::parse(&sources[source].text, source, 0, Span::default(), diagnostics, |table| RawPersona {
        source,
        name: name.to_owned(),
        title: table.required("title"),
        description: table.or_default("description"),
        values: table.required_optional("values"),
    })
}
