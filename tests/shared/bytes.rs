//! Choices taken from bytes: when they have run out, always the first one.

use kbgen::lang::{Bindings, Parameter, Type, Value};

/// Texts that mean something somewhere.
pub(crate) const HOSTILE: [&str; 36] = [
    "{{ name }}",
    "{{",
    "}}",
    "{% if x %}",
    "%}",
    "{#",
    "[x]",
    "[Your full name]",
    "[Program name",
    "name]",
    "\r\n",
    "\n",
    "\r",
    "\u{2028}",
    "\u{202E}",
    "\u{0}",
    "\u{7F}",
    "\u{85}",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "'=1",
    "\r\nBcc: eve@example.org",
    "\nX-Evil: 1",
    "\r\n\r\n<b>",
    "=?utf-8?q?=0D=0ABcc:_a@b.example?=",
    "\"a\" <a@b.example>, c@d.example",
    "<script>",
    "--boundary",
    "é",
    "日本語",
    "🙂",
    "\u{FEFF}",
];

/// Words that are harmless.
const WORDS: [&str; 20] = [
    "Ada",
    "grün",
    "O'Neil",
    "o’neil-smith",
    "ΣΊΣΥΦΟΣ",
    "straße",
    "ﬁne",
    "ǆ",
    "ŉ",
    "İstanbul",
    "a\u{A0}b",
    "x",
    "sage",
    "thyme",
    "of",
    "the",
    "garden",
    "1st",
    "(b)",
    "Mac.donald",
];

/// Bytes that choices are taken from.
pub(crate) struct Bytes<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Bytes<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Whether there are none left.
    pub(crate) fn is_empty(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Returns what is left.
    pub(crate) fn rest(&mut self) -> &'b [u8] {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        self.at = self.bytes.len();
        rest
    }

    fn next(&mut self) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(byte)
    }

    /// Returns a number below `bound`, which is at most 65536.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let number = if bound > 256 { self.next() * 256 + self.next() } else { self.next() };
        number % bound.max(1)
    }

    /// Returns whether one of `times` comes true.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// Returns a character of any plane.
    pub(crate) fn char(&mut self) -> char {
        let code = match self.below(4) {
            0 | 1 => self.below(0x80),
            2 => self.below(0x1_0000),
            _ => self.below(0x11) * 0x1_0000 + self.below(0x1_0000),
        };
        u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('\u{FFFD}')
    }

    /// Returns a text of so many pieces at most: those given, and any characters.
    pub(crate) fn soup(&mut self, pieces: &[&str], most: usize) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(most) {
            if self.is_empty() {
                break;
            }
            match self.below(8) {
                0 => text.push(self.char()),
                _ => text.push_str(self.pick(pieces)),
            }
        }
        text
    }

    /// Returns a text with some of its parts removed, doubled, moved or replaced by pieces.
    pub(crate) fn mutated(&mut self, text: &str, pieces: &[&str]) -> String {
        let mut text = text.to_owned();
        for _ in 0..=self.below(4) {
            let len = text.len().min(65_535);
            let start = text.floor_char_boundary(self.below(len + 1));
            let end = text.floor_char_boundary((start + self.below(24)).min(text.len())).max(start);
            let part = text[start..end].to_owned();
            match self.below(5) {
                0 => text.replace_range(start..end, ""),
                1 => text.insert_str(start, &part),
                2 => text.insert_str(text.floor_char_boundary(self.below(len + 1)), &part),
                3 => text.replace_range(start..end, self.pick(pieces)),
                _ => text.insert(start, self.char()),
            }
        }
        text
    }

    fn words(&mut self, hostile: bool) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(5) {
            text.push_str(if hostile && self.one_in(3) { self.pick(&HOSTILE) } else { self.pick(&WORDS) });
            text.push_str(self.pick(&[" ", " ", ", ", "", "' "]));
        }
        text
    }

    /// Returns a value of the parameter's type; it keeps to the limits unless it is hostile.
    pub(crate) fn value(&mut self, parameter: &Parameter, hostile: bool) -> Option<Value> {
        let value = match parameter.kind {
            Type::Number => {
                let within = parameter.limits.min.unwrap_or(-3);
                let pool = [0, 1, 3, within, 6, 60, -1, kbgen::lang::GREATEST, -kbgen::lang::GREATEST];
                Value::Number(pool[self.below(pool.len())])
            }
            Type::Bool => Value::Bool(self.one_in(2)),
            Type::Date => {
                let dates = ["2026-12-04", "2027-01-31", "2026-11-22", "0001-01-01", "9999-12-31", "2028-02-29"];
                Value::Date(self.pick(&dates).parse().expect("a date"))
            }
            Type::Choice => Value::Text(parameter.choices[self.below(parameter.choices.len())].value.clone()),
            Type::List => Value::List((0..self.below(4)).map(|_| self.words(hostile)).collect()),
            Type::LongText => {
                let paragraphs: Vec<String> = (0..=self.below(3)).map(|_| self.words(hostile)).collect();
                Value::Text(paragraphs.join(self.pick(&["\n", "\n\n", "\n- "])))
            }
            Type::Email => {
                Value::Text(self.pick(&["ada@garden.example.org", "o'neil+x@b.example", "zoë@b.example"]).to_owned())
            }
            Type::Url => {
                Value::Text(self.pick(&["https://garden.example.org/", "http://x.example/?a=b&c=[d]#e"]).to_owned())
            }
            Type::Text => Value::Text(self.words(hostile)),
        };
        value.settled()
    }

    /// Returns values: every required one, unless there is none to be had, and some others.
    pub(crate) fn values<'p>(
        &mut self,
        parameters: impl IntoIterator<Item = &'p Parameter>,
        hostile: bool,
    ) -> Bindings {
        let mut values = Bindings::new();
        for parameter in parameters {
            if parameter.required || !self.one_in(3) {
                let value = self.value(parameter, hostile);
                let value = value.filter(|value| hostile || value.fits(parameter).is_ok());
                let value = value.or_else(|| parameter.example.clone().filter(|_| parameter.required));
                values.extend(value.map(|value| (parameter.name.clone(), value)));
            }
        }
        values
    }
}
