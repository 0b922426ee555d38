//! Random templates of the email language over the parameters of `tests/lang/params.toml`; most of them are sound.

use kbgen::lang::{Parameter, Type};

use super::bytes::Bytes;

const TEXTS: [&str; 26] = [
    "Dear ", "\n", "\n\n", " ", ", ", "- ", "\t", "\u{A0}", "{ ", "} ", "%", "#}", "'", "\"", "é ", "}}", "%}",
    "\n   \n", "-", "\u{2003}", "{", "[x]", "a  b", "<b>", "\\n", "end.",
];
const COMMENTS: [&str; 5] = ["", " a note ", "é", "{{ nick }}", " {% if %} "];
const DEFAULTS: [&str; 5] = ["friend", "", " ", "it's", "{{ x }}"];
const SEPARATORS: [&str; 5] = [", ", "", "\n- ", " & ", "{{"];
const LITERALS: [&str; 8] =
    ["Ada", "x", "", "sage", "ada@garden.example.org", "https://garden.example.org/", "it's", "é"];
const DATES: [&str; 4] = ["2026-12-04", "2027-01-31", "2026-11-22", "9999-12-31"];

/// Makes one template.
pub(crate) struct Generator<'g, 'b> {
    bytes: &'g mut Bytes<'b>,
    parameters: &'g [Parameter],
    /// Optional parameters that are filled in here.
    known: Vec<&'g str>,
    /// Variables of the loops around.
    items: Vec<String>,
    loops: usize,
    text: String,
}

/// A condition, and the parameters that are filled in when it holds and when it does not.
struct Condition<'g> {
    text: String,
    yes: Vec<&'g str>,
    no: Vec<&'g str>,
}

/// Returns a template.
pub(crate) fn template(bytes: &mut Bytes<'_>, parameters: &[Parameter]) -> String {
    let mut generator =
        Generator { bytes, parameters, known: Vec::new(), items: Vec::new(), loops: 0, text: String::new() };
    while !generator.bytes.is_empty() && generator.text.len() < 2_000 {
        generator.node(0);
    }
    generator.text
}

/// Puts a literal in quotes that it does not hold.
fn quoted(text: &str, double: bool) -> String {
    let quote = if text.contains('\'') || double { '"' } else { '\'' };
    format!("{quote}{text}{quote}")
}

