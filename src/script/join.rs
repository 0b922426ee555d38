//! Modules as one classic script, for where no module can be loaded: browsers load none from a disk.
//!
//! Entry point: [`join`]. Each module becomes a function that gives what it exports. Only what can be seen in the tokens is
//! understood: names imported by name, and declarations exported where they stand. Anything else is told as [`Unjoinable`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Kind, Token, compact, tokens};

/// Why modules can't be joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unjoinable {
    /// Name of the module.
    pub module: String,
    /// Its bytes that are not understood.
    pub range: Range<usize>,
    /// What they are.
    pub what: &'static str,
    /// Whether it is only that there is no such module.
    pub is_absent: bool,
}

/// Returns a script that runs the module `entry` and all that it imports, and leaves what `entry` exports in the `data` of
/// its own `script` element.
///
/// `modules` are texts by name; in imports `prefix` comes before the name.
///
/// # Errors
///
/// [`Unjoinable`] for the first part that is not understood.
pub fn join(modules: &BTreeMap<&str, &str>, entry: &str, prefix: &str) -> Result<String, Unjoinable> {
    let mut joined = Joined { modules, prefix, done: BTreeSet::new(), text: String::new() };
    joined.add(entry, &mut Vec::new())?;
    Ok(compact(&format!(
        "(() => {{\n'use strict';\nconst $ = {{}};\n{}document.currentScript.data = $['{entry}'];\n}})();\n",
        joined.text
    )))
}

struct Joined<'m> {
    modules: &'m BTreeMap<&'m str, &'m str>,
    prefix: &'m str,
    done: BTreeSet<&'m str>,
    text: String,
}

impl<'m> Joined<'m> {
    /// Adds a module after all that it imports; `open` are those that led to it.
    fn add(&mut self, name: &str, open: &mut Vec<&'m str>) -> Result<(), Unjoinable> {
        let Some((&name, &text)) = self.modules.get_key_value(name) else { return Ok(()) };
        if self.done.contains(name) {
            return Ok(());
        }
        let fault = |(range, what)| Unjoinable { module: name.to_owned(), range, what, is_absent: false };
        let module = Module::read(text, self.prefix).map_err(fault)?;
        open.push(name);
        for (import, range) in &module.imports {
            if !self.modules.contains_key(import) {
                return Err(Unjoinable { is_absent: true, ..fault((range.clone(), "is no module of the theme")) });
            }
            if open.contains(import) {
                return Err(fault((range.clone(), "leads back to the module itself")));
            }
            self.add(import, open)?;
        }
        open.pop();
        self.done.insert(name);
        self.text.push_str(&format!(
            "$['{name}'] = (() => {{\n{}\nreturn {{ {} }};\n}})();\n",
            module.text,
            module.exports.join(", ")
        ));
        Ok(())
    }
}

/// A module as the inside of a function.
struct Module<'t> {
    text: String,
    /// Names without prefix, and where they stand.
    imports: Vec<(&'t str, Range<usize>)>,
    /// As in an object literal.
    exports: Vec<String>,
}

type Fault = (Range<usize>, &'static str);

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
}

impl<'t> Reader<'t> {
    fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range.clone()])
    }

    fn range(&self) -> Range<usize> {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(0..0, |token| token.range.clone())
    }

    /// Takes a name; it must not be a sign or a literal.
    fn name(&mut self) -> Result<&'t str, Fault> {
        match self.tokens.get(self.at) {
            Some(token) if token.kind == Kind::Word => {
                self.at += 1;
                Ok(&self.text[token.range.clone()])
            }
            _ => Err((self.range(), "is no name")),
        }
    }

    /// Takes `{ a, b as c }`, as pairs of what stands before and after `as`.
    fn names(&mut self) -> Result<Vec<(&'t str, &'t str)>, Fault> {
        let mut names = Vec::new();
        self.at += 1;
        while self.word(self.at) != "}" {
            let first = self.name()?;
            let second = if self.word(self.at) == "as" {
                self.at += 1;
                self.name()?
            } else {
                first
            };
            names.push((first, second));
            match self.word(self.at) {
                "," => self.at += 1,
                "}" => {}
                _ => return Err((self.range(), "is no list of names")),
            }
        }
        self.at += 1;
        Ok(names)
    }
}

