//! What can be wrong with a theme.

use crate::diag::rules;

rules! {
    /// Faults of a theme.
    RULES;

    /// ## What it does
    /// Finds mistakes in a theme's layouts: syntax, unknown filters and components, undefined values.
    ///
    /// ## Why is this bad?
    /// The pages of that layout can't be written.
    ///
    /// ## Example
    /// ```html
    /// <h1>{{ page.titel }}</h1>
    /// ```
    ///
    /// Use instead:
    /// ```html
    /// <h1>{{ page.title }}</h1>
    /// ```
    ///
    /// ## References
    /// Tera's documentation of its template language
    LAYOUT_ERROR = "layout-error", Fixed Error;

    /// ## What it does
    /// Finds layouts that extend or include a file that the theme does not have.
    ///
    /// ## Why is this bad?
    /// The pages of that layout can't be written.
    ///
    /// ## Example
    /// ```html
    /// {% extends "layouts/bsae.html" %}
    /// ```
    ///
    /// Use instead:
    /// ```html
    /// {% extends "layouts/base.html" %}
    /// ```
    MISSING_LAYOUT = "missing-layout", Fixed Error;

    /// ## What it does
    /// Finds imports in a theme's scripts that lead to no module of the theme.
    ///
    /// ## Why is this bad?
    /// A browser runs nothing of a module that can't be loaded as a whole. Only names that start with `kbgen/` work both on
    /// the site and in the offline form, which is a single file.
    ///
    /// ## Example
    /// ```js
    /// import { Renderer } from './evla.js';
    /// ```
    ///
    /// Use instead:
    /// ```js
    /// import { Renderer } from 'kbgen/core/eval.js';
    /// ```
    MISSING_MODULE = "missing-module", Adjustable Warning;

    /// ## What it does
    /// Finds parts of the search's modules that can't be joined into one script.
    ///
    /// ## Why is this bad?
    /// Browsers load no modules from a disk, so the search is a single script. What is imported as a whole, by default or
    /// only when it is needed can't be part of it, nor can two modules that import each other.
    ///
    /// ## Example
    /// ```js
    /// import * as text from 'kbgen/core/text.js';
    /// ```
    ///
    /// Use instead:
    /// ```js
    /// import { words } from 'kbgen/core/text.js';
    /// ```
    UNJOINABLE_MODULE = "unjoinable-module", Fixed Error;

    /// ## What it does
    /// Finds files in `theme/` that neither replace one of the built-in theme nor are used by a layout or script.
    ///
    /// ## Why is this bad?
    /// A misspelt name leaves the built-in file in use, and nobody notices.
    ///
    /// ## Example
    /// ```text
    /// theme/layouts/guides.html
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// theme/layouts/guide.html
    /// ```
    UNUSED_THEME_FILE = "unused-theme-file", Adjustable Warning;

    /// ## What it does
    /// Finds tables of strings that lack a string, have one too many, or do not exist for the site's language.
    ///
    /// ## Why is this bad?
    /// Pages would have gaps where their own words should be.
    ///
    /// ## Example
    /// ```toml
    /// language = "fr"   # and no theme/strings/fr.toml
    /// ```
    ///
    /// Use instead: copy `theme/strings/en.toml`, translate it, and name it for the language.
    BAD_STRINGS = "bad-strings", Fixed Error;
}
