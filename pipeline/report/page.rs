//! The page: templates and style, embedded at build time.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, Output, State, UndefinedBehavior, Value, escape_formatter};

use super::view::View;
use crate::invisible::shown;

/// Each template by its name; names end in `.html`, which turns escaping on.
const TEMPLATES: [(&str, &str); 9] = [
    ("page.html", include_str!("templates/page.html")),
    ("macros.html", include_str!("templates/macros.html")),
    ("list.html", include_str!("templates/list.html")),
    ("changes.html", include_str!("templates/changes.html")),
    ("comparison.html", include_str!("templates/comparison.html")),
    ("card.html", include_str!("templates/card.html")),
    ("near.html", include_str!("templates/near.html")),
    ("findings.html", include_str!("templates/findings.html")),
    ("progress.html", include_str!("templates/progress.html")),
];
const STYLE: &str = include_str!("style.css");

/// A template that does not fit its values.
#[derive(Debug, thiserror::Error)]
#[error("the report's page cannot be composed: {0:#}")]
pub struct ReportError(#[from] minijinja::Error);

/// Prints a value escaped for HTML, its invisible characters as escapes.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str().filter(|_| !value.is_safe()).map(shown) {
        Some(std::borrow::Cow::Owned(text)) => escape_formatter(out, state, &Value::from(text)),
        _ => escape_formatter(out, state, value),
    }
}

/// The page as HTML.
pub(super) fn html(view: &View) -> Result<String, ReportError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, template) in TEMPLATES {
        environment.add_template(name, template)?;
    }
    environment.set_formatter(print);
    environment.add_global("style", Value::from_safe_string(STYLE.to_owned()));
    Ok(environment.get_template("page.html")?.render(Serde(view))?)
}
