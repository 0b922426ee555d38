//! A message as a draft that mail programs open: `.eml`, and the same bytes as `.emltpl`.
//!
//! Written here rather than by a crate, because what matters is what is left out: `Date`, `Message-ID` and a random
//! boundary, which the crates add. `X-Unsent` makes Outlook open the file as a draft; a draft needs no `Date`, the
//! program adds it when the message is sent.

use super::blocks::text_blocks;
use super::escape::lines;
use super::html;
use super::mime::{header, phrase, quoted_printable, unstructured};
use crate::lang::is_email;

/// Without it, some programs show and send a message in their oldest font.
const FONT: &str = "font-family: Calibri, Helvetica, Arial, sans-serif; font-size: 11pt";
/// Parts the texts; quoted-printable text cannot hold `=_`. Source: RFC 2045, section 6.7.
const BOUNDARY: &str = "=_kbgen";

/// An address with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mailbox<'a> {
    /// For people; may be empty.
    pub name: &'a str,
    /// As `local@domain`.
    pub address: &'a str,
}

/// A message.
#[derive(Debug, Clone, Default)]
pub struct Mail<'a> {
    /// Who writes.
    pub from: Option<Mailbox<'a>>,
    /// To whom.
    pub to: Vec<Mailbox<'a>>,
    /// Who gets a copy.
    pub cc: Vec<Mailbox<'a>>,
    /// One line.
    pub subject: &'a str,
    /// Plain text in blocks, see [`super::blocks()`].
    pub body: &'a str,
}

/// Writes a message as text and HTML. Source: RFC 5322, RFC 2045 to 2047.
///
/// Line breaks and controls in a subject or name become blanks. A mailbox whose address is not an ASCII `local@domain` is
/// left out, and so is a header without a mailbox: other addresses exist in mail only by agreement of every server on the
/// way (RFC 6532), and a draft without an address is one that its writer completes. A body's line breaks become CRLF, its
/// other controls are dropped.
#[must_use]
pub fn render_eml(mail: &Mail<'_>) -> Vec<u8> {
    let plain = quoted_printable(&lines(mail.body));
    let rich = quoted_printable(&format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body style=\"{FONT}\">\n{}</body></html>\n",
        html::message(&text_blocks(&lines(mail.body)))
    ));
    let mut text = String::from("MIME-Version: 1.0\r\nX-Unsent: 1\r\n");
    text.push_str(&mailboxes("From", mail.from.as_slice()));
    text.push_str(&mailboxes("To", &mail.to));
    text.push_str(&mailboxes("Cc", &mail.cc));
    text.push_str(&header("Subject", &unstructured(mail.subject)));
    text.push_str(&format!("Content-Type: multipart/alternative;\r\n boundary=\"{BOUNDARY}\"\r\n"));
    for (kind, body) in [("plain", plain), ("html", rich)] {
        text.push_str(&format!(
            "\r\n--{BOUNDARY}\r\nContent-Type: text/{kind}; charset=utf-8\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\n{body}"
        ));
    }
    text.push_str(&format!("\r\n--{BOUNDARY}--\r\n"));
    text.into_bytes()
}

