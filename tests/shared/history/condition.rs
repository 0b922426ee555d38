//! Conditions of rules, read and tried in one go.

use std::collections::BTreeMap;

/// Values as texts; what is blank is missing.
pub(crate) type Values = BTreeMap<String, String>;

/// Cuts a condition into names, texts without their quotes (marked by a leading quote), and signs.
fn tokens(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '"' => rest[1..].find(first).expect("a closing quote") + 1,
            'a'..='z' | '_' => rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()),
            '=' | '!' => 2,
            _ => 1,
        };
        list.push(rest[..length].replace('"', "'"));
        let quoted = usize::from(first == '\'' || first == '"');
        rest = rest[length + quoted..].trim_start();
    }
    list
}

struct Reader<'v> {
    tokens: Vec<String>,
    at: usize,
    values: &'v Values,
}

impl Reader<'_> {
    fn take(&mut self, token: &str) -> bool {
        let there = self.tokens.get(self.at).is_some_and(|one| one == token);
        self.at += usize::from(there);
        there
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.tokens[self.at - 1].clone()
    }

    fn any(&mut self) -> bool {
        let mut result = self.all();
        while self.take("or") {
            result |= self.all();
        }
        result
    }

    fn all(&mut self) -> bool {
        let mut result = self.one();
        while self.take("and") {
            result &= self.one();
        }
        result
    }

    fn one(&mut self) -> bool {
        if self.take("not") {
            return !self.one();
        }
        if self.take("(") {
            let result = self.any();
            assert!(self.take(")"));
            return result;
        }
        let name = self.next();
        let value = self.values.get(&name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let is = |literal: &str| literal.strip_prefix('\'').is_some_and(|literal| value == Some(literal));
        if self.take("==") {
            return is(&self.next());
        }
        if self.take("!=") {
            return !is(&self.next());
        }
        let not = self.take("not");
        if !self.take("in") {
            assert!(!not);
            return value.is_some();
        }
        assert!(self.take("["));
        let mut found = false;
        while !self.take("]") {
            let literal = self.next();
            found |= literal != "," && is(&literal);
        }
        found != not
    }
}

/// Returns whether a condition holds of values.
pub(crate) fn holds(condition: &str, values: &Values) -> bool {
    let mut reader = Reader { tokens: tokens(condition), at: 0, values };
    let result = reader.any();
    assert_eq!(reader.at, reader.tokens.len(), "{condition}");
    result
}

/// Returns the names that a condition asks for.
pub(crate) fn names(condition: &str) -> Vec<String> {
    let name = |token: &String| token.starts_with(|c: char| c.is_ascii_lowercase());
    let words = ["and", "or", "not", "in"];
    tokens(condition).into_iter().filter(|token| name(token) && !words.contains(&token.as_str())).collect()
}
