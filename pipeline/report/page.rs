//! The pages: templates, style and script, embedded at build time.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, Output, State, UndefinedBehavior, Value, escape_formatter};
use serde::Serialize;

use crate::invisible::shown;

/// Each template by its name; names end in `.html`, which turns escaping on.
const TEMPLATES: [(&str, &str); 20] = [
    ("base.html", include_str!("templates/base.html")),
    ("page.html", include_str!("templates/page.html")),
    ("macros.html", include_str!("templates/macros.html")),
    ("list.html", include_str!("templates/list.html")),
    ("changes.html", include_str!("templates/changes.html")),
    ("comparison.html", include_str!("templates/comparison.html")),
    ("card.html", include_str!("templates/card.html")),
    ("near.html", include_str!("templates/near.html")),
    ("findings.html", include_str!("templates/findings.html")),
    ("progress.html", include_str!("templates/progress.html")),
    ("about.html", include_str!("templates/about.html")),
    ("part.html", include_str!("templates/part.html")),
    ("month.html", include_str!("templates/month.html")),
    ("topic.html", include_str!("templates/topic.html")),
    ("unit_tables.html", include_str!("templates/unit_tables.html")),
    ("area.html", include_str!("templates/area.html")),
    ("department.html", include_str!("templates/department.html")),
    ("watch.html", include_str!("templates/watch.html")),
    ("livelihood.html", include_str!("templates/livelihood.html")),
    ("outbreaks.html", include_str!("templates/outbreaks.html")),
];
pub const STYLE: &str = include_str!("style.css");
const REVIEW_STYLE: &str = include_str!("review.css");
const SCRIPT: &str = include_str!("tables.js");

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

/// The templates, ready to be filled.
pub(super) struct Pages {
    environment: Environment<'static>,
}

impl Pages {
    /// Reads them.
    ///
    /// # Errors
    /// A template that is not well formed: a mistake in the program, not in the data.
    pub fn new() -> Result<Self, ReportError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment
            .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        for (name, template) in TEMPLATES {
            environment.add_template(name, template)?;
        }
        environment.set_formatter(print);
        let style = format!("{STYLE}{REVIEW_STYLE}");
        environment.add_global("style", Value::from_safe_string(style));
        environment.add_global("script", Value::from_safe_string(SCRIPT.to_owned()));
        Ok(Self { environment })
    }

    /// A page as HTML.
    ///
    /// # Errors
    /// A template that does not fit its values: a mistake in the program, not in the data.
    pub fn html(&self, template: &str, view: &impl Serialize) -> Result<String, ReportError> {
        Ok(self.environment.get_template(template)?.render(Serde(view))?)
    }
}
