//! What can be wrong with a finished site.

use crate::diag::rules;

rules! {
    /// Faults of a site, whoever wrote it.
    RULES;

    /// ## What it does
    /// Finds what a browser would fetch from elsewhere, or send there, without being asked to: pictures, scripts, styles, frames,
    /// forms, redirects, and what scripts name outright. Links that a reader follows are not meant.
    ///
    /// ## Why is this bad?
    /// Whoever serves it learns who reads which page, and decides what the reader gets.
    ///
    /// ## Example
    /// ```html
    /// <link rel="stylesheet" href="https://fonts.example.com/serif.css">
    /// ```
    ///
    /// Use instead:
    /// ```html
    /// <link rel="stylesheet" href="assets/serif.css">
    /// ```
    FOREIGN_REQUEST = "foreign-request", Fixed Error;

    /// ## What it does
    /// Finds pages without a content security policy.
    ///
    /// ## Why is this bad?
    /// Nothing keeps what slips into such a page from loading or sending anything.
    ///
    /// ## Example
    /// ```html
    /// <head><title>Soil</title></head>
    /// ```
    ///
    /// Use instead:
    /// ```html
    /// <head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; ..."><title>Soil</title></head>
    /// ```
    ///
    /// ## References
    /// Content Security Policy Level 3
    MISSING_POLICY = "missing-policy", Fixed Error;

    /// ## What it does
    /// Finds policies that allow more than the site itself, its pictures as `data:`, and inline parts by their hashes; that do not
    /// start from `default-src 'none'`, or leave `base-uri` or `form-action` open; and those that come too late in the page.
    ///
    /// ## Why is this bad?
    /// What a page promises its reader holds only as far as its policy: nothing is loaded from elsewhere, nothing is sent.
    ///
    /// ## Example
    /// ```html
    /// <meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'unsafe-inline'">
    /// ```
    ///
    /// Use instead:
    /// ```html
    /// <meta http-equiv="Content-Security-Policy"
    ///   content="default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'">
    /// ```
    ///
    /// ## References
    /// Content Security Policy Level 3
    WEAK_POLICY = "weak-policy", Fixed Error;

    /// ## What it does
    /// Finds inline scripts and styles whose hash the page's policy does not list.
    ///
    /// ## Why is this bad?
    /// A browser ignores them.
    ///
    /// ## Example
    /// ```html
    /// <style>p { color: red; }</style>
    /// ```
    ///
    /// Use instead: a file of the site, or list the hash in the policy.
    UNLISTED_INLINE = "unlisted-inline", Fixed Error;

    /// ## What it does
    /// Finds hashes in a policy that belong to no inline script or style of the page.
    ///
    /// ## Why is this bad?
    /// They let something run that nobody looked at.
    ///
    /// ## Example
    /// ```html
    /// <meta http-equiv="Content-Security-Policy" content="script-src 'sha256-...'">   <!-- and no inline script -->
    /// ```
    ///
    /// Use instead: a policy without the hash.
    UNUSED_HASH = "unused-hash", Fixed Error;

    /// ## What it does
    /// Finds scripts in attributes, such as `onclick`.
    ///
    /// ## Why is this bad?
    /// The page's policy keeps them from running; without one, anyone who gets an attribute into a page runs a script.
    ///
    /// ## Example
    /// ```html
    /// <button onclick="copy()">Copy</button>
    /// ```
    ///
    /// Use instead: a listener that a module adds.
    INLINE_HANDLER = "inline-handler", Fixed Error;

    /// ## What it does
    /// Finds styles in attributes.
    ///
    /// ## Why is this bad?
    /// The page's policy keeps them from having any effect.
    ///
    /// ## Example
    /// ```html
    /// <td style="text-align: end">
    /// ```
    ///
    /// Use instead:
    /// ```html
    /// <td class="end">
    /// ```
    STYLE_ATTRIBUTE = "style-attribute", Fixed Error;

    /// ## What it does
    /// Finds URLs that are scripts.
    ///
    /// ## Why is this bad?
    /// The page's policy keeps them from running; without one, anyone who gets a link into a page runs a script.
    ///
    /// ## Example
    /// ```html
    /// <a href="javascript:history.back()">Back</a>
    /// ```
    ///
    /// Use instead: a button, with a listener that a module adds.
    SCRIPT_URL = "script-url", Fixed Error;

    /// ## What it does
    /// Finds links that open a new window without `rel="noopener"`.
    ///
    /// ## Why is this bad?
    /// In older browsers the new page can lead the old one elsewhere, for example to a copy of it.
    ///
    /// ## Example
    /// ```html
    /// <a href="https://example.org/" target="_blank">Source</a>
    /// ```
    ///
    /// Use instead:
    /// ```html
    /// <a href="https://example.org/" target="_blank" rel="noopener">Source</a>
    /// ```
    MISSING_NOOPENER = "missing-noopener", Fixed Error;

    /// ## What it does
    /// Finds zip files that can't be opened, or hold more than a pack may.
    ///
    /// ## Why is this bad?
    /// Nobody can use them, and nothing in them was looked at.
    ///
    /// ## Example
    /// ```text
    /// packs/all.zip   # half a download
    /// ```
    ///
    /// Use instead: build the site again.
    UNREADABLE_PACK = "unreadable-pack", Fixed Error;
}
