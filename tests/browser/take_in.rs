//! Taking in a table of targets: what cells, columns and rows are read as, and the panel in which it is looked at.

use std::collections::BTreeMap;

use kbgen::lang::{Parameter, Scope};
use serde_json::{Value, json};

use super::browser::Browser;
use super::hostile::VALUES;
use super::messages::own;
use super::server::Server;
use super::shared::bytes::{Bytes, HOSTILE};
use crate::random::bytes;

/// A table as a person keeps it, with everything that tables have; invented.
pub(crate) const MESSY: &str = include_str!("programs.tsv");
/// Another one, as a spreadsheet saves it where commas are decimal signs.
const SAVED: &str = include_str!("programs.csv");
const CELLS: &str = include_str!("cells.txt");

/// Opens the panel on a page of the site.
pub(crate) async fn open(browser: &Browser, server: &Server) {
    let kb = own();
    let mut parameters: BTreeMap<&str, &Parameter> = BTreeMap::new();
    let mut order: Vec<&Parameter> = kb.parameters.rows().iter().map(|row| &row.definition).collect();
    order.extend(kb.templates.rows().iter().flat_map(|template| kb.parameters_of(template)));
    order.retain(|it| it.scope == Scope::Target && parameters.insert(&it.name, it).is_none());
    let setting = json!({
        "parameters": order,
        "target": { "one": "program", "many": "programs" },
        "dates": kb.settings.dates,
        "season": { "starts": "2026-06-01", "ends": "2027-07-01" },
        "known": ["Quillhaven internal medicine"],
    });
    browser.open(&server.url("check/")).await;
    browser.settle("document.querySelector('#draft-body')").await;
    browser.run(&in_page(&include_str!("take_in.js").replace("SETTING", &setting.to_string()))).await;
}

fn in_page(script: &str) -> String {
    format!("return (async () => {{ {script} }})();")
}

/// Returns what a script gives that can use the core's modules and the panel's words.
async fn core(browser: &Browser, input: &Value, script: &str) -> Value {
    let modules = "const [{ matchColumns, hasHead }, { readRows }, { readCell }, { decoded }, { parse }, { merged }] = await Promise.all(
        ['columns', 'rows', 'cells', 'decode', 'csv', 'rows'].map((name) => import(`kbgen/core/${name}.js`)));
        const { parameters, words } = page.panel;
        const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));";
    browser.run(&in_page(&format!("{modules} const input = {input}; {script}"))).await
}

