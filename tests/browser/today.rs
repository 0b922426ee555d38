//! What the pages say about the reader's own day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;

use super::browser::Browser;
use super::server::Server;

/// A row of the season's picture, as it was written by the build.
#[derive(Debug, Deserialize)]
struct Row {
    title: String,
    opens: Date,
    closes: Date,
    quiet: bool,
}

/// What a page shows on a day.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
struct Shown {
    heading: String,
    /// What stands in place of, or before, the lists.
    said: bool,
    open: BTreeSet<String>,
    next: BTreeSet<String>,
    quiet: BTreeSet<String>,
    /// Rows that are marked.
    rows: BTreeMap<String, String>,
    lines: usize,
}

const ROWS: &str = r"
    return [...document.querySelectorAll('.season-rows > li')].map((row) => ({ title: row.querySelector('.season-name > *').textContent,
        opens: row.dataset.opens, closes: row.dataset.closes, quiet: row.classList.contains('quiet') }));
";

fn shown_on(date: &str) -> String {
    format!(
        r"
        for (const node of document.querySelectorAll('kbgen-today')) node.setAttribute('date', '{date}');
        const summary = document.querySelector('[data-summary]');
        const titles = (css) => [...summary.querySelectorAll(css)].map((node) => node.textContent);
        const rows = {{}};
        for (const row of document.querySelectorAll('.season-rows > li.is-open, .season-rows > li.is-over'))
            rows[row.querySelector('.season-name > *').textContent] = row.className.match(/is-(open|over)/)[1];
        return {{ heading: summary.querySelector('h2').textContent, said: Boolean(summary.querySelector('.today-said')),
            open: titles('.today-open .window-title'), next: titles('.today-next .window-title'),
            quiet: titles('.today-silence a'), rows, lines: document.querySelectorAll('.today-line').length }};
    "
    )
}

/// What the dates of the build ask for.
fn expected(rows: &[Row], today: Date, heading: String) -> Shown {
    let is_open = |row: &Row| row.opens <= today && today <= row.closes;
    let titles = |wanted: &dyn Fn(&Row) -> bool| -> BTreeSet<String> {
        rows.iter().filter(|row| wanted(row)).map(|row| row.title.clone()).collect()
    };
    let next = rows.iter().map(|row| row.opens).filter(|opens| *opens > today).min();
    let first = rows.iter().map(|row| row.opens).min().expect("windows").first_of_month();
    let last = rows.iter().map(|row| row.closes).max().expect("windows").last_of_month();
    Shown {
        heading,
        said: !rows.iter().any(is_open),
        open: titles(&|row| is_open(row) && !row.quiet),
        next: titles(&|row| Some(row.opens) == next),
        quiet: titles(&|row| is_open(row) && row.quiet),
        rows: rows
            .iter()
            .filter(|row| row.opens <= today)
            .map(|row| (row.title.clone(), if is_open(row) { "open" } else { "over" }.to_owned()))
            .collect(),
        lines: usize::from(first <= today && today <= last),
    }
}

/// Before the season, on the first and the last day of each window and the days beside them, and after the season.
#[tokio::test(flavor = "current_thread")]
async fn each_day_is_told_by_the_dates_of_the_season() {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let server = Server::start();
    let browser = Browser::start().await;
    for page in ["", "season/"] {
        browser.open(&server.url(page)).await;
        browser.settle("document.querySelector('.season-state')").await;
        let rows: Vec<Row> = serde_json::from_value(browser.run(ROWS).await).expect("rows");
        assert!(rows.len() > 8 && rows.iter().any(|row| row.quiet), "{rows:?}");
        let ends = rows.iter().flat_map(|row| [row.opens, row.closes]);
        let mut days: BTreeSet<Date> =
            ends.flat_map(|day| [day.yesterday(), Ok(day), day.tomorrow()]).flatten().collect();
        let (first, last) = (*days.first().expect("days"), *days.last().expect("days"));
        days.extend([first - 90.days(), last + 90.days()]);
        for day in days {
            let shown: Shown =
                serde_json::from_value(browser.run(&shown_on(&day.to_string())).await).expect("a summary");
            let month = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
            let heading = format!("Today, {} {month} {}", day.day(), day.year());
            assert_eq!(shown, expected(&rows, day, heading), "/{page} on {day}");
        }
    }
    browser.close().await;
}

/// Without a day given, it is that of the reader's own clock, even where Greenwich is a day ahead or behind.
#[tokio::test(flavor = "current_thread")]
async fn today_is_the_readers_own_day() {
    let server = Server::start();
    let browser = Browser::start().await;
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        browser.travel(zone).await;
        browser.open(&server.url("")).await;
        browser.settle("document.querySelector('.season-state')").await;
        let told = browser
            .run(
                "const now = new Date();
                 const own = now.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
                 return [document.querySelector('[data-summary] h2').textContent, `Today, ${own}`];",
            )
            .await;
        assert_eq!(told[0], told[1], "in {zone}");
    }
    browser.close().await;
}
