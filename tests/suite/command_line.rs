//! The command line: exact output and exit codes.

use snapbox::{assert_data_eq, str};

use super::project::Project;

#[test]
fn a_clean_check_says_nothing() {
    let run = Project::small().run(&["check"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
}

#[test]
fn findings_show_excerpt_label_and_help() {
    let project = Project::small();
    project.replace("templates/thanks/thanks.md", "{{ sender }}", "{{ sendr }}");
    let run = project.run(&["check"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_data_eq!(
        run.stderr,
        str![[r#"
error[unknown-parameter]: unknown parameter `sendr`
  --> templates/thanks/thanks.md:13:4
   |
13 | {{ sendr }}
   |    ^^^^^
   |
   = help: did you mean `sender`?

1 error and 0 warnings; `kbgen explain RULE` says more about a rule

"#]]
    );
}

#[test]
fn warnings_pass_unless_denied() {
    let project = Project::small();
    project.replace("content/guides/soil.md", "Loam drains well.", "Loam drains well. TODO");
    assert_eq!(project.run(&["check"]).code, 0);
    assert_eq!(project.run(&["check", "--deny-warnings"]).code, 1);
    let run = project.run(&["build", "--deny-warnings"]);
    assert_eq!(run.code, 1);
    assert!(!project.path("site").exists());
}

#[test]
fn the_knowledge_base_may_change_levels() {
    let project = Project::small();
    project.replace("content/guides/soil.md", "Loam drains well.", "Loam drains well. TODO");
    let level = |level: &str| {
        let project = Project::small();
        project.replace("content/guides/soil.md", "Loam drains well.", "Loam drains well. TODO");
        project.replace("kbgen.toml", "[rules]", &format!("[rules]\nleftover-mark = \"{level}\""));
        project.run(&["check", "--deny-warnings"]).code
    };
    assert_eq!([level("off"), level("note"), level("warning"), level("error")], [0, 0, 1, 1]);
}

#[test]
fn a_folder_without_knowledge_base_is_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = Project::small();
    let run = project.run(&["check", folder.path().to_str().expect("UTF-8")]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: no `kbgen.toml` in `"), "{}", run.stderr);
}

#[test]
fn the_knowledge_base_is_found_from_below() {
    let project = Project::small();
    let mut command = project.command(&["check"]);
    command.current_dir(project.path("content/guides"));
    assert!(command.output().expect("the program").status.success());
}

#[test]
fn wrong_arguments_are_wrong_usage() {
    let project = Project::small();
    for arguments in [
        &["check", "--today", "tomorrow"][..],
        &["check", "--base-url", "example.org"],
        &["chek"],
        &["explain", "raw-htlm"],
        &[],
    ] {
        assert_eq!(project.run(arguments).code, 2, "{arguments:?}");
    }
    let mut command = project.command(&["check"]);
    let output = command.env("SOURCE_DATE_EPOCH", "yesterday").output().expect("the program");
    assert_eq!(output.status.code(), Some(2));
    assert_data_eq!(
        String::from_utf8(output.stderr).expect("UTF-8"),
        "error: `SOURCE_DATE_EPOCH` is `yesterday`, expected seconds since 1970\n"
    );
}

#[test]
fn today_is_an_input() {
    let project = Project::small();
    project.replace(
        "content/guides/soil.md",
        "title = \"Soil\"",
        "title = \"Soil\"\nreviewed = 2026-01-01\nreview_every = \"1y\"",
    );
    assert_eq!(project.run(&["check", "--deny-warnings", "--today", "2027-01-01"]).code, 0);
    assert_eq!(project.run(&["check", "--deny-warnings", "--today", "2027-01-02"]).code, 1);
    let mut command = project.command(&["check", "--deny-warnings"]);
    assert_eq!(command.env("SOURCE_DATE_EPOCH", "1830297600").output().expect("the program").status.code(), Some(1));
}

#[test]
fn drafts_are_built_when_asked_for() {
    let project = Project::small();
    project.write("content/guides/water.md", "+++\ntitle = \"Water\"\ndraft = true\n+++\n").build();
    assert!(!project.path("site/guides/water/index.html").exists());
    assert_eq!(project.run(&["build", "--drafts"]).code, 0);
    assert!(project.path("site/guides/water/index.html").exists());
}

#[test]
fn a_rule_explains_itself() {
    let run = Project::small().run(&["explain", "absolute-path"]);
    assert_eq!(run.code, 0);
    assert_data_eq!(
        run.stdout,
        str![[r#"
# absolute-path

error unless `[rules]` in kbgen.toml or `allow` in the file says otherwise

## What it does
Finds links that start with `/`.

## Why is this bad?
They break when the site is served under a path, and on code hosts.

## Example
```markdown
[leases](/guides/leases/)
```

Use instead:
```markdown
[leases](../guides/leases.md)
```

"#]]
    );
}
