//! `notebooks/*.ipynb`: one of the period, one of each topic of the list, made of the templates of
//! `notebooks-export/` with their parameters filled in.
//!
//! They are made without outputs, which only a Python can give: `[report] python`, else
//! `notebooks-export/run_notebook.py --write`.

use serde_json::{Value, json};

use super::words::Words;
use super::{DeliverError, Edition};
use crate::invisible::shown;
use crate::report::ReportFile;

const PERIOD: &str = include_str!("../../notebooks-export/yiti_main_figures.ipynb");
const TOPIC: &str = include_str!("../../notebooks-export/yiti_topic.ipynb");

/// Where a published notebook finds the folder that it lies in.
const PUBLISHED: &str = "..";

/// The notebooks.
///
/// # Errors
/// A template that is no notebook: a mistake in the program.
pub fn notebooks(edition: &Edition) -> Result<Vec<ReportFile>, DeliverError> {
    let words = Words::of(edition.language());
    let facts = &edition.facts;
    let title = words.notebook_period.replace("{period}", &facts.period);
    let parameters = format!("PUBLISHED = {}\n", python(PUBLISHED));
    let mut all = vec![notebook(PERIOD, &facts.period, &title, &parameters)?];
    // What an outward edition leaves out, the notebooks of topics would need.
    let list = edition.table("proposal").filter(|_| edition.table("score_inputs").is_some());
    if let Some(list) = list {
        for row in 0..list.len() {
            let (Some(topic_id), Some(name)) =
                (list.text("topic_id", row), list.text("title", row))
            else {
                continue;
            };
            let title = words
                .notebook_topic
                .replace("{period}", &facts.period)
                .replace("{title}", &shown(name));
            let parameters = format!("{parameters}TOPIC_ID = {}\n", python(topic_id));
            all.push(notebook(TOPIC, &format!("topic_{topic_id}"), &title, &parameters)?);
        }
    }
    Ok(all)
}

/// A text as Python writes it; JSON's escapes are Python's.
fn python(text: &str) -> String {
    json!(text).to_string()
}

fn notebook(
    template: &str,
    name: &str,
    title: &str,
    parameters: &str,
) -> Result<ReportFile, DeliverError> {
    let wrong = |what: &str| DeliverError::Notebook(what.to_owned());
    let mut notebook: Value = serde_json::from_str(template).map_err(|e| wrong(&e.to_string()))?;
    let cells = notebook["cells"].as_array_mut().ok_or_else(|| wrong("no cells"))?;
    let cell = cells
        .iter_mut()
        .find(|cell| cell["id"] == "parameters")
        .ok_or_else(|| wrong("no cell named parameters"))?;
    cell["source"] = lines(parameters);
    let heading = json!({
        "cell_type": "markdown",
        "id": "title",
        "metadata": {},
        "source": lines(&format!("# {}", markdown(title))),
    });
    cells.insert(0, heading);
    let mut bytes = serde_json::to_vec_pretty(&notebook).map_err(|e| wrong(&e.to_string()))?;
    bytes.push(b'\n');
    Ok(ReportFile { path: format!("notebooks/{name}.ipynb"), bytes })
}

fn lines(text: &str) -> Value {
    text.split_inclusive('\n').collect::<Vec<_>>().into()
}

/// A text in which Markdown and HTML see nothing but a text.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '+' | '!' | '|'
            | '$' | '~' => out.extend(['\\', letter]),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests;
