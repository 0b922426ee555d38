//! The output folder: the same bytes whatever the surroundings, all or nothing, and nothing of others touched.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::project::{Project, names};
use super::rules::Tree;

/// Builds in two folders, with other time zones, locales, numbers of threads, masks and working folders.
#[test]
fn surroundings_leave_no_trace() {
    let (one, two) = (Project::real(), Project::real());
    let plain =
        one.command(&["build", "--today", "2026-11-22"]).env("RAYON_NUM_THREADS", "1").output().expect("the program");
    assert!(plain.status.success());
    let shell = format!(
        "umask 077; cd /; exec {} build {} --today 2026-11-22",
        super::project::KBGEN,
        two.path("").to_str().expect("UTF-8")
    );
    let other = std::process::Command::new("sh")
        .args(["-c", &shell])
        .env_clear()
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("RAYON_NUM_THREADS", "7")
        .output()
        .expect("a shell");
    assert!(other.status.success(), "{}", String::from_utf8_lossy(&other.stderr));
    assert_eq!(one.site(), two.site());
    let modes = |project: &Project| -> Vec<(String, u32)> {
        walkdir::WalkDir::new(project.path("site"))
            .min_depth(1)
            .sort_by_file_name()
            .into_iter()
            .map(|entry| {
                let entry = entry.expect("an entry");
                let path =
                    entry.path().strip_prefix(project.path("site")).expect("inside").to_string_lossy().into_owned();
                (path, entry.metadata().expect("metadata").mode() & 0o7777)
            })
            .collect()
    };
    assert_eq!(modes(&one), modes(&two));
}

/// The day of the build is an input that the output of a knowledge base without overdue reviews does not depend on.
#[test]
fn the_date_leaves_no_trace() {
    let (one, two) = (Project::small(), Project::small());
    assert_eq!(one.run(&["build", "--today", "2026-11-22"]).code, 0);
    assert_eq!(two.run(&["build", "--today", "2027-01-31"]).code, 0);
    assert_eq!(one.site(), two.site());
}

#[test]
fn a_second_build_changes_nothing() {
    let project = Project::small();
    let run = project.run(&["build"]);
    let all = names(&project.site()).len();
    assert_eq!(run.stderr, format!("wrote {all} files to site ({all} changed, 0 removed)\n"));
    let inode = |name: &str| fs::metadata(project.path("site").join(name)).expect("a page").ino();
    let before = inode("guides/soil/index.html");
    assert_eq!(project.run(&["build"]).stderr, format!("wrote {all} files to site (0 changed, 0 removed)\n"));
    assert_eq!(inode("guides/soil/index.html"), before);
    assert_eq!(project.beside(), ["site"]);
}

#[test]
fn a_page_that_is_gone_leaves_the_site_with_its_folder() {
    let project = Project::small();
    project.write("content/guides/water.md", "+++\ntitle = \"Water\"\n+++\n").build();
    assert!(project.path("site/guides/water/index.html").exists());
    fs::remove_file(project.path("content/guides/water.md")).expect("removed");
    project.build();
    assert!(!project.path("site/guides/water").exists());
}

#[test]
fn an_error_leaves_the_old_site() {
    let project = Project::small();
    let before = project.build().site();
    project.replace("content/guides/soil.md", "spring.md", "sprig.md");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.ends_with("nothing was written\n"), "{}", run.stderr);
    assert_eq!(project.site(), before);
    assert_eq!(project.beside(), ["site"]);
}

/// A layout that fails while pages are written, past all checks.
#[test]
fn a_failing_layout_leaves_the_old_site() {
    let project = Project::small();
    let before = project.build().site();
    project.write("theme/layouts/checklist.html", "<h1>{{ page.titel }}</h1>\n").write(
        "content/pitfalls/rain.md",
        "+++\ntitle = \"Rain\"\ncategory = \"tone\"\nseverity = \"note\"\napplies_to = \"all\"\n+++\n",
    );
    let run = project.run(&["build", "--format", "json"]);
    assert_eq!(run.code, 1);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("one document");
    assert_eq!((&document["errors"], &document["warnings"]), (&1.into(), &1.into()), "{document:#}");
    let found = &document["findings"];
    assert_eq!((&found[0]["rule"], &found[0]["path"]), (&"unused-pitfall".into(), &"content/pitfalls/rain.md".into()));
    assert_eq!(
        (&found[1]["rule"], &found[1]["path"]),
        (&"layout-error".into(), &"theme/layouts/checklist.html".into())
    );
    assert_eq!((&found[1]["line"], &found[1]["column"]), (&1.into(), &13.into()));
    assert_eq!(run.stderr, "nothing was written\n");
    assert_eq!(project.site(), before);
}