impl<'g> Generator<'g, '_> {
    fn open(&mut self, delimiter: &str) {
        self.text.push_str(delimiter);
        self.text.push_str(self.bytes.pick(&["", "", "", "-"]));
        self.text.push_str(self.bytes.pick(&[" ", " ", "", "\n "]));
    }

    fn close(&mut self, delimiter: &str) {
        self.text.push_str(self.bytes.pick(&[" ", " ", "", "\n"]));
        self.text.push_str(self.bytes.pick(&["", "", "", "-"]));
        self.text.push_str(delimiter);
    }

    fn tag(&mut self, inside: &str) {
        self.open("{%");
        self.text.push_str(inside);
        self.close("%}");
    }

    fn nodes(&mut self, depth: usize) {
        for _ in 0..=self.bytes.below(4) {
            if !self.bytes.is_empty() {
                self.node(depth);
            }
        }
    }

    fn node(&mut self, depth: usize) {
        match self.bytes.below(10) {
            0..=3 => self.text.push_str(self.bytes.pick(&TEXTS)),
            7 | 8 if depth < 4 => self.branches(depth),
            9 if depth < 4 => self.looped(depth),
            6 if self.bytes.one_in(3) => {
                self.open("{#");
                self.text.push_str(self.bytes.pick(&COMMENTS));
                self.close("#}");
            }
            _ => self.output(),
        }
    }

    fn branches(&mut self, depth: usize) {
        let outside = self.known.len();
        let mut word = "if";
        for _ in 0..=self.bytes.below(3) {
            let condition = self.condition(0);
            self.tag(&format!("{word} {}", condition.text));
            let before = self.known.len();
            self.known.extend(condition.yes);
            self.nodes(depth + 1);
            self.known.truncate(before);
            self.known.extend(condition.no);
            word = "elif";
        }
        if self.bytes.one_in(2) {
            self.tag("else");
            self.nodes(depth + 1);
        }
        self.known.truncate(outside);
        self.tag("endif");
    }

    fn looped(&mut self, depth: usize) {
        let Some(list) = self.parameter(&[Type::List]) else { return };
        self.loops += 1;
        let item = format!("item{}", self.loops);
        self.tag(&format!("for {item} in {}", list.name));
        self.items.push(item);
        self.nodes(depth + 1);
        self.items.pop();
        self.tag("endfor");
    }

    /// Returns a parameter of one of these types; in most cases one that is filled in.
    fn parameter(&mut self, kinds: &[Type]) -> Option<&'g Parameter> {
        let bold = self.bytes.one_in(40);
        let fits = |parameter: &&'g Parameter| {
            let filled = bold || parameter.required || self.known.contains(&parameter.name.as_str());
            kinds.contains(&parameter.kind) && filled
        };
        let fitting: Vec<&'g Parameter> = self.parameters.iter().filter(fits).collect();
        (!fitting.is_empty()).then(|| self.bytes.pick(&fitting))
    }

    fn any_parameter(&mut self) -> &'g Parameter {
        let all: Vec<&'g Parameter> = self.parameters.iter().collect();
        self.bytes.pick(&all)
    }

    fn output(&mut self) {
        let mut printed = String::new();
        let text_like = [Type::Text, Type::Choice, Type::Email, Type::Url];
        match self.bytes.below(9) {
            0 => printed = quoted(self.bytes.pick(&LITERALS), true),
            1 => printed = self.bytes.pick(&["3", "-7", "0", "9007199254740991"]).to_owned(),
            2 => {
                let day = self.parameter(&[Type::Date]);
                let format = self.bytes.pick(&["long", "month", "iso"]);
                printed.extend(day.map(|day| format!("{} | date(format=\"{format}\")", day.name)));
            }
            3 => {
                let list = self.parameter(&[Type::List]);
                let between = quoted(self.bytes.pick(&SEPARATORS), true);
                let before_end = quoted(self.bytes.pick(&SEPARATORS), false);
                let end = if self.bytes.one_in(2) { format!(", last={before_end}") } else { String::new() };
                printed.extend(list.map(|list| format!("{}|join(sep={between}{end})", list.name)));
            }
            4 => {
                let other = self.parameter(&[Type::LongText, Type::Number]);
                printed.extend(other.map(|other| other.name.clone()));
            }
            5 => {
                // An optional one that may be missing, with what stands in for it.
                let parameter = self.any_parameter();
                if text_like.contains(&parameter.kind) || parameter.kind == Type::LongText {
                    let other = self.bytes.pick(&DEFAULTS);
                    printed = format!("{} | default(value={})", parameter.name, quoted(other, true));
                    if text_like.contains(&parameter.kind) {
                        self.filters(&mut printed);
                    }
                }
            }
            6 if !self.items.is_empty() => {
                let items: Vec<&str> = self.items.iter().map(String::as_str).collect();
                self.bytes.pick(&items).clone_into(&mut printed);
                self.filters(&mut printed);
            }
            _ => {
                let text = self.parameter(&text_like);
                printed.extend(text.map(|text| text.name.clone()));
                self.filters(&mut printed);
            }
        }
        if !printed.is_empty() {
            self.open("{{");
            self.text.push_str(&printed);
            self.close("}}");
        }
    }

    fn filters(&mut self, printed: &mut String) {
        for _ in 0..self.bytes.below(3) {
            printed.push_str(self.bytes.pick(&[" | upper", "|lower", " | title", " | title()"]));
        }
    }

    fn condition(&mut self, depth: usize) -> Condition<'g> {
        if depth > 2 {
            return self.atom();
        }
        match self.bytes.below(8) {
            0 => {
                let inner = self.condition(depth + 1);
                let text = match self.bytes.below(2) {
                    0 => format!("not ({})", inner.text),
                    // `not` before all of a chain belongs to its first part.
                    _ if inner.text.contains(" and ")
                        || inner.text.contains(" or ")
                        || inner.text.starts_with("not") =>
                    {
                        format!("not ({})", inner.text)
                    }
                    _ => format!("not {}", inner.text),
                };
                Condition { text, yes: inner.no, no: inner.yes }
            }
            1 | 2 => self.chain(depth, true),
            3 | 4 => self.chain(depth, false),
            5 => {
                let inner = self.condition(depth + 1);
                Condition { text: format!("({})", inner.text), ..inner }
            }
            _ => self.atom(),
        }
    }

    /// Conditions that all hold, or of which one does, without brackets: what is known of them is a lower bound.
    fn chain(&mut self, depth: usize, all: bool) -> Condition<'g> {
        let outside = self.known.len();
        let left = self.condition(depth + 1);
        self.known.extend(if all { &left.yes } else { &left.no });
        let right = self.condition(depth + 1);
        self.known.truncate(outside);
        let bracketed = |text: String| if text.contains(" or ") && all { format!("({text})") } else { text };
        let text = format!("{} {} {}", bracketed(left.text), if all { "and" } else { "or" }, bracketed(right.text));
        let union = |mut left: Vec<&'g str>, right: Vec<&'g str>| {
            left.extend(right);
            left
        };
        let common =
            |left: Vec<&'g str>, right: &[&'g str]| left.into_iter().filter(|name| right.contains(name)).collect();
        if all {
            Condition { text, yes: union(left.yes, right.yes), no: common(left.no, &right.no) }
        } else {
            Condition { text, no: union(left.no, right.no), yes: common(left.yes, &right.yes) }
        }
    }

    fn literal(&mut self, parameter: &Parameter) -> String {
        let double = self.bytes.one_in(2);
        match parameter.kind {
            Type::Number => self.bytes.pick(&["0", "1", "3", "-1", "6", "60"]).to_owned(),
            Type::Date => quoted(self.bytes.pick(&DATES), double),
            Type::Bool => self.bytes.pick(&["true", "false"]).to_owned(),
            Type::Choice => quoted(&parameter.choices[self.bytes.below(parameter.choices.len())].value, double),
            _ => quoted(self.bytes.pick(&LITERALS), double),
        }
    }

    fn atom(&mut self) -> Condition<'g> {
        if !self.items.is_empty() && self.bytes.one_in(6) {
            let items: Vec<&str> = self.items.iter().map(String::as_str).collect();
            let text = format!("{} == {}", self.bytes.pick(&items), quoted(self.bytes.pick(&LITERALS), true));
            return Condition { text, yes: Vec::new(), no: Vec::new() };
        }
        let mut parameter = self.any_parameter();
        // That a required text is filled in goes without saying, and leaves nothing for the branches after it.
        let says_nothing = |parameter: &Parameter| {
            parameter.required && !matches!(parameter.kind, Type::Choice | Type::Number | Type::Date)
        };
        while says_nothing(parameter) && !self.bytes.is_empty() && !self.bytes.one_in(8) {
            parameter = self.any_parameter();
        }
        let name = parameter.name.as_str();
        let filled = || vec![name];
        let none = Vec::new;
        let ordered = matches!(parameter.kind, Type::Number | Type::Date);
        let safe = parameter.required || self.known.contains(&name);
        if matches!(parameter.kind, Type::LongText | Type::List) {
            return Condition { text: name.to_owned(), yes: filled(), no: none() };
        }
        let bare = !parameter.required || matches!(parameter.kind, Type::Number);
        match self.bytes.below(8) {
            0 if !bare => {
                Condition { text: format!("{name} != {}", self.literal(parameter)), yes: none(), no: filled() }
            }
            7 if !bare => {
                Condition { text: format!("{} == {name}", self.literal(parameter)), yes: filled(), no: none() }
            }
            1 => Condition { text: format!("{name} == {}", self.literal(parameter)), yes: filled(), no: none() },
            2 => Condition { text: format!("{} != {name}", self.literal(parameter)), yes: none(), no: filled() },
            3 | 4 if parameter.kind != Type::Bool => {
                let list: Vec<String> = (0..=self.bytes.below(3)).map(|_| self.literal(parameter)).collect();
                let comma = self.bytes.pick(&["", ","]);
                let list = format!("[{}{comma}]", list.join(", "));
                if self.bytes.one_in(2) {
                    Condition { text: format!("{name} not in {list}"), yes: none(), no: filled() }
                } else {
                    Condition { text: format!("{name} in {list}"), yes: filled(), no: none() }
                }
            }
            5 if ordered && safe => {
                let sign = self.bytes.pick(&["<", "<=", ">", ">="]);
                let literal = self.literal(parameter);
                let text = match self.bytes.below(2) {
                    0 => format!("{name} {sign} {literal}"),
                    _ => format!("{literal}{sign}{name}"),
                };
                Condition { text, yes: filled(), no: none() }
            }
            6 if safe => match self.parameter(&[parameter.kind]) {
                Some(other) => {
                    let sign = if ordered {
                        self.bytes.pick(&["<", ">=", "==", "!="])
                    } else {
                        self.bytes.pick(&["==", "!="])
                    };
                    Condition { text: format!("{name} {sign} {}", other.name), yes: none(), no: none() }
                }
                None => Condition { text: name.to_owned(), yes: filled(), no: none() },
            },
            _ => Condition { text: name.to_owned(), yes: filled(), no: none() },
        }
    }
}