#[tokio::test(flavor = "current_thread")]
async fn cells_are_read_generously_and_never_guessed() {
    let cases: Vec<Vec<String>> = CELLS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').map(|part| part.replace("\\n", "\n")).collect())
        .collect();
    assert!(cases.len() > 80 && cases.iter().all(|case| case.len() == 3), "{} cases", cases.len());
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let script = "return input.map(([name, cell]) => {
        const { typed, isMore, doubt } = readCell(byName.get(name), cell, words);
        if (typed !== undefined) return `= ${[typed].flat().join(' | ')}${isMore ? ' and more' : ''}`;
        return !doubt ? '' : doubt.suggestions.length ? `? ${doubt.why}: ${doubt.suggestions.join(', ')}` : '!';
    });";
    let read = core(&browser, &json!(cases), script).await;
    browser.close().await;
    let faults: Vec<String> = cases
        .iter()
        .enumerate()
        .filter(|(at, case)| read[at] != case[2].as_str())
        .map(|(at, case)| format!("{} {:?}: {} in place of {:?}", case[0], case[1], read[at], case[2]))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_persons_table_is_matched_and_its_doubts_are_told() {
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let script = "return input.map((text) => {
        const rows = parse(text);
        const columns = matchColumns(rows, parameters, words);
        const isHeaded = hasHead(rows, parameters, words);
        const read = readRows(rows, columns, parameters, [], { ...words, hasHead: isHeaded });
        return { isHeaded, columns, rows: read.length, second: read[1], doubtful: read.filter(({ doubts, twin }) => doubts.length || twin)
            .map(({ line, doubts, twin }) => [line, ...doubts.map(({ name, why }) => `${name} ${why}`), ...(twin ? [twin] : [])]) };
    });";
    let read = core(&browser, &json!([MESSY, SAVED]), script).await;
    browser.close().await;
    let columns = json!([
        "program_name",
        "institution",
        "city_state",
        "recipient_name",
        "recipient_email",
        "published_visa_policy",
        "contact_policy",
        "interview_date",
        "program_reason",
        "notes"
    ]);
    for table in [&read[0], &read[1]] {
        assert_eq!((&table["isHeaded"], &table["columns"]), (&json!(true), &columns));
    }
    assert_eq!((&read[0]["rows"], &read[1]["rows"]), (&json!(30), &json!(10)));
    let visa = "published_visa_policy choice";
    assert_eq!(
        read[0]["doubtful"],
        json!([
            [2, visa],
            [5, "contact_policy other"],
            [7, visa, "interview_date order"],
            [8, "recipient_email unsure", visa],
            [11, visa],
            [14, visa],
            [16, visa],
            [19, visa],
            [21, visa, "Thornmere Regional Internal Medicine"],
            [22, "program_name unnamed", visa],
            [23, visa],
            [25, "contact_policy other"],
            [26, visa],
            [28, visa],
            [29, "published_visa_policy other"],
            [30, visa],
        ])
    );
    assert_eq!(read[1]["doubtful"], json!([[2, visa], [4, visa], [9, visa]]));
    let second = &read[1]["second"];
    assert_eq!(second["notes"], "sent first email 28 Sept; no answer");
    assert_eq!(
        second["values"],
        json!({
            "program_name": "Rushmoor Lake Family Medicine",
            "institution": "Rushmoor Lake Clinic",
            "city_state": "Rushmoor Lake, ND",
            "recipient_name": "Dr. Sigurdsen",
            "recipient_email": "sigurdsen@rushmoor.example.org",
            "published_visa_policy": "j1-and-h1b",
            "program_reason": "the tribal health months offered in the second year",
        })
    );
}

#[tokio::test(flavor = "current_thread")]
async fn columns_are_told_by_heads_and_cells() {
    let cases = [
        // The names of the parameters themselves.
        (
            "program_name\trecipient_role\tpolicy_checked_on\nA\tpd\t2026-09-01",
            true,
            vec!["program_name", "recipient_role", "policy_checked_on"],
        ),
        // Two columns for one value: neither is taken twice, and the city alone is no tie to the place.
        (
            "Program Name\tSpecialty\tState\tCity\tProgram Director\tPD Email\tPC email\tSignal\tComments\nA\tIM\tOH\tX\tDr. A\ta@x.org\tb@x.org\tgold\thm",
            true,
            vec!["program_name", "specialty", "city_state", "", "recipient_name", "recipient_email", "", "", "notes"],
        ),
        // Without a head the cells tell.
        (
            "Riverbend IM\tDr. Foo\tfoo@x.org\nLakeview FM\tMs. Bar\tbar@x.org",
            false,
            vec!["", "recipient_name", "recipient_email"],
        ),
        ("Riverbend Internal Medicine\nLakeview Family Medicine", false, vec![""]),
        ("Programs\nLakeview Family Medicine", true, vec!["program_name"]),
        // A head that its cells contradict.
        ("Name\tEmail\nA\tsent\nB\tanswered", true, vec!["program_name", ""]),
        ("__proto__\tconstructor\ttoString\na\tb\tc", false, vec!["", "", ""]),
    ];
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let input: Vec<&str> = cases.iter().map(|(text, ..)| *text).collect();
    let script = "return input.map((text) => { const rows = parse(text);
        return [hasHead(rows, parameters, words), matchColumns(rows, parameters, words).map((name) => name ?? '')]; });";
    let read = core(&browser, &json!(input), script).await;
    browser.close().await;
    for ((text, is_headed, columns), read) in cases.iter().zip(read.as_array().expect("a list")) {
        assert_eq!(read, &json!([is_headed, columns]), "{text}");
    }
}

