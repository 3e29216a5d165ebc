//! The page: templates and style, embedded at build time.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};

use super::view::View;

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

/// The page as HTML.
pub(super) fn html(view: &View) -> Result<String, ReportError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, template) in TEMPLATES {
        environment.add_template(name, template)?;
    }
    environment.add_global("style", Value::from_safe_string(STYLE.to_owned()));
    Ok(environment.get_template("page.html")?.render(Serde(view))?)
}
