//! What changed from one version of a pack to another, in words.

use std::collections::BTreeMap;

use super::escape::shown;
use super::manifest::{Manifest, ParameterOutline, Rule, TemplateOutline, Window};

/// Returns what is different, a line each; `no difference` if nothing is.
///
/// Changed lines of a text follow the line that names it, after `- ` and `+ `. Controls in texts are shown as escapes.
#[must_use]
pub fn diff(old: &Manifest, new: &Manifest) -> Vec<String> {
    let mut report = Report::default();
    if old.about.id != new.about.id {
        report.change("this is another pack", "", &old.about.id, &new.about.id);
    }
    report.change("title", "", &old.about.title, &new.about.title);
    let pairs = paired(&old.about.templates, &new.about.templates, |template| &template.id);
    report.pairs("template", pairs, |template| &template.title, templates);
    let pairs = paired(&old.about.windows, &new.about.windows, |window| &window.id);
    report.pairs("window", pairs, |window| &window.title, windows);
    let pairs = paired(&old.about.rules, &new.about.rules, |rule| &rule.id);
    report.pairs("rule", pairs, |rule| &rule.title, rules);
    if report.lines.is_empty() {
        // The content is the same; its forms may not be.
        let pairs = paired(&old.files, &new.files, |file| &file.path);
        report.pairs(
            "file",
            pairs,
            |_| "",
            |path, old, new, report| {
                if old != new {
                    report.line(format!("file `{}`: changed", shown(path)));
                }
            },
        );
    }
    if report.lines.is_empty() { vec!["no difference".to_owned()] } else { report.lines }
}

#[derive(Default)]
struct Report {
    lines: Vec<String>,
}

/// What both have under an id, or one of them.
type Pairs<'a, T> = BTreeMap<&'a str, (Option<&'a T>, Option<&'a T>)>;

fn paired<'a, T>(old: &'a [T], new: &'a [T], id: impl Fn(&'a T) -> &'a str) -> Pairs<'a, T> {
    let mut pairs: Pairs<'a, T> = BTreeMap::new();
    for item in old {
        pairs.entry(id(item)).or_default().0 = Some(item);
    }
    for item in new {
        pairs.entry(id(item)).or_default().1 = Some(item);
    }
    pairs
}

impl Report {
    fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    fn change(&mut self, what: &str, of: &str, old: &str, new: &str) {
        if old != new {
            let of = if of.is_empty() { String::new() } else { format!("{of}: ") };
            self.line(format!("{of}{what}: from `{}` to `{}`", shown(old), shown(new)));
        }
    }

    /// Tells what was added or removed, and has `compare` tell the rest.
    fn pairs<'a, T>(
        &mut self,
        kind: &str,
        pairs: Pairs<'a, T>,
        title: impl Fn(&'a T) -> &'a str,
        compare: impl Fn(&str, &'a T, &'a T, &mut Self),
    ) {
        for (id, pair) in pairs {
            let named = |item| match title(item) {
                "" => format!("{kind} `{}`", shown(id)),
                title => format!("{kind} `{}` ({})", shown(id), shown(title)),
            };
            match pair {
                (Some(old), Some(new)) => compare(id, old, new, self),
                (Some(old), None) => self.line(format!("{}: removed", named(old))),
                (None, Some(new)) => self.line(format!("{}: added", named(new))),
                (None, None) => {}
            }
        }
    }

    /// Tells which lines of a text changed.
    fn text(&mut self, what: &str, of: &str, old: &str, new: &str) {
        if old == new {
            return;
        }
        self.line(format!("{of}: {what} changed"));
        let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
        for (sign, line) in changed_lines(&old, &new) {
            self.line(format!("  {sign} {}", shown(line)).trim_end().to_owned());
        }
    }
}

