// Reads English as a proofreader does. Standard input: { words: [known words], texts: [{ where, text, fragment }] }, a
// fragment being no whole sentence; standard output: the findings.
"use strict";

// Rules that misfire on good English of this kind, by the checker's own names, each with the reason.
const OFF = {
  CompoundNouns: "joins what is two words: paper clip, card holder, full text",
  DiscourseMarkers: "wants a comma after every `otherwise`",
  DisjointPrefixes: "joins `pre-season`, the name of a window, and even `leave out ranking`",
  ExpandMemoryShorthands: "reads the B of H-1B as bytes",
  FindOut: "wants `find` for every `find out`",
  MassNouns: "counts greetings, openings and attendings among what cannot be counted",
  MissingDeterminer: "wants an article before Step 3",
  MissingPreposition: "reads `the pattern is common advice` as an address",
  MissingTo: "reads the nouns of `visa need` and `what silence means` as verbs that want an infinitive",
  NumericRangeEnDash: "people type hyphens, and application numbers have them",
  OrthographicConsistency: "wants small letters in titles",
  OutOfDate: "wants hyphens in `out of date` after the verb",
  OxfordComma: "the house style has none",
  PossessiveYour: "wants `your` in `thank-you note` and in `for you`",
  PronounVerbAgreement: "joins the `you` of `thank-you notes` with a verb",
  Spaces: "finds a blank before the three points with which some titles of sources end",
  TheLastDays: "wants `the last few` for every `the last`",
  TheyToThem: "takes the `they` of a relative clause for an object",
  UseEllipsisCharacter: "people type three full stops",
  WereWhere: "takes `where` at the start of a phrase for `were`",
  WrongNegative: "takes IMG for a negative",
};
// Rules that only whole sentences have to obey.
const SENTENCES = ["SentenceCapitalization"];
// So many texts are read as paragraphs of one: each reading has a cost of its own.
const AT_ONCE = 50;

async function main() {
  const harper = require("node:path").join(process.env.NODE_PATH, "harper.js/dist");
  const { LocalLinter, Dialect } = await import(`${harper}/index.js`);
  const { binary } = await import(`${harper}/binary.js`);
  const { words, texts } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const linter = new LocalLinter({ binary, dialect: Dialect.American });
  const rules = await linter.getLintConfig();
  for (const rule of Object.keys(OFF)) {
    if (!(rule in rules)) {
      throw new Error(`the checker has no rule ${rule}`);
    }
    rules[rule] = false;
  }
  await linter.setLintConfig(rules);
  await linter.importWords(words);
  const findings = [];
  for (let first = 0; first < texts.length; first += AT_ONCE) {
    const read = texts.slice(first, first + AT_ONCE);
    const whole = read.map(({ text }) => text).join("\n\n");
    // Places are counted in code points.
    let end = -2;
    const ends = read.map(({ text }) => (end += [...text].length + 2));
    for (const [rule, lints] of Object.entries(await linter.organizedLints(whole, { language: "plaintext" }))) {
      for (const lint of lints) {
        const { where, text, fragment } = read[ends.findIndex((end) => lint.span().start < end)];
        if (!fragment || !SENTENCES.includes(rule)) {
          findings.push({ where, rule, found: lint.get_problem_text(), message: lint.message(), text });
        }
      }
    }
  }
  console.log(JSON.stringify(findings));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
