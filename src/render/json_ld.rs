//! Structured data for search engines, in the vocabulary of schema.org.

use serde_json::{Value, json};

use super::view::PageView;
use crate::model::KnowledgeBase;

/// Returns the way to a page as a `BreadcrumbList`; empty for the home page or without base URL.
pub(super) fn page(kb: &KnowledgeBase, frame: &PageView) -> String {
    match breadcrumbs(kb, frame) {
        Some(list) => script(&with_context(list)),
        None => String::new(),
    }
}

/// Returns a page of questions as a `FAQPage`.
pub(super) fn faq<'a>(
    kb: &KnowledgeBase,
    frame: &PageView,
    answers: impl Iterator<Item = (&'a str, String)>,
) -> String {
    let questions: Vec<Value> = answers
        .map(|(question, answer)| {
            json!({ "@type": "Question", "name": question, "acceptedAnswer": { "@type": "Answer", "text": answer } })
        })
        .collect();
    both(kb, frame, json!({ "@type": "FAQPage", "mainEntity": questions }))
}

/// Returns a checklist as a `HowTo`.
pub(super) fn how_to(kb: &KnowledgeBase, frame: &PageView, steps: &[String]) -> String {
    let steps: Vec<Value> = steps.iter().map(|step| json!({ "@type": "HowToStep", "text": step })).collect();
    both(kb, frame, json!({ "@type": "HowTo", "name": frame.title, "step": steps }))
}

fn both(kb: &KnowledgeBase, frame: &PageView, main: Value) -> String {
    match breadcrumbs(kb, frame) {
        Some(list) => script(&json!({ "@context": "https://schema.org", "@graph": [main, list] })),
        None => script(&with_context(main)),
    }
}

fn breadcrumbs(kb: &KnowledgeBase, frame: &PageView) -> Option<Value> {
    let base = kb.settings.base_url.as_ref()?;
    if frame.breadcrumbs.is_empty() {
        return None;
    }
    let way = frame.breadcrumbs.iter().map(|link| (link.title.as_str(), link.path.as_str()));
    let items: Vec<Value> = way
        .chain([(frame.title.as_str(), frame.path.as_str())])
        .enumerate()
        .map(|(index, (title, path))| json!({ "@type": "ListItem", "position": index + 1, "name": title, "item": base.join(path) }))
        .collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

fn with_context(mut value: Value) -> Value {
    value["@context"] = "https://schema.org".into();
    value
}

/// Writes JSON so that nothing in it can end a `script` element.
fn script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}