/// Nothing is lost: what stands in a column that is brought in is a value, a doubt or a note.
#[tokio::test(flavor = "current_thread")]
async fn no_cell_of_a_random_table_is_lost() {
    let pieces: Vec<String> = CELLS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split('\t').nth(1)?.replace("\\n", "\n")))
        .chain(HOSTILE.iter().map(|&text| text.to_owned()))
        .chain(["", "", " ", "x", "constructor", "__proto__"].map(str::to_owned))
        .collect();
    let tables: Vec<Vec<Vec<String>>> = bytes(60, 400, 900)
        .iter()
        .map(|random| {
            let source = &mut Bytes::new(random);
            let width = 1 + source.below(9);
            let cell = |source: &mut Bytes<'_>| {
                let first = pieces[source.below(pieces.len())].clone();
                if source.one_in(5) { first + &pieces[source.below(pieces.len())] } else { first }
            };
            (0..3 + source.below(12)).map(|_| (0..width + source.below(2)).map(|_| cell(source)).collect()).collect()
        })
        .collect();
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let script = "
        const holds = [...byName.keys(), 'notes', null];
        const faults = [];
        let sure = 0, doubtful = 0;
        const visible = (text) => text.replace(/[\\p{White_Space}\\p{Cc}\\p{Cf}]/gu, '');
        input.forEach((rows, table) => {
            matchColumns(rows, parameters, words);
            const width = Math.max(...rows.map((row) => row.length));
            // Each parameter once, in an order that differs from table to table; the name among them.
            const columns = Array.from({ length: width }, (_, at) => holds[(at * 7 + table) % holds.length]);
            if (!columns.includes('program_name')) columns[0] = 'program_name';
            const read = readRows(rows, columns, parameters, [], { ...words, hasHead: false });
            if (read.length !== rows.length) faults.push('a row is lost');
            read.forEach(({ values, notes, doubts, twin }, at) => {
                rows[at].forEach((cell, place) => {
                    const name = columns[place];
                    if (name === null || !visible(cell) || words.nothing.includes(visible(cell).toLowerCase())) return;
                    const isDoubt = doubts.some((doubt) => doubt.name === name && doubt.cell === cell);
                    isDoubt ? doubtful++ : sure++;
                    const kept = name === 'notes' ? visible(notes).includes(visible(cell)) : isDoubt || Object.hasOwn(values, name);
                    if (!kept) faults.push(`${name} ${JSON.stringify(cell)}`);
                    const { type } = byName.get(name) ?? {};
                    if (type === 'text' && !isDoubt && visible(values[name]) !== visible(cell)) faults.push(`${name} changed ${JSON.stringify(cell)}`);
                });
                if (!Object.hasOwn(values, 'program_name') && !doubts.some(({ name }) => name === 'program_name')) faults.push('no name, no doubt');
                if (twin && !read.slice(0, at).some((row) => row.values.program_name === twin)) faults.push('a twin of nobody');
            });
        });
        return { faults, sure, doubtful };";
    let read = core(&browser, &json!(tables), script).await;
    browser.close().await;
    assert_eq!(read["faults"], json!([]));
    let many = |key: &str| read[key].as_u64() > Some(200);
    assert!(many("sure") && many("doubtful"), "{read}");
}

