//! Pages and pictures in SVG: elements, attributes, and the scripts and styles in them.

use std::io::Read as _;
use std::ops::Range;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use flate2::read::ZlibDecoder;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use serde_json::Value;

use super::faults::{
    FOREIGN_REQUEST, INLINE_HANDLER, MISSING_NOOPENER, MISSING_POLICY, SCRIPT_URL, STYLE_ATTRIBUTE, UNLISTED_INLINE,
    UNUSED_HASH, WEAK_POLICY,
};
use super::policy::{Inline, Policy, hash, is_hash_of};
use super::url::{is_elsewhere, is_script};
use super::{Fault, Faults, css, js};
use crate::script::{PACKED_MAP, PACKED_STYLE};

/// Relations of which a browser fetches the target, or calls on its host.
const FETCHED_RELATIONS: [&str; 12] = [
    "stylesheet",
    "icon",
    "apple-touch-icon",
    "apple-touch-icon-precomposed",
    "mask-icon",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "prerender",
    "manifest",
];
/// Attributes of SVG that take what style sheets take.
const PAINTS: [&str; 10] =
    ["fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start", "marker-mid", "marker-end"];

/// Looks at a page, which must have a policy, or at another document.
pub(super) fn look(text: &str, is_page: bool, faults: &mut Faults) {
    let mut page = Page::default();
    page.walk(text, 0, faults);
    if is_page {
        page.judge(text, faults);
    }
}

/// What a page has of policies and inline parts.
#[derive(Debug, Default)]
struct Page {
    policies: Vec<Policy>,
    inline: Vec<(Inline, Range<usize>, String)>,
    /// Hashes that elements ask for themselves.
    integrity: Vec<String>,
    /// Whether modules are `data:` URLs by an import map.
    data_modules: bool,
    /// The first element that a policy further on would come too late for.
    loaded: Option<String>,
    in_body: bool,
}

/// A start tag, with texts.
struct Tag {
    name: String,
    attributes: Vec<(String, String, Range<usize>)>,
    range: Range<usize>,
}

impl Tag {
    fn new(tag: &StartTag<usize>, text: &str, base: usize) -> Self {
        let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let attributes = tag.attributes.iter().map(|(name, value)| {
            // The tokenizer counts the sign behind a value in, which is a quote or belongs to no attribute.
            let written =
                text[value.span.start..value.span.end.min(text.len())].trim_end_matches(['>', '/', ' ', '\n']);
            let start = base + value.span.start;
            (owned(name).to_ascii_lowercase(), owned(value), start..start + written.len())
        });
        Self {
            name: owned(&tag.name),
            attributes: attributes.collect(),
            range: base + tag.span.start..base + tag.span.end,
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _, _)| known == name).map(|(_, value, _)| value.as_str())
    }

    fn has_word(&self, name: &str, words: &[&str]) -> bool {
        let value = self.get(name).unwrap_or_default();
        value.split_ascii_whitespace().any(|own| words.iter().any(|word| own.eq_ignore_ascii_case(word)))
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|own| own.trim().eq_ignore_ascii_case(value))
    }

    /// Returns whether a browser fetches what an attribute names, or sends something there.
    fn fetches(&self, attribute: &str) -> bool {
        match attribute {
            "src" => !self.name.contains('-'),
            "poster" | "background" | "ping" | "formaction" | "manifest" => true,
            "data" | "codebase" => self.name == "object",
            "action" => self.name == "form",
            "href" | "xlink:href" => match self.name.as_str() {
                "a" | "area" => false,
                "link" => self.has_word("rel", &FETCHED_RELATIONS),
                name => !name.contains('-'),
            },
            _ => false,
        }
    }
}

/// What the text between two tags is.
enum Content {
    Script,
    Json,
    Style,
    Fallback,
    /// What is deflated and in base64, for a script to unpack.
    Packed(Inline),
}

