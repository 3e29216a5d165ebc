//! From blocks to the bytes of a page: the same words, figures and tables as in the `.docx` file.

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;

use super::Document;
use super::blocks::Block;
use super::fill::Say;
use crate::deliver::DeliverError;
use crate::invisible::shown;
use crate::report::{ReportFile, STYLE, format};

/// Names end in `.html`, which turns escaping on.
const TEMPLATE: (&str, &str) = ("document.html", include_str!("templates/document.html"));

#[derive(Serialize)]
struct View<'a> {
    html_lang: &'static str,
    title: String,
    masthead: String,
    days: String,
    as_of: String,
    skip: &'static str,
    blocks: &'a [Block],
}

/// The page of a document.
pub fn file(document: &Document, say: &Say<'_>) -> Result<ReportFile, DeliverError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template(TEMPLATE.0, TEMPLATE.1)?;
    environment.add_global("style", Value::from_safe_string(STYLE.to_owned()));
    let view = View {
        html_lang: say.language().pick("zh-Hans", "en"),
        title: shown(&document.title).into_owned(),
        masthead: shown(&document.masthead).into_owned(),
        days: say.days(),
        as_of: format::day(say.edition.facts.as_of, say.language()),
        skip: say.words.skip,
        blocks: &document.body,
    };
    let html = environment.get_template(TEMPLATE.0)?.render(Serde(view))?;
    Ok(ReportFile { path: format!("documents/{}.html", document.name), bytes: html.into_bytes() })
}
