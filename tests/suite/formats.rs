//! Findings for other programs.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;
use snapbox::{assert_data_eq, str};

use super::project::Project;

fn faulty() -> Project {
    let project = Project::small();
    project.replace("content/guides/soil.md", "Loam drains well.", "Lœss, [wet: 100%, dry](drý.md).");
    project.replace("templates/thanks/thanks.md", "window = \"spring\"", "window = \"sprng\"");
    project
}

#[test]
fn json_has_every_part_of_a_finding() {
    let run = faulty().run(&["check", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        document,
        json!({
            "version": 1,
            "errors": 2,
            "warnings": 0,
            "findings": [
                {
                    "rule": "missing-page", "severity": "error", "message": "no page at `content/guides/drý.md`",
                    "path": "content/guides/soil.md", "line": 7, "column": 24, "end_line": 7, "end_column": 30,
                    "span": [57, 64], "label": "", "help": [], "related": []
                },
                {
                    "rule": "unknown-window", "severity": "error", "message": "unknown window `sprng`",
                    "path": "templates/thanks/thanks.md", "line": 3, "column": 10, "end_line": 3, "end_column": 17,
                    "span": [30, 37], "label": "", "help": ["did you mean `spring`?"], "related": []
                }
            ]
        })
    );
}

#[test]
fn workflow_commands_are_escaped() {
    let project = faulty();
    project.write("content/guides/a,b: 100%.md", "+++\ntitle = \"x\"\n+++\n");
    let run = project.run(&["check", "--format", "github"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    assert_data_eq!(
        run.stdout,
        str![[r#"
::error file=content/guides/a%2Cb%3A 100%25.md,line=1,endLine=1,col=1,endColumn=1,title=bad-id::`a,b: 100%25` is not a usable id%0Ause lower-case ASCII letters, digits and hyphens, such as `a-b-100`
::error file=content/guides/soil.md,line=7,endLine=7,col=24,endColumn=30,title=missing-page::no page at `content/guides/drý.md`
::error file=templates/thanks/thanks.md,line=3,endLine=3,col=10,endColumn=17,title=unknown-window::unknown window `sprng`%0Adid you mean `spring`?

"#]]
    );
}

/// Where `tests/run` puts the independent readers.
pub(crate) fn tools() -> PathBuf {
    let folder =
        std::env::var_os("KBGEN_TEST_TOOLS").expect("run this test through `tests/run`, which installs what it needs");
    Path::new(&folder).join("node_modules")
}

/// Returns whether the schema of SARIF 2.1.0 accepts a text, and why not.
fn validate(sarif: &str) -> Result<(), String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/check-sarif.js");
    let mut node = Command::new("node")
        .arg(script)
        .env("NODE_PATH", tools())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node");
    node.stdin.take().expect("a pipe").write_all(sarif.as_bytes()).expect("written");
    let output = node.wait_with_output().expect("an end");
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

#[test]
fn sarif_is_valid_against_its_schema() {
    let project = faulty();
    project.write("content/guides/a b.md", "+++\ntitle = \"x\"\naliases = [\"old\"]\n+++\n# One\n");
    project.write("content/guides/c.md", "+++\ntitle = \"y\"\naliases = [\"old\"]\n+++\n");
    let run = project.run(&["check", "--format", "sarif"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    assert_eq!(validate(&run.stdout), Ok(()));
    let log: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert!(results.len() >= 5, "{results:#?}");
    let related =
        results.iter().find(|result| result["ruleId"] == "duplicate-alias").expect("a finding with a second place");
    assert!(related["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "content/guides/a%20b.md");
    // The validator can tell.
    assert!(validate(&run.stdout.replace("\"startLine\": 7", "\"startLine\": 0")).is_err());
}

#[test]
fn a_clean_run_is_valid_sarif_too() {
    let run = Project::small().run(&["check", "--format", "sarif"]);
    assert_eq!(run.code, 0);
    assert_eq!(validate(&run.stdout), Ok(()));
}
