//! What other programs read: sitemap, feed, robots.txt.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::page::Renderer;
use crate::markdown::escape;
use crate::model::{Page, PageKind};
use crate::output::{Artifact, OutputPath};

/// Entries of the feed, newest first.
const FEED_ENTRIES: usize = 30;

impl Renderer<'_> {
    /// Returns `sitemap.xml`; `None` without base URL, since it holds absolute URLs only. `paths` are those of all pages.
    ///
    /// Source: the Sitemaps protocol 0.9, which allows 50,000 URLs a file.
    #[must_use]
    pub fn sitemap(&self, paths: &[(String, Option<Date>)]) -> Option<Artifact> {
        let base = self.kb.settings.base_url.as_ref()?;
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for (path, changed) in paths.iter().take(50_000) {
            let _ = write!(xml, "<url><loc>{}</loc>", escape(&base.join(path)));
            if let Some(date) = changed {
                let _ = write!(xml, "<lastmod>{date}</lastmod>");
            }
            xml.push_str("</url>\n");
        }
        xml.push_str("</urlset>\n");
        Some(Artifact::new(OutputPath::new("sitemap.xml"), xml))
    }

    /// Returns `feed.xml`, the newest pages by date of change; `None` without base URL, pages with dates, or if it is turned off.
    ///
    /// Source: RFC 4287. A date counts as its midnight in UTC.
    #[must_use]
    pub fn feed(&self) -> Option<Artifact> {
        let settings = &self.kb.settings;
        let base = settings.base_url.as_ref().filter(|_| settings.feed)?;
        let mut pages: Vec<(Date, &Page)> = self
            .kb
            .pages
            .rows()
            .iter()
            .filter(|page| !matches!(page.kind, PageKind::Introduction(_)))
            .filter_map(|page| page.changed().map(|date| (date, page)))
            .collect();
        pages.sort_by(|(a_date, a), (b_date, b)| b_date.cmp(a_date).then_with(|| a.url.full().cmp(&b.url.full())));
        pages.truncate(FEED_ENTRIES);
        let (newest, _) = pages.first()?;
        let author = if settings.publisher.is_empty() { &settings.title } else { &settings.publisher };
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <id>{home}</id>\n<title>{}</title>\n<updated>{newest}T00:00:00Z</updated>\n<author><name>{}</name></author>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
            escape(&settings.language.value),
            escape(&settings.title),
            escape(author),
            escape(&base.join("feed.xml")),
            home = escape(&base.join("")),
        );
        for (date, page) in pages {
            let url = base.join(&page.url.full());
            let _ = write!(
                xml,
                "<entry>\n<id>{url}</id>\n<title>{}</title>\n<updated>{date}T00:00:00Z</updated>\n<link href=\"{url}\"/>\n",
                escape(&page.meta.title.value),
                url = escape(&url),
            );
            if let Some(published) = page.meta.date.map(|date| date.value) {
                let _ = writeln!(xml, "<published>{published}T00:00:00Z</published>");
            }
            if !page.meta.description.value.is_empty() {
                let _ = writeln!(xml, "<summary>{}</summary>", escape(&page.meta.description.value));
            }
            xml.push_str("</entry>\n");
        }
        xml.push_str("</feed>\n");
        Some(Artifact::new(OutputPath::new("feed.xml"), xml))
    }

    /// Returns `robots.txt`, which lets everything be read and names the sitemap.
    ///
    /// Source: RFC 9309.
    #[must_use]
    pub fn robots(&self) -> Artifact {
        let sitemap =
            self.kb.settings.base_url.as_ref().map(|base| format!("\nSitemap: {}\n", base.join("sitemap.xml")));
        Artifact::new(
            OutputPath::new("robots.txt"),
            format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default()),
        )
    }
}