fn mailboxes(name: &str, list: &[Mailbox<'_>]) -> String {
    let mut tokens: Vec<String> = Vec::new();
    for mailbox in list.iter().filter(|mailbox| is_usable(mailbox.address)) {
        if let Some(last) = tokens.last_mut() {
            last.push(',');
        }
        let names: Vec<String> = phrase(mailbox.name).into_iter().filter(|token| !token.is_empty()).collect();
        if names.is_empty() {
            tokens.push(mailbox.address.to_owned());
        } else {
            tokens.extend(names);
            tokens.push(format!("<{}>", mailbox.address));
        }
    }
    if tokens.is_empty() { String::new() } else { header(name, &tokens) }
}

/// Source for the length: RFC 5321, section 4.5.3.1.3.
fn is_usable(address: &str) -> bool {
    address.is_ascii() && address.len() <= 254 && is_email(address)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BOUNDARY, Mail, Mailbox, render_eml};
    use crate::pack::hostile::hostile;

    fn render(mail: &Mail<'_>) -> String {
        String::from_utf8(render_eml(mail)).expect("ASCII")
    }

    #[test]
    fn a_whole_message() {
        let mail = Mail {
            from: Some(Mailbox { name: "Zoë Brook", address: "zoe@example.org" }),
            to: vec![
                Mailbox { name: "Hill, Ada", address: "ada@example.com" },
                Mailbox { name: "", address: "office@example.com" },
            ],
            cc: Vec::new(),
            subject: "Thank you",
            body: "Dear Ada,\n\nthanks for the = sign & the <hat>.\n\n- one\n- two\n\nYours,\nZoë",
        };
        let text = render(&mail);
        let expected = "MIME-Version: 1.0
X-Unsent: 1
From: =?UTF-8?Q?Zo=C3=AB_Brook?= <zoe@example.org>
To: \"Hill, Ada\" <ada@example.com>, office@example.com
Subject: Thank you
Content-Type: multipart/alternative;
 boundary=\"=_kbgen\"

--=_kbgen
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Dear Ada,

thanks for the =3D sign & the <hat>.

- one
- two

Yours,
Zo=C3=AB
--=_kbgen
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<!DOCTYPE html>
<html><head><meta charset=3D\"utf-8\"></head><body style=3D\"font-family: Cali=
bri, Helvetica, Arial, sans-serif; font-size: 11pt\">
<p>Dear Ada,</p>
<p>thanks for the =3D sign &amp; the &lt;hat&gt;.</p>
<ul>
<li>one</li>
<li>two</li>
</ul>
<p>Yours,<br>
Zo=C3=AB</p>
</body></html>

--=_kbgen--
";
        assert_eq!(text, expected.replace('\n', "\r\n"));
        assert_eq!(text, render(&mail));
    }

    #[test]
    fn addresses_that_mail_cannot_hold_are_left_out() {
        let bad = ["", "x", "zoë@example.org", "a@exämple.org", "a@b.c>\r\nBcc: <x@y.z", "a b@c.de", "a@b.de,c@d.ef"];
        for address in bad {
            let mail = Mail { to: vec![Mailbox { name: "N", address }], ..Mail::default() };
            assert!(!render(&mail).contains("\r\nTo:"), "{address:?}");
        }
    }

    #[test]
    fn many_addresses_are_folded() {
        let to = vec![Mailbox { name: "Somebody With Names", address: "somebody@department.example.org" }; 9];
        let text = render(&Mail { to, ..Mail::default() });
        assert!(text.split("\r\n").all(|line| line.len() <= 78), "{text}");
        assert_eq!(text.matches("<somebody@department.example.org>").count(), 9);
    }

    proptest! {
        /// Whatever the values are, the headers are the ones written here, each line is short ASCII, and ends in CRLF.
        #[test]
        fn no_value_injects_a_header_or_markup(
            name in hostile(), address in hostile(), subject in hostile(), body in hostile()
        ) {
            let mailbox = Mailbox { name: &name, address: &address };
            let named = Mailbox { name: &name, address: "a@example.org" };
            let mail = Mail { from: Some(named), to: vec![named, mailbox], cc: vec![mailbox], subject: &subject, body: &body };
            let text = render(&mail);
            let (head, rest) = text.split_once("\r\n\r\n").expect("an empty line");
            let names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with(' '))
                .map(|line| line.split(':').next().unwrap_or_default())
                .filter(|name| *name != "Cc")
                .collect();
            prop_assert_eq!(names, ["MIME-Version", "X-Unsent", "From", "To", "Subject", "Content-Type"]);
            prop_assert!(text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\r' | b'\n' | b'\t')));
            // An address is never broken.
            let short = |line: &str| line.len() <= 78 || line.contains('@');
            prop_assert!(text.split("\r\n").all(|line| short(line) && !line.contains(['\r', '\n'])));
            prop_assert_eq!(rest.matches(BOUNDARY).count(), 3);
            let html = rest.split("<body style").nth(1).expect("a body").replace("=\r\n", "");
            for tag in html.split('<').skip(1) {
                let known = ["p>", "/p>", "br>", "ul>", "/ul>", "li>", "/li>", "/body>", "/html>"];
                prop_assert!(known.iter().any(|known| tag.starts_with(known)), "{}", html);
            }
        }
    }
}