fn pairs(names: &[(&str, &str)]) -> Vec<String> {
    names.iter().map(|(from, to)| if from == to { (*from).to_owned() } else { format!("{from}: {to}") }).collect()
}

impl<'t> Module<'t> {
    fn read(text: &'t str, prefix: &str) -> Result<Self, Fault> {
        let tokens = tokens(text).into_iter().filter(|token| token.kind != Kind::Comment).collect();
        let mut reader = Reader { text, tokens, at: 0 };
        let mut module = Self { text: String::new(), imports: Vec::new(), exports: Vec::new() };
        let (mut depth, mut copied) = (0_usize, 0);
        while reader.at < reader.tokens.len() {
            let Token { kind, range } = reader.tokens[reader.at].clone();
            let (word, next) = (reader.word(reader.at), reader.word(reader.at + 1));
            // An import has an argument, a method of that name may have none.
            let is_method = next == "(" && reader.word(reader.at + 2) == ")";
            let is_property = reader.at > 0 && reader.word(reader.at - 1) == "." || next == ":" || is_method;
            reader.at += 1;
            match (kind, word) {
                (Kind::Sign, "(" | "{" | "[") => depth += 1,
                (Kind::Sign, ")" | "}" | "]") => depth = depth.saturating_sub(1),
                // What is between the parts of a literal is balanced in itself.
                (Kind::Word, "import" | "export" | "await") if is_property => {}
                (Kind::Word, "import") if depth > 0 || next != "{" => return Err((range, "imports more than names")),
                (Kind::Word, "import") => {
                    let names = reader.names()?;
                    let from = reader.at + 1;
                    let place = reader.tokens.get(from).filter(|token| token.kind == Kind::String);
                    let Some(place) = place.filter(|_| reader.word(reader.at) == "from") else {
                        return Err((reader.range(), "is no import"));
                    };
                    let inner = place.range.start + 1..place.range.end - 1;
                    let Some(name) = text[inner.clone()].strip_prefix(prefix) else {
                        return Err((inner, "is no module of the theme"));
                    };
                    reader.at = from + 1;
                    module.text.push_str(&text[copied..range.start]);
                    module.text.push_str(&format!("const {{ {} }} = $['{name}']", pairs(&names).join(", ")));
                    copied = text[inner.end..].char_indices().nth(1).map_or(text.len(), |(at, _)| inner.end + at);
                    module.imports.push((name, inner));
                }
                (Kind::Word, "export") => {
                    module.text.push_str(&text[copied..range.start]);
                    if next == "{" {
                        let names = reader.names()?;
                        let swapped: Vec<_> = names.into_iter().map(|(own, name)| (name, own)).collect();
                        if reader.word(reader.at) == "from" {
                            return Err((range, "exports what it imports"));
                        }
                        module.exports.extend(pairs(&swapped));
                        copied = reader.tokens[reader.at - 1].range.end;
                    } else {
                        copied = reader.range().start;
                        let name = declared(&reader).ok_or((range, "exports more than one declaration by its name"))?;
                        module.exports.push(name.to_owned());
                    }
                }
                (Kind::Word, "await") if depth == 0 => return Err((range, "waits outside of a function")),
                _ => {}
            }
        }
        module.text.push_str(&text[copied..]);
        Ok(module)
    }
}