#[test]
fn files_of_others_stay_as_they_are() {
    let project = Project::small();
    project
        .write("site/.gitignore", "*\n")
        .write("site/guides/soil/notes.txt", "mine")
        .write("site/CNAME", "garden.example.org");
    symlink("/nonexistent", project.path("site/link")).expect("a link");
    fs::create_dir(project.path("site/empty")).expect("a folder");
    fs::set_permissions(project.path("site"), fs::Permissions::from_mode(0o750)).expect("a mode");
    let inode = fs::metadata(project.path("site/CNAME")).expect("a file").ino();
    for _ in 0..2 {
        project.build();
        assert_eq!(fs::read(project.path("site/guides/soil/notes.txt")).expect("a file"), b"mine");
        assert_eq!(fs::read(project.path("site/.gitignore")).expect("a file"), b"*\n");
        assert_eq!(fs::metadata(project.path("site/CNAME")).expect("a file").ino(), inode);
        assert_eq!(fs::read_link(project.path("site/link")).expect("a link").to_str(), Some("/nonexistent"));
        assert!(project.path("site/empty").is_dir());
        assert_eq!(fs::metadata(project.path("site")).expect("the folder").mode() & 0o777, 0o750);
    }
}

#[test]
fn a_file_of_others_is_not_overwritten() {
    let project = Project::small();
    project.write("site/index.html", "mine");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error: `[PROJECT]/site/index.html` was not written by kbgen and would be overwritten; move it or choose another --out\n"
    );
    assert_eq!(names(&project.site()), ["index.html"]);
    assert_eq!(project.beside(), ["site"]);
}

#[test]
fn a_file_of_others_in_place_of_a_folder_is_not_overwritten() {
    let project = Project::small();
    project.write("site/guides", "mine");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: `[PROJECT]/site/guides` was not written by kbgen"), "{}", run.stderr);
    assert_eq!(names(&project.site()), ["guides"]);
}

#[test]
fn a_file_is_no_output_folder() {
    let project = Project::small();
    project.write("thesis.docx", "precious");
    symlink("/nonexistent", project.path("nowhere")).expect("a link");
    for out in ["thesis.docx", "nowhere"] {
        let run = project.run(&["build", "--out", out]);
        assert_eq!(
            (run.code, run.stderr),
            (2, format!("error: `[PROJECT]/{out}` is not a folder; choose another --out\n"))
        );
    }
    assert_eq!(fs::read(project.path("thesis.docx")).expect("a file"), b"precious");
    assert_eq!(project.beside(), ["nowhere", "thesis.docx"]);
}

#[test]
fn private_folders_and_odd_names_of_others_stay() {
    use std::os::unix::ffi::OsStrExt as _;
    let project = Project::small();
    project.write("site/private/key", "secret");
    fs::set_permissions(project.path("site/private"), fs::Permissions::from_mode(0o700)).expect("a mode");
    let odd = project.path("site").join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt"));
    fs::write(&odd, "mine").expect("a file");
    for _ in 0..2 {
        project.build();
        assert_eq!(fs::metadata(project.path("site/private")).expect("a folder").mode() & 0o777, 0o700);
        assert_eq!(fs::read(&odd).expect("a file"), b"mine");
    }
}

#[test]
fn the_sources_are_no_output_folder() {
    let project = Project::small();
    fs::create_dir(project.path("elsewhere")).expect("a folder");
    symlink("..", project.path("elsewhere/back")).expect("a link");
    for out in [
        ".",
        "content",
        "content/site",
        "templates/x",
        "theme",
        "..",
        "kbgen.toml",
        "elsewhere/../content/site",
        "elsewhere/back/content/site",
        "new/../content/site",
    ] {
        let run = project.run(&["build", "--out", out]);
        assert_eq!(run.code, 2, "{out}: {}", run.stderr);
        assert!(run.stderr.contains("lies among the sources or holds them"), "{}", run.stderr);
    }
    assert_eq!(project.beside(), ["elsewhere"]);
}

