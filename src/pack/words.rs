//! The words that downloads are labelled with; a theme's strings can replace them.

use serde::{Deserialize, Serialize};

/// Every label in the downloads. The default is English; what a table leaves out stays so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the defaults are the documentation")]
pub struct Words {
    pub subject: String,
    pub message: String,
    pub purpose: String,
    pub when: String,
    pub recipients: String,
    pub limits: String,
    /// With `{count}`.
    pub at_most: String,
    pub at_most_once: String,
    pub exclusive: String,
    pub pitfalls: String,
    pub checklist: String,
    pub files: String,
    pub origin: String,
    /// With `{version}`.
    pub version: String,
    pub parameters: String,
    pub parameter: String,
    pub what: String,
    pub example: String,
    pub choices: String,
    pub required: String,
    pub optional: String,
    /// What each type asks for, by its name in the files.
    pub types: TypeWords,
    /// Under the title of a document with gaps.
    pub gaps: String,
    /// Opens a file of values.
    pub values: String,
    /// How a word processor writes the day that is picked; its own pattern, with `d`, `MMMM` and `yyyy`.
    pub date_picture: String,
}

/// What values of each type are called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the defaults are the documentation")]
pub struct TypeWords {
    pub text: String,
    pub long_text: String,
    pub number: String,
    pub date: String,
    pub bool: String,
    pub choice: String,
    pub list: String,
    pub email: String,
    pub url: String,
}

impl Default for TypeWords {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            text: text("text"),
            long_text: text("text of any length"),
            number: text("number"),
            date: text("date"),
            bool: text("yes or no"),
            choice: text("one of the choices"),
            list: text("list"),
            email: text("email address"),
            url: text("web address"),
        }
    }
}

impl TypeWords {
    /// Returns what a type's values are called.
    pub(super) fn name(&self, kind: crate::lang::Type) -> &str {
        use crate::lang::Type;
        match kind {
            Type::Text => &self.text,
            Type::LongText => &self.long_text,
            Type::Number => &self.number,
            Type::Date => &self.date,
            Type::Bool => &self.bool,
            Type::Choice => &self.choice,
            Type::List => &self.list,
            Type::Email => &self.email,
            Type::Url => &self.url,
        }
    }
}

impl Default for Words {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            subject: text("Subject"),
            message: text("Message"),
            purpose: text("What it is for"),
            when: text("When"),
            recipients: text("To whom"),
            limits: text("How often"),
            at_most: text("At most {count} to each"),
            at_most_once: text("At most one to each"),
            exclusive: text("To one only: never send it to a second"),
            pitfalls: text("What goes wrong"),
            checklist: text("Before you send"),
            files: text("Files"),
            origin: text("Where it comes from"),
            version: text("Version {version}"),
            parameters: text("What to fill in"),
            parameter: text("Name"),
            what: text("What"),
            example: text("Example"),
            choices: text("Choices"),
            required: text("required"),
            optional: text("optional"),
            types: TypeWords::default(),
            gaps: text(
                "Replace each text in brackets by your own. What you type once fills every place that asks for it.",
            ),
            values: text("Values to fill the template with: replace the examples by your own."),
            date_picture: text("MMMM d, yyyy"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_table_replaces_some_words_and_leaves_the_others() {
        let words: Words = toml::from_str("subject = \"Betreff\"\n[types]\nlong-text = \"Text\"").expect("a table");
        let mut expected = Words { subject: "Betreff".to_owned(), ..Words::default() };
        expected.types.long_text = "Text".to_owned();
        assert_eq!(words, expected);
    }
}
