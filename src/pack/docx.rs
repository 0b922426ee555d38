//! A template as a document for Word and LibreOffice, whose gaps are content controls.
//!
//! ```text
//! word/document.xml   title, subject, letter, checklist      controls.rs writes its controls
//! word/glossary       the placeholders that Word shows in empty controls
//! customXml/item1.xml one entry for each parameter; controls are bound to them
//! ```
//!
//! Source: ISO/IEC 29500-1 (WordprocessingML) and 29500-2 (packages). Written here, as no crate writes data-bound
//! controls.

mod controls;

use super::blocks::{Block, Line, blocks};
use super::escape::{escape, one_line};
use super::words::Words;
use super::zip::archive;
use crate::lang::{Parameter, Segment, SegmentKind};
use crate::output::{Artifact, OutputPath};
use controls::Controls;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDPROCESSING: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

const STYLES: &str = include_str!("docx/styles.xml");
const NUMBERING: &str = include_str!("docx/numbering.xml");
const SETTINGS: &str = include_str!("docx/settings.xml");

/// A template to be filled in by hand.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// Language tag, such as `en`. Source: RFC 5646.
    pub language: &'a str,
    /// The template's title.
    pub title: &'a str,
    /// One line; gaps become controls.
    pub subject: &'a [Segment],
    /// Text in blocks, see [`super::blocks()`]; gaps become controls.
    pub body: &'a [Segment],
    /// What the template asks for; each name once.
    pub parameters: &'a [&'a Parameter],
    /// Title and items of the list on the last page.
    pub checklist: Option<(&'a str, &'a [String])>,
    /// Labels.
    pub words: &'a Words,
}

/// Writes a document.
///
/// A gap becomes a control named for its parameter's label: a list of a choice's labels, a calendar for a date, text of
/// one or more lines for the rest. All controls of a parameter share one value. A gap of an unknown parameter is text.
#[must_use]
pub fn render_docx(letter: &Letter<'_>) -> Vec<u8> {
    let parts = parts(letter).into_iter();
    let parts: Vec<Artifact> = parts.map(|(path, xml)| Artifact::new(OutputPath::new(path), xml)).collect();
    archive(&parts)
}

/// Returns paths and texts of the parts of a filled document with `{title}`, `{subject}` (runs) and `{body}` (paragraphs)
/// at their places, for who writes these elsewhere.
#[must_use]
pub fn docx_frame(language: &str, words: &Words) -> Vec<(&'static str, String)> {
    let text = |text: &str| [Segment { kind: SegmentKind::Text, parameter: None, text: text.to_owned() }];
    let (subject, body) = ("{subject}", "{body}");
    let frame = parts(&Letter {
        language,
        title: "{title}",
        subject: &text(subject),
        body: &text(body),
        parameters: &[],
        checklist: None,
        words,
    });
    let open = |xml: String| xml.replace(&run(subject), subject).replace(&paragraph("Normal", &run(body)), body);
    frame.into_iter().map(|(path, xml)| (path, open(xml))).collect()
}

fn parts(letter: &Letter<'_>) -> Vec<(&'static str, String)> {
    let language = locale(letter.language);
    let styles = STYLES.replace("{language}", &escape(&language));
    let mut parts = vec![
        ("_rels/.rels", package_relations()),
        ("docProps/app.xml", application()),
        ("docProps/core.xml", core(letter.title, &language)),
        ("word/document.xml", document(letter, &language)),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/styles.xml", styles.clone()),
    ];
    let mut related = vec![("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml")];
    // A glossary without placeholders would be against the schema.
    if !letter.parameters.is_empty() {
        related.extend([("glossaryDocument", "glossary/document.xml"), ("customXml", "../customXml/item1.xml")]);
        parts.extend([
            ("customXml/_rels/item1.xml.rels", relations(&[("customXmlProps", "itemProps1.xml")])),
            ("customXml/item1.xml", controls::data(letter.parameters)),
            ("customXml/itemProps1.xml", controls::data_properties(letter.parameters)),
            ("word/glossary/_rels/document.xml.rels", relations(&[("styles", "styles.xml")])),
            ("word/glossary/document.xml", controls::glossary(letter.parameters)),
            ("word/glossary/styles.xml", styles),
        ]);
    }
    parts.push(("word/_rels/document.xml.rels", relations(&related)));
    parts.push(("[Content_Types].xml", content_types(&parts)));
    parts
}

/// Tells the type of each part that is not plain XML.
fn content_types(parts: &[(&str, String)]) -> String {
    let typed = parts.iter().filter_map(|(path, _)| {
        let kind = match *path {
            "word/document.xml" => "officedocument.wordprocessingml.document.main",
            "word/styles.xml" | "word/glossary/styles.xml" => "officedocument.wordprocessingml.styles",
            "word/numbering.xml" => "officedocument.wordprocessingml.numbering",
            "word/settings.xml" => "officedocument.wordprocessingml.settings",
            "word/glossary/document.xml" => "officedocument.wordprocessingml.document.glossary",
            "customXml/itemProps1.xml" => "officedocument.customXmlProperties",
            "docProps/core.xml" => "package.core-properties",
            "docProps/app.xml" => "officedocument.extended-properties",
            _ => return None,
        };
        Some(format!("<Override PartName=\"/{path}\" ContentType=\"application/vnd.openxmlformats-{kind}+xml\"/>"))
    });
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        typed.collect::<Vec<_>>().concat()
    )
}

