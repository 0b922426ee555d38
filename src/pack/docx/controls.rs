//! Content controls, and the data that they are bound to.
//!
//! A parameter has one entry in the document's data and a control at each place in the text; what is typed into one
//! control fills the others. Source: ISO/IEC 29500-1, sections 17.5.2 (structured document tags) and 22.5 (custom XML).

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::super::escape::{escape, one_line};
use super::super::manifest::hex;
use super::super::words::Words;
use crate::lang::{Parameter, Type};

const NAMESPACE: &str = "urn:kbgen:values:1";
/// Word takes a document for damaged if a title or tag of a control is longer.
const LONGEST: usize = 64;

/// Writes controls and numbers them.
pub(super) struct Controls<'a> {
    parameters: &'a [&'a Parameter],
    words: &'a Words,
    language: &'a str,
    store: String,
    written: u32,
}

impl<'a> Controls<'a> {
    pub(super) fn new(parameters: &'a [&'a Parameter], words: &'a Words, language: &'a str) -> Self {
        Self { parameters, words, language, store: guid(&data(parameters)), written: 0 }
    }

    /// Writes a control of a parameter within a paragraph; `None` if the letter has no parameter of this name.
    pub(super) fn control(&mut self, name: &str) -> Option<String> {
        let index = self.parameters.iter().position(|parameter| parameter.name == name)?;
        let parameter = self.parameters[index];
        let number = index + 1;
        let id = self.next_id();
        // The order of the properties is the schema's.
        Some(format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"{}\"/><w:tag w:val=\"{}\"/><w:id w:val=\"{id}\"/>\
             <w:placeholder><w:docPart w:val=\"{}\"/></w:placeholder><w:showingPlcHdr/>\
             <w:dataBinding w:prefixMappings=\"xmlns:v='{NAMESPACE}'\" w:xpath=\"/v:values[1]/v:value[{number}]\" \
             w:storeItemID=\"{}\"/>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            attribute(&parameter.label),
            attribute(&parameter.name),
            part(number),
            self.store,
            self.kind(parameter),
            placeholder(&parameter.label),
        ))
    }

    /// Writes a box to tick, bound to nothing. Source: [MS-DOCX], section 2.6.1.
    pub(super) fn checkbox(&mut self) -> String {
        let id = self.next_id();
        format!(
            "<w:sdt><w:sdtPr><w:id w:val=\"{id}\"/><w14:checkbox><w14:checked w14:val=\"0\"/>\
             <w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\"/>\
             <w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox></w:sdtPr><w:sdtContent>\
             <w:r><w:rPr><w:rFonts w:ascii=\"MS Gothic\" w:hAnsi=\"MS Gothic\" w:eastAsia=\"MS Gothic\" w:hint=\"eastAsia\"/>\
             </w:rPr><w:t>\u{2610}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    }

    fn next_id(&mut self) -> u32 {
        self.written += 1;
        self.written
    }

    fn kind(&self, parameter: &Parameter) -> String {
        match parameter.kind {
            Type::Choice => {
                let items: Vec<String> = items(parameter)
                    .iter()
                    .map(|(label, value)| {
                        format!("<w:listItem w:displayText=\"{}\" w:value=\"{}\"/>", escape(label), escape(value))
                    })
                    .collect();
                format!("<w:dropDownList>{}</w:dropDownList>", items.concat())
            }
            Type::Date => format!(
                "<w:date><w:dateFormat w:val=\"{}\"/><w:lid w:val=\"{}\"/><w:storeMappedDataAs w:val=\"date\"/>\
                 <w:calendar w:val=\"gregorian\"/></w:date>",
                escape(&one_line(&self.words.date_picture)),
                escape(self.language),
            ),
            Type::LongText | Type::List => "<w:text w:multiLine=\"1\"/>".to_owned(),
            Type::Text | Type::Number | Type::Bool | Type::Email | Type::Url => "<w:text/>".to_owned(),
        }
    }
}

/// Returns labels and values of a choice. Word takes a document for damaged if two labels or two values are equal.
fn items(parameter: &Parameter) -> Vec<(String, String)> {
    let (mut labels, mut values) = (BTreeSet::new(), BTreeSet::new());
    let mut items = Vec::new();
    for choice in &parameter.choices {
        let value = one_line(&choice.value);
        let label = Some(one_line(&choice.label)).filter(|label| !label.is_empty()).unwrap_or_else(|| value.clone());
        if value.is_empty() || !values.insert(value.clone()) {
            continue;
        }
        let label = if labels.contains(&label) { format!("{label} ({value})") } else { label };
        if labels.insert(label.clone()) {
            items.push((label, value));
        }
    }
    items
}

/// Writes the data: one empty entry for each parameter.
pub(super) fn data(parameters: &[&Parameter]) -> String {
    let values: Vec<String> = parameters
        .iter()
        .map(|parameter| format!("<value name=\"{}\"/>", escape(&one_line(&parameter.name))))
        .collect();
    format!("{}<values xmlns=\"{NAMESPACE}\">{}</values>", super::HEAD, values.concat())
}

/// Writes what names the data for the controls.
pub(super) fn data_properties(parameters: &[&Parameter]) -> String {
    format!(
        "{}<ds:datastoreItem xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\" \
         ds:itemID=\"{}\"><ds:schemaRefs><ds:schemaRef ds:uri=\"{NAMESPACE}\"/></ds:schemaRefs></ds:datastoreItem>",
        super::HEAD,
        guid(&data(parameters))
    )
}

/// Writes the placeholders, which Word shows in controls whose data is empty, also when a value is deleted again.
pub(super) fn glossary(parameters: &[&Parameter]) -> String {
    let parts: Vec<String> = parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| {
            let name = part(index + 1);
            format!(
                "<w:docPart><w:docPartPr><w:name w:val=\"{name}\"/><w:category><w:name w:val=\"General\"/>\
                 <w:gallery w:val=\"placeholder\"/></w:category><w:types><w:type w:val=\"bbPlcHdr\"/></w:types>\
                 <w:behaviors><w:behavior w:val=\"content\"/></w:behaviors><w:guid w:val=\"{}\"/></w:docPartPr>\
                 <w:docPartBody><w:p>{}</w:p></w:docPartBody></w:docPart>",
                guid(&format!("{name} {}", parameter.name)),
                placeholder(&parameter.label)
            )
        })
        .collect();
    format!(
        "{}<w:glossaryDocument xmlns:w=\"{}\"><w:docParts>{}</w:docParts></w:glossaryDocument>",
        super::HEAD,
        super::WORDPROCESSING,
        parts.concat()
    )
}

/// Writes a label in brackets, as what is still to fill in.
pub(super) fn placeholder(label: &str) -> String {
    format!(
        "<w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr><w:t xml:space=\"preserve\">[{}]</w:t></w:r>",
        escape(&one_line(label))
    )
}

fn part(number: usize) -> String {
    format!("kbgen-placeholder-{number}")
}

fn attribute(text: &str) -> String {
    // Word counts UTF-16 units.
    let mut units = 0;
    let kept = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST
    };
    escape(&one_line(text).chars().take_while(kept).collect::<String>())
}

/// Returns a GUID in braces that is a hash of a text.
fn guid(text: &str) -> String {
    let digits = hex(&Sha256::digest(text.as_bytes())[..16]).to_uppercase();
    let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("{{{}}}", parts.join("-"))
}
