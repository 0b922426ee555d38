//! The theme's colours against each other, as WCAG 2.2 asks (1.4.3, 1.4.11).

use serde_json::Value;

use super::browser::Browser;
use super::contrast;
use super::server::Server;

/// Text on what it stands on.
const TEXT: &[(&str, &[&str])] = &[
    ("text", &["canvas", "surface", "tint", "amber-tint", "red-tint", "green-tint"]),
    ("soft", &["canvas", "surface", "tint"]),
    ("link", &["canvas", "surface", "tint", "amber-tint", "red-tint", "green-tint"]),
    ("tint-text", &["tint", "surface"]),
    ("on-accent", &["accent"]),
    ("red", &["canvas", "surface", "red-tint"]),
    ("amber", &["canvas", "surface", "amber-tint"]),
    ("green", &["canvas", "surface", "green-tint"]),
];

/// Borders of fields and marks of pictures.
const SHAPES: &[(&str, &[&str])] = &[("edge", &["canvas", "surface"]), ("accent", &["canvas", "surface", "tint"])];

/// Resolves the theme's colours.
const COLOURS: &str = r"
    const style = getComputedStyle(document.documentElement), probe = document.createElement('p'), colours = {};
    document.body.append(probe);
    for (const name of ['canvas', 'surface', 'text', 'soft', 'link', 'edge', 'tint', 'tint-text', 'accent', 'on-accent',
        'red', 'red-tint', 'amber', 'amber-tint', 'green', 'green-tint']) {
        if (!style.getPropertyValue(`--${name}`)) throw new Error(`no colour ${name}`);
        probe.style.color = `var(--${name})`;
        colours[name] = getComputedStyle(probe).color;
    }
    return colours;
";

fn faults(colours: &Value, pairs: &[(&str, &[&str])], least: f64, faults: &mut Vec<String>) {
    let colour = |name: &str| colours[name].as_str().expect("a colour").to_owned();
    for (front, backs) in pairs {
        for back in *backs {
            let ratio = contrast(&colour(front), &colour(back));
            if ratio < least {
                faults.push(format!("{front} on {back}: {ratio:.2}"));
            }
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn colours_that_meet_can_be_told_apart() {
    let server = Server::start();
    let browser = Browser::start().await;
    let mut found = Vec::new();
    for dark in [false, true] {
        browser.emulate(1280, dark).await;
        browser.open(&server.url("404.html")).await;
        let colours = browser.run(COLOURS).await;
        faults(&colours, TEXT, 4.5, &mut found);
        faults(&colours, SHAPES, 3.0, &mut found);
    }
    browser.close().await;
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_faint_colour_is_noticed() {
    let mut found = Vec::new();
    let colours = serde_json::json!({ "edge": "rgb(200, 200, 200)", "canvas": "rgb(255, 255, 255)" });
    faults(&colours, &[("edge", &["canvas"])], 3.0, &mut found);
    assert_eq!(found, ["edge on canvas: 1.67"]);
}