fn templates(id: &str, old: &TemplateOutline, new: &TemplateOutline, report: &mut Report) {
    let of = format!("template `{}`", shown(id));
    report.change("title", &of, &old.title, &new.title);
    report.text("subject", &of, &old.subject, &new.subject);
    report.text("text", &of, &old.body, &new.body);
    let window = |template: &TemplateOutline| template.window.clone().unwrap_or_else(|| "none".to_owned());
    report.change("window", &of, &window(old), &window(new));
    let words = |template: &TemplateOutline| {
        template.words.map_or_else(|| "any".to_owned(), |range| format!("{} to {}", range.least, range.most))
    };
    report.change("number of words", &of, &words(old), &words(new));
    let pairs = paired(&old.parameters, &new.parameters, |parameter| &parameter.name);
    report.pairs(
        &format!("{of}: parameter"),
        pairs,
        |parameter| &parameter.label,
        |name, old, new, report| parameters(&format!("{of}: parameter `{}`", shown(name)), old, new, report),
    );
}

fn parameters(of: &str, old: &ParameterOutline, new: &ParameterOutline, report: &mut Report) {
    let need = |parameter: &ParameterOutline| if parameter.required { "required" } else { "optional" };
    report.change("label", of, &old.label, &new.label);
    report.change("type", of, &old.kind, &new.kind);
    if old.required != new.required {
        report.line(format!("{of}: {}, was {}", need(new), need(old)));
    }
    report.change("choices", of, &old.choices.join(", "), &new.choices.join(", "));
}

fn windows(id: &str, old: &Window, new: &Window, report: &mut Report) {
    let of = format!("window `{}`", shown(id));
    report.change("title", &of, &old.title, &new.title);
    if (&old.opens, &old.closes) != (&new.opens, &new.closes) {
        let span = |window: &Window| format!("{} – {}", shown(&window.opens), shown(&window.closes));
        report.line(format!("{of}: moved from {} to {}", span(old), span(new)));
    }
    report.change("status", &of, &old.status, &new.status);
}

fn rules(id: &str, old: &Rule, new: &Rule, report: &mut Report) {
    let of = format!("rule `{}`", shown(id));
    report.change("title", &of, &old.title, &new.title);
    report.change("severity", &of, &old.severity, &new.severity);
    report.text("what it looks for", &of, &old.detail.join("\n"), &new.detail.join("\n"));
}

/// The most cells of the table of common lines; a manifest may come from anybody.
const MOST_CELLS: usize = 4_000_000;

/// Returns the lines that only one of two texts has, in reading order, by their longest common subsequence.
fn changed_lines<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let width = new.len() + 1;
    let cells = old.len().saturating_add(1).saturating_mul(width);
    let mut changed = Vec::new();
    let (mut i, mut j) = (0, 0);
    if cells <= MOST_CELLS {
        // How many lines the rests of both texts share.
        let mut shared = vec![0_u32; cells];
        for (i, a) in old.iter().enumerate().rev() {
            for (j, b) in new.iter().enumerate().rev() {
                shared[i * width + j] = if a == b {
                    shared[(i + 1) * width + j + 1] + 1
                } else {
                    shared[(i + 1) * width + j].max(shared[i * width + j + 1])
                };
            }
        }
        while i < old.len() && j < new.len() {
            if old[i] == new[j] {
                (i, j) = (i + 1, j + 1);
            } else if shared[(i + 1) * width + j] >= shared[i * width + j + 1] {
                changed.push(('-', old[i]));
                i += 1;
            } else {
                changed.push(('+', new[j]));
                j += 1;
            }
        }
    }
    changed.extend(old[i..].iter().map(|line| ('-', *line)));
    changed.extend(new[j..].iter().map(|line| ('+', *line)));
    changed
}

#[cfg(test)]
mod tests {
    use super::{changed_lines, diff};
    use crate::output::{Artifact, OutputPath};
    use crate::pack::manifest::{About, Manifest, ParameterOutline, Rule, TemplateOutline, Window, WordRange};

    fn text(text: &str) -> String {
        text.to_owned()
    }

