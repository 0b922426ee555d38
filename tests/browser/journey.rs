//! From the home page to a message in a mail program, by keyboard alone; then each other way to take it along.

use serde_json::json;

use super::browser::Browser;
use super::exports::read_by;
use super::server::Server;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const RIGHT: &str = "\u{e014}";

/// What has the focus, and whether a reader sees where it is.
const FOCUS: &str = "
    const node = document.activeElement, box = node.getClientRects()[0] ?? node.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + Math.min(box.height / 2, 12));
    const isInk = (node, part) => { const { outlineStyle, outlineWidth } = getComputedStyle(node, part); return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1; };
    return {
        there: node.matches(TARGET),
        what: `${node.localName}#${node.id} ${node.textContent.slice(0, 40)}`,
        seen: Boolean(at) && (node.contains(at) || at.contains(node) || [...node.labels ?? []].some((label) => label.contains(at))),
        // The browser marks what it draws inside a date by itself.
        marked: isInk(node) || isInk(node, '::after') || node.type === 'date',
    };
";

/// A reader without a pointer.
pub(crate) struct Reader {
    pub(crate) browser: Browser,
    /// Where the focus was not to be seen.
    pub(crate) lost: Vec<String>,
}

impl Reader {
    pub(crate) async fn start() -> Self {
        let browser = Browser::start().await;
        browser.emulate(1280, false).await;
        // Or a look would come before the end of the way there.
        let still = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        browser.devtools("Emulation.setEmulatedMedia", still).await;
        Self { browser, lost: Vec::new() }
    }

    /// Goes on with the tab key until what matches a selector has the focus.
    pub(crate) async fn tab_to(&mut self, target: &str) {
        let mut passed = Vec::new();
        for _ in 0..120 {
            self.browser.press(TAB).await;
            let focus = self.browser.run(&FOCUS.replace("TARGET", &json!(target).to_string())).await;
            // After the last place on the page the browser itself has its turn.
            let is_outside = focus["what"].as_str().is_some_and(|what| what.starts_with("body#"));
            if !is_outside && (focus["seen"] != true || focus["marked"] != true) {
                self.lost.push(focus.to_string());
            }
            if focus["there"] == true {
                return;
            }
            passed.push(focus["what"].as_str().unwrap_or_default().to_owned());
        }
        panic!("no way to {target}: {passed:#?}");
    }

    pub(crate) async fn enter(&self) {
        self.browser.press(ENTER).await;
    }

    /// Fills in a field.
    pub(crate) async fn fill(&mut self, field: &str, text: &str) {
        self.tab_to(field).await;
        self.browser.type_keys(text).await;
    }
}

const SUBJECT: &str =
    "Thank you: Lakeview Community Hospital Internal Medicine, interview of January 15, 2027, Amara Osei";
const BODY: &str = "Dear Dr. Reyes,

Thank you for our conversation on January 15, 2027. Our discussion of the evening clinic for patients who work has stayed with me. It matters to me because I saw at home how many patients come late as they cannot leave their work.

To such work I could bring two years of following patients on a simple paper register.

Thank you, too, for speaking so plainly about visa sponsorship. It helps me to plan.

I came away with a clearer picture of Lakeview Community Hospital Internal Medicine and an even stronger wish to train there. I wish you and your colleagues well for the rest of the interview season.

With kind regards,

Amara Osei, MBChB
ResidencyCAS ID: 10000042
amara.osei@example.org";

impl Reader {
    /// Goes from the home page to the form, and fills it in.
    async fn write(&mut self, server: &Server) {
        self.browser.open(&server.url("")).await;
        self.tab_to("main a[href$='scenarios/thank-you/']").await;
        self.enter().await;
        self.browser.settle("location.pathname === '/scenarios/thank-you/'").await;
        self.tab_to("main a[href$='templates/thank-you-interviewer/']").await;
        self.enter().await;
        self.browser.settle("document.querySelector('kbgen-form[ready]')").await;

        self.fill("[name=applicant_name]", "Amara Osei").await;
        // A choice from a list, and one by arrows.
        self.fill("[name=degree]", "MBCh").await;
        self.fill("#f-application_service", " ").await;
        self.browser.press(RIGHT).await;
        self.fill("[name=application_id]", "10000042").await;
        self.fill("[name=reply_email]", "amara.osei@example.org").await;
        self.fill("[name=program_name]", "Lakeview Community Hospital Internal Medicine").await;
        self.fill("[name=interview_date]", "01152027").await;
        self.fill("[name=interviewer_name]", "Dr. Reyes").await;
        self.fill("[name=discussion_topic]", "the evening clinic for patients who work").await;
        self.fill("[name=why_it_matters]", "I will rank you first if you rank me first").await;
        self.tab_to(".more").await;
        self.enter().await;
        self.browser.type_keys("two years of following patients on a simple paper register").await;
        self.fill("[name=visa_was_discussed]", " ").await;
    }

    /// Goes to what was found, from there to its field, and mends it.
    async fn mend(&mut self) {
        self.browser.settle("document.querySelector('.letter-side .finding.block')").await;
        self.tab_to(".letter-side .finding.block .finding-go").await;
        self.enter().await;
        self.browser.settle("document.activeElement.name === 'why_it_matters'").await;
        self.browser.select_all().await;
        self.browser.type_keys("I saw at home how many patients come late as they cannot leave their work").await;
        self.browser.settle("!document.querySelector('.finding.block')").await;
    }

    /// Takes the last look at the message.
    async fn check(&mut self) {
        self.tab_to(".end .button").await;
        self.enter().await;
        self.browser.settle("document.activeElement.id === 'review'").await;
        let verdict = self.browser.run("return document.querySelector('.verdict').className;").await;
        assert_eq!(verdict, "verdict ready");
    }