/// Returns the one name that the declaration at the reader's place declares for good.
fn declared<'t>(reader: &Reader<'t>) -> Option<&'t str> {
    let mut at = reader.at;
    let isnt_alone = match reader.word(at) {
        "async" if reader.word(at + 1) == "function" => {
            at += 1;
            false
        }
        "function" | "class" => false,
        "const" => true,
        _ => return None,
    };
    at += 1;
    if reader.word(at) == "*" {
        at += 1;
    }
    let name = at;
    if isnt_alone {
        let mut depth = 0_usize;
        while let Some(token) = reader.tokens.get(at) {
            match (token.kind, reader.word(at)) {
                (Kind::Sign, "(" | "{" | "[") => depth += 1,
                (Kind::Sign, ")" | "}" | "]") => depth = depth.saturating_sub(1),
                (Kind::Sign, ",") if depth == 0 => return None,
                (Kind::Sign, ";") if depth == 0 => break,
                _ => {}
            }
            at += 1;
        }
    }
    reader.tokens.get(name).filter(|token| token.kind == Kind::Word).map(|_| reader.word(name))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn modules_become_functions_in_the_order_of_their_imports() {
        let modules = [
            (
                "a.js",
                "import { b, c as d } from 'x/b.js'; // why\nexport function* run() { yield b + d; }\nconst e = 1;\nexport { e as f };\n",
            ),
            (
                "b.js",
                "import { c } from \"x/c.js\";\nexport const b = ((x, y) => [x, y])(1, `${{ export: c }}`);\nexport { c };\n",
            ),
            ("c.js", "/** Is. */\nexport class c { import() { return this.await; } }\n"),
            ("d.js", "export default 1;"),
        ];
        let expected = "(() => {\n'use strict';\nconst $ = {};\n\
            $['c.js'] = (() => {\nclass c { import() { return this.await; } }\nreturn { c };\n})();\n\
            $['b.js'] = (() => {\nconst { c } = $['c.js'];\nconst b = ((x, y) => [x, y])(1, `${{ export: c }}`);\n;\nreturn { b, c };\n})();\n\
            $['a.js'] = (() => {\nconst { b, c: d } = $['b.js'];\nfunction* run() { yield b + d; }\nconst e = 1;\n;\nreturn { run, f: e };\n})();\n\
            document.currentScript.data = $['a.js'];\n})();\n";
        assert_eq!(join(&modules.into(), "a.js", "x/"), Ok(expected.to_owned()));
    }

    #[test]
    fn what_is_not_understood_is_told() {
        for (text, place, what) in [
            ("import b from 'x/b.js';", "import", "imports more than names"),
            ("import * as b from 'x/b.js';", "import", "imports more than names"),
            ("import 'x/b.js';", "import", "imports more than names"),
            ("const b = () => import('x/b.js');", "import", "imports more than names"),
            ("a(import.meta);", "import", "imports more than names"),
            ("import { b } from 'y/b.js';", "y/b.js", "is no module of the theme"),
            ("import { b } from 'x/z.js';", "x/z.js", "is no module of the theme"),
            ("import { a } from 'x/a.js';", "x/a.js", "leads back to the module itself"),
            ("import { 'b' as c } from 'x/b.js';", "'b'", "is no name"),
            ("import { b c } from 'x/b.js';", "c", "is no list of names"),
            ("import { b } 'x/b.js';", "'x/b.js'", "is no import"),
            ("import { b", "b", "is no list of names"),
            ("export default 1;", "export", "exports more than one declaration by its name"),
            ("export let b = 1;", "export", "exports more than one declaration by its name"),
            ("export const b = 1, c = 2;", "export", "exports more than one declaration by its name"),
            ("export const { b } = c;", "export", "exports more than one declaration by its name"),
            ("export * from 'x/b.js';", "export", "exports more than one declaration by its name"),
            ("export { b } from 'x/b.js';", "export", "exports what it imports"),
            ("await b;", "await", "waits outside of a function"),
            ("export", "export", "exports more than one declaration by its name"),
        ] {
            let fault = join(&[("a.js", text), ("b.js", "")].into(), "a.js", "x/").expect_err(text);
            assert_eq!((&text[fault.range], fault.what), (place, what), "{text}");
        }
    }
}