/// Word asks for a region with the language, where it knows one at all.
fn locale(language: &str) -> String {
    match one_line(language).as_str() {
        "" | "en" => "en-US".to_owned(),
        other => other.to_owned(),
    }
}

fn document(letter: &Letter<'_>, language: &str) -> String {
    let words = letter.words;
    let mut controls = Controls::new(letter.parameters, words, language);
    let mut body = paragraph("Title", &run(&one_line(letter.title)));
    if !letter.parameters.is_empty() {
        body.push_str(&paragraph("Hint", &run(&one_line(&words.gaps))));
    }
    let label = format!(
        "<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">{}: </w:t></w:r>",
        escape(&one_line(&words.subject))
    );
    body.push_str(&paragraph("SubjectLine", &(label + &line(letter.subject, &mut controls))));
    for block in blocks(letter.body) {
        match block {
            Block::Paragraph(lines) => {
                let lines: Vec<String> = lines.iter().map(|segments| line(segments, &mut controls)).collect();
                body.push_str(&paragraph("Normal", &lines.join("<w:r><w:br/></w:r>")));
            }
            Block::List(items) => body.extend(items.iter().map(|item: &Line| {
                let item = line(item, &mut controls);
                paragraph("ListBullet", &item)
            })),
        }
    }
    if let Some((title, items)) = letter.checklist {
        body.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:pageBreakBefore/></w:pPr>{}</w:p>",
            run(&one_line(title))
        ));
        for item in items {
            let item = format!("{}<w:r><w:tab/></w:r>{}", controls.checkbox(), run(&one_line(item)));
            body.push_str(&paragraph("ChecklistItem", &item));
        }
    }
    let (width, height) = paper(language);
    format!(
        "{HEAD}<w:document xmlns:w=\"{WORDPROCESSING}\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\"><w:body>{body}\
         <w:sectPr><w:pgSz w:w=\"{width}\" w:h=\"{height}\"/><w:pgMar w:top=\"1304\" w:right=\"1304\" w:bottom=\"1304\" \
         w:left=\"1304\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

/// Returns width and height in twentieths of a point: Letter where it is used, A4 elsewhere.
fn paper(language: &str) -> (u32, u32) {
    let region = language.rsplit('-').next().unwrap_or_default().to_uppercase();
    if matches!(region.as_str(), "US" | "CA" | "MX" | "PH") { (12240, 15840) } else { (11906, 16838) }
}

fn paragraph(style: &str, content: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{content}</w:p>")
}

/// Writes the pieces of a line.
fn line(segments: &[Segment], controls: &mut Controls<'_>) -> String {
    let mut xml = String::new();
    for segment in segments {
        if segment.kind != SegmentKind::Missing {
            xml.push_str(&run(&segment.text));
            continue;
        }
        let name = segment.parameter.as_deref();
        let control = name.and_then(|name| controls.control(name));
        xml.push_str(&control.unwrap_or_else(|| {
            let text = one_line(&segment.text);
            let label = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(&text);
            controls::placeholder(label)
        }));
    }
    xml
}

/// Writes plain text. Tabs and line breaks are elements.
fn run(text: &str) -> String {
    let mut xml = String::from("<w:r>");
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            xml.push_str("<w:br/>");
        }
        for (number, part) in line.split('\t').enumerate() {
            if number > 0 {
                xml.push_str("<w:tab/>");
            }
            xml.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(part)));
        }
    }
    xml.push_str("</w:r>");
    xml
}

/// Writes the parts that a part relates to, each by kind and path.
fn relations(list: &[(&str, &str)]) -> String {
    let list: Vec<String> = list
        .iter()
        .enumerate()
        .map(|(index, (kind, target))| relation(index, &format!("{OFFICE}/{kind}"), target))
        .collect();
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>", list.concat())
}

fn package_relations() -> String {
    let list = [
        (format!("{OFFICE}/officeDocument"), "word/document.xml"),
        (format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
        (format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
    ];
    let list: Vec<String> =
        list.iter().enumerate().map(|(index, (kind, target))| relation(index, kind, target)).collect();
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>", list.concat())
}

fn relation(index: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>", index + 1)
}

/// Tells no date: the bytes would differ from run to run.
fn core(title: &str, language: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language>\
         </cp:coreProperties>",
        escape(&one_line(title)),
        escape(language)
    )
}

fn application() -> String {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    format!("{HEAD}<Properties xmlns=\"{namespace}\"><Application>kbgen</Application></Properties>")
}

#[cfg(test)]
mod tests;