    /// Presses a way to take the message along, waits until it worked and returns what it says then.
    async fn take(&mut self, css: &str) -> String {
        self.tab_to(css).await;
        self.enter().await;
        self.browser.settle(&format!("document.querySelector({}).matches('.good')", json!(css))).await;
        let said = format!("return document.querySelector({}).lastChild.textContent;", json!(css));
        self.browser.run(&said).await.as_str().expect("a text").to_owned()
    }
}

fn file(number: usize) -> String {
    format!(".ways:last-of-type .way:nth-of-type({number})")
}

fn copy(number: usize) -> String {
    format!(".ways:nth-of-type(2) .way:nth-of-type({number})")
}

#[tokio::test(flavor = "current_thread")]
async fn a_message_is_written_and_taken_along_by_keyboard_alone() {
    let server = Server::start();
    let mut reader = Reader::start().await;
    reader.write(&server).await;
    reader.mend().await;
    reader.check().await;

    let said = reader.take(&file(1)).await;
    let (name, bytes) = reader.browser.downloaded("eml");
    assert_eq!(name, "Lakeview-Community-Hospital-Internal-Medicine-Thank-you-to-one-interviewer.eml");
    assert!(said.contains(&name), "{said}");
    let mail = read_by("check-eml.js", "message.eml", &bytes);
    assert_eq!((mail["subject"].as_str(), mail["text"].as_str().map(str::trim_end)), (Some(SUBJECT), Some(BODY)));
    assert_eq!(mail["from"], json!([{ "name": "Amara Osei", "address": "amara.osei@example.org" }]));
    assert_eq!((&mail["to"], &mail["cc"], &mail["attachments"]), (&json!([]), &json!([]), &json!(0)));
    assert_eq!(mail["unsent"], "1");

    assert_eq!(reader.browser.log().await, [""; 0]);
    assert_eq!(server.missed(), [""; 0]);
    reader.browser.close().await;
    assert!(reader.lost.is_empty(), "the focus was not to be seen: {:#?}", reader.lost);
}

/// What each of the other ways brings to another program is what stands in the letter.
#[tokio::test(flavor = "current_thread")]
async fn each_way_to_take_a_message_along_brings_all_of_it() {
    let server = Server::start();
    let mut reader = Reader::start().await;
    reader.browser.allow_clipboard().await;
    reader.write(&server).await;
    reader.mend().await;
    reader.check().await;

    // Links of mail programs, none of which is followed.
    let links = reader
        .browser
        .run("return [...document.querySelectorAll('.take-away a.way')].filter((node) => !node.hidden).map((node) => node.href);")
        .await;
    let links: Vec<String> = serde_json::from_value(links).expect("addresses");
    let links: Vec<url::Url> = links.iter().map(|link| link.parse().expect("an address")).collect();
    let fields = |link: &url::Url| -> Vec<String> {
        link.query_pairs()
            .filter(|(name, _)| ["subject", "su", "body"].contains(&name.as_ref()))
            .map(|(_, value)| value.replace("\r\n", "\n").trim_end().to_owned())
            .collect()
    };
    let schemes: Vec<_> = links.iter().map(|link| (link.scheme(), link.host_str().unwrap_or_default())).collect();
    assert_eq!(
        schemes,
        [("mailto", ""), ("https", "mail.google.com"), ("https", "outlook.office.com")],
        "in the order of the page"
    );
    for link in &links {
        assert_eq!(fields(link), [SUBJECT, BODY], "{link}");
    }

    reader.take(&copy(1)).await;
    let pasted = "return navigator.clipboard.readText();";
    assert_eq!(reader.browser.run(pasted).await, SUBJECT);
    reader.take(&copy(2)).await;
    assert_eq!(reader.browser.run(pasted).await, BODY);
    reader.take(&copy(3)).await;
    assert_eq!(reader.browser.run(pasted).await, BODY);
    let rich = reader
        .browser
        .run(
            "return navigator.clipboard.read().then(async ([item]) => {
                 const page = new DOMParser().parseFromString(await (await item.getType('text/html')).text(), 'text/html');
                 return [...page.querySelectorAll('p')].map((node) => { node.querySelectorAll('br').forEach((br) => br.remove()); return node.textContent; });
             });",
        )
        .await;
    let paragraphs: Vec<&str> = BODY.split("\n\n").collect();
    assert_eq!(rich, json!(paragraphs));

    let said = reader.take(&file(2)).await;
    let (name, bytes) = reader.browser.downloaded("emltpl");
    assert!(said.contains(&name), "{said}");
    let mail = read_by("check-eml.js", "message.emltpl", &bytes);
    assert_eq!((mail["subject"].as_str(), mail["text"].as_str().map(str::trim_end)), (Some(SUBJECT), Some(BODY)));

    reader.take(&file(3)).await;
    let (_, bytes) = reader.browser.downloaded("docx");
    let document = read_by("check-docx.js", "message.docx", &bytes);
    assert_eq!(document["messages"], json!([]));
    let html = document["html"].as_str().expect("HTML").replace("<br />", "\n");
    let text = scraper::Html::parse_fragment(&html).root_element().text().collect::<String>();
    for part in paragraphs.iter().chain([&SUBJECT]) {
        assert!(text.contains(part), "{part}\n{html}");
    }

    reader.take(&file(4)).await;
    let (_, bytes) = reader.browser.downloaded("txt");
    assert_eq!(String::from_utf8(bytes), Ok(format!("Subject: {SUBJECT}\n\n{BODY}\n")));
    assert_eq!(reader.browser.log().await, [""; 0]);
    reader.browser.close().await;
}