/// The sources of another knowledge base are as safe as its own.
#[test]
fn the_sources_of_another_are_no_output_folder() {
    let (project, other) = (Project::small(), Project::small());
    let out = other.path("content/site");
    let run = project.run(&["build", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 2);
    assert!(!out.exists());
}

/// What editors and file managers leave is no part of the site.
#[test]
fn scratch_files_are_not_published() {
    let project = Project::small();
    let before = project.build().site();
    for name in ["~$soil.docx", "soil.md~", "Thumbs.db", "soil.md.bak", "#soil.md#", ".soil.md.swp"] {
        project.write(&format!("content/guides/{name}"), "private");
    }
    symlink("user@host.1", project.path("content/guides/.#soil.md")).expect("a link");
    assert_eq!(project.run(&["build", "--deny-warnings"]).code, 0);
    assert_eq!(project.site(), before);
}

#[test]
fn a_link_to_a_folder_is_followed() {
    let project = Project::small();
    fs::create_dir(project.path("real")).expect("a folder");
    symlink("real", project.path("site")).expect("a link");
    project.build().build();
    assert!(fs::symlink_metadata(project.path("site")).expect("a link").is_symlink());
    assert!(project.path("real/index.html").exists());
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let project = Project::real();
    let mut children: Vec<_> = (0..4)
        .map(|_| {
            let mut command = project.command(&["build", "--today", "2026-11-22"]);
            command.stderr(Stdio::piped()).spawn().expect("the program")
        })
        .collect();
    let codes: Vec<_> =
        children.iter_mut().map(|child| child.wait().expect("an end").code().expect("a code")).collect();
    assert!(codes.contains(&0), "{codes:?}");
    assert!(codes.iter().all(|code| matches!(code, 0 | 2)), "{codes:?}");
    let alone = Project::real();
    alone.run(&["build"]);
    assert_eq!(project.site(), alone.site());
    assert_eq!(project.beside(), ["site"]);
}

/// Kills builds that change a site, each at another moment; whoever looks sees the old site or the new one.
#[test]
fn a_killed_build_leaves_a_whole_site() {
    let project = Project::real();
    project.write("site/mine.txt", "mine");
    let configuration = fs::read_to_string(project.path("kbgen.toml")).expect("a text");
    let entitle = |title: &str| {
        project.write("kbgen.toml", configuration.replace("Before the Match", title));
    };
    let titles = ["One", "Two"];
    let sites = titles.map(|title| {
        entitle(title);
        project.build().site()
    });
    let start = Instant::now();
    project.build();
    let whole = start.elapsed();

    // The site is the second one now. Kill moments are spread over a build, and past its end on a busy machine.
    let (mut current, mut old_stayed, mut new_came) = (1, 0, 0);
    let rounds = 60;
    for round in 0..rounds {
        let wanted = 1 - current;
        entitle(titles[wanted]);
        let mut child =
            project.command(&["build", "--today", "2026-11-22"]).stderr(Stdio::null()).spawn().expect("the program");
        let moment = Instant::now() + whole.mul_f64(4.0 * f64::from(round) / f64::from(rounds));
        while Instant::now() < moment && child.try_wait().expect("a state").is_none() {
            std::thread::sleep(Duration::from_micros(500));
        }
        child.kill().expect("SIGKILL");
        child.wait().expect("an end");
        let now: Tree = project.site();
        if now == sites[wanted] {
            current = wanted;
            new_came += 1;
        } else {
            assert!(now == sites[current], "round {round}: the site is neither the old nor the new one");
            old_stayed += 1;
        }
    }
    assert!(
        old_stayed > 0 && new_came > 0,
        "all kills on one side of the exchange: {old_stayed} before, {new_came} after"
    );
    // The next build finishes whatever was left.
    project.build();
    assert_eq!(project.beside(), ["site"]);
    assert_eq!(fs::read(project.path("site/mine.txt")).expect("a file"), b"mine");
}
