//! Messages that were written elsewhere: a text with a `Subject:` line, or an email file.

use mail_parser::{Address, MessageParser, MimeHeaders as _};

/// A message as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// The subject; empty without one.
    pub subject: String,
    /// The body as plain text.
    pub body: String,
    /// Addresses that it goes to, copies included.
    pub recipients: Vec<String>,
    /// Names of the files that go with it.
    pub attachments: Vec<String>,
}

impl Letter {
    /// Reads a text: its first line may be `Subject: ...`; what follows it and a blank line is the body.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let label = first.get(.."subject:".len());
        if label.is_some_and(|label| label.eq_ignore_ascii_case("subject:")) {
            let subject = first["subject:".len()..].trim().to_owned();
            return Self { subject, body: rest.trim_matches('\n').to_owned(), ..Self::default() };
        }
        Self { body: text.trim_matches('\n').to_owned(), ..Self::default() }
    }

    /// Reads an email file (RFC 5322, MIME). Returns `None` if it is none.
    #[must_use]
    pub fn from_eml(bytes: &[u8]) -> Option<Self> {
        let message = MessageParser::default().parse(bytes)?;
        let addresses = |address: Option<&Address<'_>>| -> Vec<String> {
            let list = address.into_iter().flat_map(|address| address.iter());
            list.filter_map(|entry| entry.address().map(str::to_owned)).collect()
        };
        let recipients = [message.to(), message.cc(), message.bcc()].into_iter().flat_map(addresses).collect();
        let attachments = message
            .attachments()
            .map(|part| part.attachment_name().unwrap_or("a file without name").to_owned())
            .collect();
        let body = message.body_text(0).map_or_else(String::new, |text| text.replace("\r\n", "\n"));
        Some(Self {
            subject: message.subject().unwrap_or_default().to_owned(),
            body: body.trim_matches('\n').to_owned(),
            recipients,
            attachments,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_have_a_subject() {
        let letter = Letter::from_text("SUBJECT:  A plot \r\n\r\nDear all,\r\nbye\r\n");
        assert_eq!((letter.subject.as_str(), letter.body.as_str()), ("A plot", "Dear all,\nbye"));
        let letter = Letter::from_text("Dear all,\n\nSubject: no\n");
        assert_eq!((letter.subject.as_str(), letter.body.as_str()), ("", "Dear all,\n\nSubject: no"));
    }

    #[test]
    fn an_email_file_is_decoded() {
        let eml = b"From: a@b.example\r\nTo: =?utf-8?q?J=C3=B6rg?= <j@b.example>, k@c.example\r\nBcc: l@d.example\r\n\
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\nDear J=C3=B6rg,\r\n";
        let letter = Letter::from_eml(eml).expect("an email");
        assert_eq!((letter.subject.as_str(), letter.body.as_str()), ("Grüße", "Dear Jörg,"));
        assert_eq!(letter.recipients, ["j@b.example", "k@c.example", "l@d.example"]);
    }
}