#[tokio::test(flavor = "current_thread")]
async fn files_are_read_in_the_encodings_that_spreadsheets_write() {
    let text = "Name\nZürich – Łódź";
    let wide: Vec<u16> = text.encode_utf16().collect();
    let marked = |mark: &[u8], rest: Vec<u8>| [mark.to_vec(), rest].concat();
    let files = [
        text.as_bytes().to_vec(),
        marked(&[0xEF, 0xBB, 0xBF], text.as_bytes().to_vec()),
        marked(&[0xFF, 0xFE], wide.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
        marked(&[0xFE, 0xFF], wide.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        b"Z\xFCrich \x96 \x80".to_vec(),
        Vec::new(),
    ];
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let read = core(&browser, &json!(files), "return input.map((bytes) => decoded(new Uint8Array(bytes)));").await;
    assert_eq!(read, json!([text, text, text, text, "Zürich – €", ""]));

    // The panel takes one as well, and gives back what was there before it.
    let script = "page.paste('before');
        const input = document.querySelector('#take-in-file'), files = new DataTransfer();
        files.items.add(new File([new Uint8Array([0xFF, 0xFE, 0x4E, 0, 0x61, 0, 0x6D, 0, 0x65, 0, 0x0A, 0, 0x41, 0])], 'a.csv'));
        input.files = files.files;
        input.dispatchEvent(new Event('change'));";
    browser.run(script).await;
    browser.settle("document.querySelector('.take-in-match').checkVisibility()").await;
    assert_eq!(browser.run("return page.holds();").await, json!(["program_name"]));
    let back =
        "page.press('Back'); page.press('Bring it back'); return document.querySelector('#take-in-table').value;";
    assert_eq!(browser.run(back).await, "before");
    browser.close().await;
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_there_is_only_filled_in() {
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let script =
        "return merged({ values: { a: '1' }, notes: 'old\\nsame' }, { values: { a: '2', b: '3' }, notes: 'same' });";
    let read = core(&browser, &json!(null), script).await;
    browser.close().await;
    assert_eq!(read, json!({ "values": { "a": "1", "b": "3" }, "notes": "old\nsame" }));
}

#[tokio::test(flavor = "current_thread")]
async fn a_table_is_brought_in_step_by_step() {
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let before = server.requests().len();
    let said = |selector: &str| format!("return document.querySelector({selector:?}).textContent;");
    let run = async |script: &str| browser.run(script).await;

    // Nothing is no table.
    run("page.press('Look at the columns');").await;
    browser
        .settle("document.querySelector('.take-in-panel > .fault').textContent.startsWith('There is no table')")
        .await;
    run(&format!("page.paste({});", json!(MESSY))).await;
    run("page.press('Look at the columns');").await;
    assert_eq!(run("return document.activeElement.textContent;").await, "What each column holds");

    // A value has one column, and names must have one.
    run("page.put(document.querySelectorAll('.take-in-match select')[1], 'program_name');").await;
    assert_eq!(run("return page.holds().slice(0, 2);").await, json!(["", "program_name"]));
    run("page.put(document.querySelectorAll('.take-in-match select')[1], ''); page.press('Look at the rows');").await;
    browser
        .settle("document.querySelector('.take-in-panel > .fault').textContent.startsWith('Choose the column')")
        .await;
    run("page.put(document.querySelectorAll('.take-in-match select')[0], 'program_name');
         page.put(document.querySelectorAll('.take-in-match select')[1], 'institution');")
    .await;

    // Seventeen to look at: sixteen of the table, and one that is known already.
    run("page.press('Look at the rows');").await;
    assert_eq!(run(&said(".take-in-rows h4")).await, "To look at (17)");
    assert_eq!(run(&said(".take-in summary")).await, "13 are clear");
    assert_eq!(run(&said(".take-in [role=status]")).await, "13 are clear. To look at (17)");
    assert_eq!(run(&said(".take-in-rows .take-in-bar .button:last-child")).await, "Take 29 programs");

    // A suggestion settles a doubt, and the same answer settles all that are alike in whatever spelling.
    let open = "return Number(/^\\d+/.exec(document.querySelector('.take-in-rows > .hint').textContent) ?? 0);";
    assert_eq!(run(open).await, 17);
    run("[...page.row(2).querySelectorAll('.take-in-offers button')][0].click();").await;
    assert_eq!(run(open).await, 16);
    run("page.row(2).querySelector('.take-in-doubt .text-button').click();").await;
    assert_eq!(run(open).await, 5);
    assert_eq!(run("return document.querySelector('#take-in-11-published_visa_policy').value;").await, "j1-only");

    // A row without a name is not taken until it has one.
    run("page.put(document.querySelector('#take-in-22-program_name'), 'Brackwater Falls');").await;
    assert_eq!(run(&said(".take-in-rows .take-in-bar .button:last-child")).await, "Take 30 programs");
    // Its name could be that of another.
    run("page.put(document.querySelector('#take-in-22-program_name'), 'saltfern NEUROLOGY');").await;
    assert_eq!(
        run("return page.row(22).querySelector('.take-in-how .take-in-why').textContent;").await,
        "“Saltfern Neurology” is there already."
    );
    run("page.put(document.querySelector('#take-in-22-program_name'), 'Brackwater Falls');").await;

    // Going back and forth keeps what was settled.
    run("page.press('Back'); page.press('Look at the rows');").await;
    assert_eq!(run(open).await, 5);
    run("page.put(page.row(31).querySelector('[value=leave]'), true); page.put(document.querySelector('#take-in-3'), false);
         page.put(page.row(21).querySelector('[value=add]'), true);
         [...page.row(8).querySelectorAll('.take-in-offers button')][0].click();")
    .await;
    run("page.press('Take 28 programs');").await;
    let taken = run("return page.taken;").await;
    let taken = taken.as_array().expect("rows");
    let find = |name: &str| taken.iter().find(|row| row["values"]["program_name"] == name).expect(name);
    assert_eq!(taken.len(), 28);
    assert_eq!(find("Larkspire Family Medicine")["values"]["published_visa_policy"], "j1-only");
    assert_eq!(find("Ebbingford Internal Medicine")["values"]["recipient_email"], "castellane@ebbingford.example");
    assert_eq!(find("Brackwater Falls")["notes"], "IM or FM? look up");
    let twin = find("THORNMERE REGIONAL - INTERNAL MEDICINE");
    assert_eq!((&twin["twin"], &twin["how"]), (&json!("Thornmere Regional Internal Medicine"), &json!("add")));
    // What stayed in doubt is in the notes.
    let saltfern = find("Saltfern Neurology");
    assert_eq!(saltfern["values"]["interview_date"], Value::Null);
    assert_eq!(saltfern["notes"], "3 Dec or 12 March?? check portal\nInterview date: 12/03/2026");

    let after = run(
        "return [document.querySelector('.take-in-panel').checkVisibility(), document.activeElement.textContent,
        document.querySelector('.take-in [role=status]').textContent, document.querySelector('#take-in-table').value];",
    )
    .await;
    assert_eq!(after, json!([false, "Bring in a table", "28 programs brought in.", ""]));
    assert_eq!(server.requests().len(), before, "a request");
    assert_eq!(browser.log().await, [""; 0]);
    browser.close().await;
}

#[tokio::test(flavor = "current_thread")]
async fn what_was_pasted_is_lost_only_after_a_question() {
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let shown = "return [document.querySelector('.take-in-panel').checkVisibility(), document.querySelector('.take-in .notice').checkVisibility(),
        document.querySelector('#take-in-table').value, document.activeElement.textContent];";
    let run = async |script: &str| browser.run(&format!("{script} {shown}")).await;
    assert_eq!(run("page.press('Close');").await, json!([false, false, "", "Bring in a table"]));
    assert_eq!(
        run("page.panel.open(); page.paste('Program\\nA'); page.press('Close');").await,
        json!([true, true, "Program\nA", "Go on with it"])
    );
    assert_eq!(run("page.press('Go on');").await, json!([true, false, "Program\nA", "Close"]));
    assert_eq!(
        run("page.press('Close'); page.press('Close it');").await,
        json!([false, false, "", "Bring in a table"])
    );
    assert_eq!(browser.run("return page.taken;").await, Value::Null);
    browser.close().await;
}

/// The same by keyboard alone.
#[tokio::test(flavor = "current_thread")]
async fn a_table_is_brought_in_by_keyboard() {
    const TAB: &str = "\u{e004}";
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let focused = "const node = document.activeElement; return `${node.localName} ${node.labels?.[0]?.textContent ?? node.textContent}`;";
    let tab_to = async |words: &str| {
        for _ in 0..20 {
            browser.press(TAB).await;
            if browser.run(focused).await.as_str().is_some_and(|text| text.contains(words)) {
                return;
            }
        }
        panic!("no way to {words}");
    };
    tab_to("Paste your table").await;
    browser.type_keys("Program,Interview\nA,12/03/2026\nB,Dec 4").await;
    tab_to("Look at the columns").await;
    browser.press(" ").await;
    tab_to("Look at the rows").await;
    browser.press(" ").await;
    tab_to("December 3, 2026").await;
    browser.press(" ").await;
    tab_to("Take 2 programs").await;
    browser.press(" ").await;
    let taken = browser.run("return page.taken.map(({ values }) => values);").await;
    browser.close().await;
    assert_eq!(
        taken,
        json!([
            { "program_name": "A", "interview_date": "2026-12-03" },
            { "program_name": "B", "interview_date": "2026-12-04" },
        ])
    );
}

#[tokio::test(flavor = "current_thread")]
async fn hostile_tables_stay_texts() {
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let before = server.requests().len();
    let script = format!(
        "window.called = [];
         for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => window.called.push(name);
         const quoted = (text) => `\"${{text.replaceAll('\"', '\"\"')}}\"`;
         const rows = {VALUES}.filter((value) => typeof value === 'string')
             .map((value) => [value, 'x@', value, value].map(quoted).join('\\t'));
         page.paste(['Program\\tEmail\\tVisa\\t' + quoted('<img src=x onerror=alert(1)>'), ...rows].join('\\n'));
         page.press('Look at the columns');
         page.put([...document.querySelectorAll('.take-in-match select')].at(-1), 'program_reason');
         page.press('Look at the rows');
         for (const node of document.querySelectorAll('.take-in details')) node.open = true;
         const shown = document.querySelectorAll('.take-in-rows li').length;
         const made = document.querySelectorAll('.take-in :is(img, script, iframe, svg, object, embed, form, style, a, video, b, link, base, meta)').length;
         const styled = document.querySelectorAll('.take-in [style], .take-in [onclick], .take-in [onerror], .take-in [onload]').length;
         page.press('Take ');
         return {{ shown, made, styled, taken: page.taken.length > 50, called: window.called, polluted: ({{}}).polluted ?? null }};"
    );
    let found = browser.run(&script).await;
    assert_eq!((&found["made"], &found["styled"]), (&json!(0), &json!(0)));
    assert_eq!((&found["called"], &found["polluted"], &found["taken"]), (&json!([]), &json!(null), &json!(true)));
    assert!(found["shown"].as_u64() > Some(90), "{found}");
    assert_eq!(server.requests().len(), before, "a request");
    assert_eq!(browser.log().await, [""; 0]);
    browser.close().await;
}

#[tokio::test(flavor = "current_thread")]
async fn five_hundred_rows_are_all_looked_at() {
    let (server, browser) = (Server::start(), Browser::start().await);
    open(&browser, &server).await;
    let (head, rows) = MESSY.split_once('\n').expect("a head");
    let copies: Vec<String> =
        (0..17).map(|n| rows.replace(" Medicine\t", &format!(" Medicine {n}\t")).trim_end().to_owned()).collect();
    let script = format!(
        "page.rows({}); document.querySelector('.take-in-offers button').click();
         return document.querySelectorAll('.take-in-rows li').length;",
        json!(format!("{head}\n{}", copies.join("\n")))
    );
    let count = browser.run(&in_page(&script)).await;
    assert!(count.as_u64() > Some(500), "{count}");
    browser.close().await;
}