impl Page {
    fn walk(&mut self, text: &str, base: usize, faults: &mut Faults) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut content: Option<(Content, usize)> = None;
        for token in Tokenizer::new_with_emitter(text, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let end = tag.span.end;
                    let tag = Tag::new(&tag, text, base);
                    self.tag(&tag, faults);
                    content = Self::content_of(&tag).map(|content| (content, end));
                }
                Token::EndTag(tag) => {
                    if let Some((content, start)) = content.take() {
                        // What stands between the tags, as it stands there.
                        self.content(&content, &text[start..tag.span.start.max(start)], base + start, faults);
                    }
                }
                Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        // What does not end ends with the page.
        if let Some((content, start)) = content {
            self.content(&content, &text[start..], base + start, faults);
        }
    }

    fn content_of(tag: &Tag) -> Option<Content> {
        match tag.name.as_str() {
            "style" => Some(Content::Style),
            "noscript" => Some(Content::Fallback),
            "script" => match tag.get("type").unwrap_or_default().trim().to_ascii_lowercase().as_str() {
                "importmap" | "speculationrules" => Some(Content::Json),
                PACKED_MAP => Some(Content::Packed(Inline::Script)),
                PACKED_STYLE => Some(Content::Packed(Inline::Style)),
                ""
                | "module"
                | "text/javascript"
                | "application/javascript"
                | "text/ecmascript"
                | "application/ecmascript"
                | "text/jscript"
                | "application/x-javascript"
                    if tag.get("src").is_none() =>
                {
                    Some(Content::Script)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn content(&mut self, content: &Content, text: &str, base: usize, faults: &mut Faults) {
        let range = base..base + text.len();
        match content {
            Content::Style => {
                css::look(text, base, faults);
                self.inline.push((Inline::Style, range, text.to_owned()));
            }
            Content::Script => {
                js::look(text, base, faults);
                self.inline.push((Inline::Script, range, text.to_owned()));
            }
            Content::Json => {
                self.addresses(text, &range, faults);
                self.inline.push((Inline::Script, range, text.to_owned()));
            }
            // What can't be unpacked can't be run; its hash is then one that nothing uses.
            Content::Packed(kind) => {
                let Some(text) = unpack(text) else { return };
                let mut inner = Faults::new();
                match kind {
                    Inline::Script => self.addresses(&text, &range, &mut inner),
                    Inline::Style => css::look(&text, 0, &mut inner),
                }
                // No byte of the page is what it is about.
                faults.extend(inner.into_iter().map(|fault| Fault { range: range.clone(), ..fault }));
                self.inline.push((*kind, range, text));
            }
            Content::Fallback => self.walk(text, base, faults),
        }
    }

    /// Looks at what an import map leads to.
    fn addresses(&mut self, text: &str, range: &Range<usize>, faults: &mut Faults) {
        let Ok(json) = serde_json::from_str::<Value>(text) else { return };
        let mut left = vec![("", &json)];
        while let Some((name, value)) = left.pop() {
            match value {
                Value::Object(entries) => left.extend(entries.iter().map(|(name, value)| (name.as_str(), value))),
                Value::Array(entries) => left.extend(entries.iter().map(|value| (name, value))),
                Value::String(url) => {
                    if is_elsewhere(url) {
                        let at = text
                            .find(url.as_str())
                            .map_or(range.clone(), |at| range.start + at..range.start + at + url.len());
                        faults.push(Fault::new(&FOREIGN_REQUEST, at, format!("the import map leads to `{url}`")));
                    }
                    let Some((_, module)) = url.strip_prefix("data:").and_then(|rest| rest.split_once(',')) else {
                        continue;
                    };
                    self.data_modules = true;
                    let module = percent_encoding::percent_decode_str(module).decode_utf8_lossy();
                    let mut inner = Faults::new();
                    js::look(&module, 0, &mut inner);
                    faults.extend(inner.into_iter().map(|fault| {
                        Fault::new(fault.rule, range.clone(), format!("in module `{name}` {}", fault.message))
                    }));
                }
                _ => {}
            }
        }
    }

    fn tag(&mut self, tag: &Tag, faults: &mut Faults) {
        if tag.name == "meta" && tag.is("http-equiv", "content-security-policy") {
            self.policy(tag, faults);
        }
        self.in_body |= tag.name == "body";
        let loads = match tag.name.as_str() {
            "script" | "style" => true,
            "link" => tag.has_word("rel", &FETCHED_RELATIONS),
            _ => false,
        };
        if loads && self.loaded.is_none() {
            self.loaded = Some(tag.name.clone());
        }
        if let Some(integrity) = tag.get("integrity") {
            self.integrity.extend(integrity.split_ascii_whitespace().map(str::to_owned));
        }
        for (name, value, range) in &tag.attributes {
            attribute(tag, name, value, range, faults);
        }
        if matches!(tag.name.as_str(), "a" | "area" | "form")
            && tag.is("target", "_blank")
            && !tag.has_word("rel", &["noopener", "noreferrer"])
        {
            let what = format!("`<{}>` opens a new window without `rel=\"noopener\"`", tag.name);
            faults.push(Fault::new(&MISSING_NOOPENER, tag.range.clone(), what));
        }
    }

    fn policy(&mut self, tag: &Tag, faults: &mut Faults) {
        let content = tag.attributes.iter().find(|(name, _, _)| name == "content");
        let (text, range) = content.map_or(("", tag.range.clone()), |(_, text, range)| (text.as_str(), range.clone()));
        if self.in_body {
            let what = "the policy stands outside of the head, where browsers ignore it";
            faults.push(Fault::new(&WEAK_POLICY, range.clone(), what));
        } else if let Some(loaded) = &self.loaded {
            let what = format!("the policy comes after `<{loaded}>`, which it does not govern");
            faults.push(
                Fault::new(&WEAK_POLICY, range.clone(), what).help("make it the first element after the charset"),
            );
        }
        self.policies.push(Policy::parse(text, range));
    }

    /// Holds policies and inline parts against each other.
    fn judge(&self, text: &str, faults: &mut Faults) {
        if self.policies.is_empty() {
            let what = "the page has no content security policy";
            faults.push(Fault::new(&MISSING_POLICY, 0..0, what));
            return;
        }
        for policy in &self.policies {
            for weakness in policy.weaknesses(self.data_modules) {
                faults.push(Fault::new(&WEAK_POLICY, policy.range.clone(), weakness));
            }
            for listed in policy.hashes() {
                let of_inline = self.inline.iter().any(|(_, _, text)| is_hash_of(listed, text));
                if !of_inline && !self.integrity.iter().any(|own| own == listed.trim_matches('\'')) {
                    let within = text[policy.range.clone()].find(listed);
                    let at = within.map_or(policy.range.clone(), |at| {
                        policy.range.start + at..policy.range.start + at + listed.len()
                    });
                    faults.push(Fault::new(&UNUSED_HASH, at, format!("nothing in the page has the hash {listed}")));
                }
            }
        }
        for (kind, range, text) in &self.inline {
            if self.policies.iter().any(|policy| !policy.lists(*kind, text)) {
                let what = match kind {
                    Inline::Script => "script",
                    Inline::Style => "style",
                };
                let fault =
                    Fault::new(&UNLISTED_INLINE, range.clone(), format!("the policy does not list this {what}"));
                faults.push(fault.help(format!("its hash is {}", hash(text))));
            }
        }
    }
}

/// Unpacks an import map, up to a size that no page needs.
fn unpack(text: &str) -> Option<String> {
    const MOST: u64 = 16 << 20;
    let bytes = BASE64_STANDARD.decode(text.trim()).ok()?;
    let mut unpacked = String::new();
    ZlibDecoder::new(bytes.as_slice()).take(MOST).read_to_string(&mut unpacked).ok()?;
    Some(unpacked)
}

fn attribute(tag: &Tag, name: &str, value: &str, range: &Range<usize>, faults: &mut Faults) {
    let element = &tag.name;
    let mut foreign = |url: &str| {
        if is_elsewhere(url) {
            let what = format!("`<{element} {name}>` leads to `{}`", url.trim());
            faults.push(Fault::new(&FOREIGN_REQUEST, range.clone(), what));
        }
    };
    match name {
        "srcset" | "imagesrcset" => srcset(value).into_iter().for_each(&mut foreign),
        "content" if element == "meta" && tag.is("http-equiv", "refresh") => {
            refresh(value).into_iter().for_each(&mut foreign);
        }
        _ if tag.fetches(name) => value_urls(name, value).for_each(&mut foreign),
        _ => {}
    }
    if matches!(name, "href" | "xlink:href" | "src" | "action" | "formaction" | "data") && is_script(value) {
        faults.push(Fault::new(&SCRIPT_URL, range.clone(), format!("`<{element} {name}>` is a script")));
    }
    if name.len() > 2 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        faults.push(Fault::new(&INLINE_HANDLER, range.clone(), format!("`<{element} {name}>` is a script")));
    }
    if name == "style" {
        faults.push(Fault::new(&STYLE_ATTRIBUTE, range.clone(), format!("`<{element}>` has a style of its own")));
    }
    let mut inner = Faults::new();
    if name == "style" || PAINTS.contains(&name) {
        css::look(value, 0, &mut inner);
    } else if element == "iframe" && name == "srcdoc" {
        Page::default().walk(value, 0, &mut inner);
    }
    faults.extend(inner.into_iter().map(|fault| Fault { range: range.clone(), ..fault }));
}

/// Returns the URLs of an attribute that holds one, or for `ping` several.
fn value_urls<'v>(name: &str, value: &'v str) -> impl Iterator<Item = &'v str> {
    let several = name == "ping";
    let all = value.split_ascii_whitespace().filter(move |_| several);
    all.chain(Some(value).filter(move |_| !several))
}

/// Returns the URLs of a set of pictures. Source: HTML Living Standard, section 4.8.4.2.1.
fn srcset(value: &str) -> Vec<&str> {
    let mut urls = Vec::new();
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return urls;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let url = &rest[..end];
        urls.push(url.trim_end_matches(','));
        rest = &rest[end..];
        if !url.ends_with(',') {
            rest = rest.find(',').map_or("", |comma| &rest[comma..]);
        }
    }
}

/// Returns where a page leads on to. Source: HTML Living Standard, section 4.2.5.3.
fn refresh(value: &str) -> Option<&str> {
    let (_, rest) = value.split_once([';', ','])?;
    let rest = rest.trim_start();
    let url = match rest.get(..3) {
        Some(word) if word.eq_ignore_ascii_case("url") => rest[3..].trim_start().strip_prefix('=').unwrap_or(rest),
        _ => rest,
    };
    Some(url.trim().trim_matches(['\'', '"']))
}