    fn about() -> About {
        let parameter = ParameterOutline {
            name: text("tone"),
            label: text("Tone"),
            kind: text("choice"),
            required: true,
            choices: vec![text("warm"), text("cool")],
        };
        let template = TemplateOutline {
            id: text("thanks"),
            title: text("Thanks"),
            subject: text("Thank you"),
            body: text("Dear [Name],\n\nthank you.\n\nYours"),
            window: Some(text("spring")),
            words: Some(WordRange { least: 10, most: 20 }),
            parameters: vec![parameter],
        };
        let window = Window {
            id: text("spring"),
            title: text("Spring"),
            opens: text("2026-03-01"),
            closes: text("2026-03-20"),
            status: text("expected"),
        };
        let rule =
            Rule { id: text("shouting"), title: text("Shouting"), severity: text("warn"), detail: vec![text("!!!")] };
        About {
            id: text("p"),
            title: text("Pack"),
            templates: vec![template],
            windows: vec![window],
            rules: vec![rule],
        }
    }

    fn changes(change: impl FnOnce(&mut About)) -> Vec<String> {
        let mut new = about();
        change(&mut new);
        diff(&Manifest::new(about(), &[]), &Manifest::new(new, &[]))
    }

    #[test]
    fn nothing() {
        assert_eq!(changes(|_| {}), ["no difference"]);
    }

    #[test]
    fn files_count_only_where_the_content_is_the_same() {
        let file = |path: &str, bytes: &str| Artifact::new(OutputPath::new(path), bytes);
        let old = Manifest::new(about(), &[file("a", "1"), file("b", "1")]);
        let new = Manifest::new(about(), &[file("a", "2"), file("c", "1")]);
        assert_eq!(diff(&old, &new), ["file `a`: changed", "file `b`: removed", "file `c`: added"]);
    }

    #[test]
    fn templates_and_parameters() {
        assert_eq!(
            changes(|about| {
                about.templates[0].title = text("Thanks again");
                about.templates[0].body = text("Dear [Name],\n\nmany thanks.\nReally.\n\nYours");
                about.templates[0].words = None;
                about.templates[0].window = Some(text("late"));
                about.templates[0].parameters[0].required = false;
                about.templates[0].parameters[0].choices.pop();
                about.templates[0].parameters.push(ParameterOutline { name: text("n"), ..ParameterOutline::default() });
            }),
            [
                "template `thanks`: title: from `Thanks` to `Thanks again`",
                "template `thanks`: text changed",
                "  - thank you.",
                "  + many thanks.",
                "  + Really.",
                "template `thanks`: window: from `spring` to `late`",
                "template `thanks`: number of words: from `10 to 20` to `any`",
                "template `thanks`: parameter `n`: added",
                "template `thanks`: parameter `tone`: optional, was required",
                "template `thanks`: parameter `tone`: choices: from `warm, cool` to `warm`",
            ]
        );
        assert_eq!(
            changes(|about| {
                about.templates[0].id = text("gratitude");
                about.templates[0].parameters.clear();
            }),
            ["template `gratitude` (Thanks): added", "template `thanks` (Thanks): removed"]
        );
    }

    #[test]
    fn windows_and_rules() {
        assert_eq!(
            changes(|about| {
                about.windows[0].opens = text("2026-03-02");
                about.windows[0].status = text("confirmed");
                about.rules[0].severity = text("block");
                about.rules[0].detail.push(text("\u{1b}[31m"));
            }),
            [
                "window `spring`: moved from 2026-03-01 – 2026-03-20 to 2026-03-02 – 2026-03-20",
                "window `spring`: status: from `expected` to `confirmed`",
                "rule `shouting`: severity: from `warn` to `block`",
                "rule `shouting`: what it looks for changed",
                "  + \\u{1b}[31m",
            ]
        );
    }

    #[test]
    fn lines_that_changed() {
        let cases: [(&str, &str, &str); 5] = [
            ("a b c", "a c", "-b"),
            ("a c", "a b c", "+b"),
            ("a b c d", "b x d", "-a-c+x"),
            ("", "a", "+a"),
            ("a b", "b a", "-a+a"),
        ];
        for (old, new, expected) in cases {
            let (old, new): (Vec<&str>, Vec<&str>) =
                (old.split_whitespace().collect(), new.split_whitespace().collect());
            let found: Vec<String> =
                changed_lines(&old, &new).iter().map(|(sign, line)| format!("{sign}{line}")).collect();
            assert_eq!(found.concat(), expected);
        }
        let (old, new) = (vec!["a"; 3000], vec!["b"; 3000]);
        assert_eq!(changed_lines(&old, &new).len(), 6000);
    }
}
