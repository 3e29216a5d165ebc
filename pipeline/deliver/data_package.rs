//! `datapackage.json`: what every published table and column means, for programs (Frictionless Data
//! Package 2), from the same list as the workbook's headings.

use serde_json::{Map, Value, json};

use super::Edition;
use super::table::Table;
use super::words::{Words, kind_words};
use crate::language::Language;
use crate::publish::{Dictionary, Kind};
use crate::report::ReportFile;

/// The file.
pub fn data_package(edition: &Edition) -> ReportFile {
    let words = Words::of(edition.language());
    let facts = &edition.facts;
    let title = match facts.config.title.as_str() {
        "" => words.untitled,
        title => title,
    };
    let resources: Vec<Value> =
        edition.tables().chain(edition.panel()).map(|table| resource(edition, table)).collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": format!("yiti-{}", facts.period.to_ascii_lowercase()),
        "id": facts.run_id,
        "title": format!("{title} · {}", facts.period),
        "description": words.package,
        "version": facts.version,
        "created": format!("{}T00:00:00Z", facts.as_of),
    });
    if !facts.config.report.unit.is_empty() {
        package["contributors"] =
            json!([{ "title": facts.config.report.unit, "roles": ["publisher"] }]);
    }
    package["resources"] = resources.into();
    let mut bytes = serde_json::to_vec_pretty(&package).expect("plain values");
    bytes.push(b'\n');
    ReportFile { path: "datapackage.json".to_owned(), bytes }
}

fn resource(edition: &Edition, table: &Table) -> Value {
    let language = edition.language();
    let name = &table.name;
    let mut resource = json!({
        "name": name,
        "type": "table",
        "path": format!("tables/{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    });
    if let Some(meaning) = Dictionary::get().table(name) {
        resource["title"] = meaning.title(language).into();
        resource["description"] = meaning.grain(language).into();
    }
    if let Some(rows) = edition.facts.tables.get(name) {
        resource["rowCount"] = (*rows).into();
    }
    // The same rows, typed, and many times as fast to read.
    resource["parquet"] = format!("tables/{name}.parquet").into();
    let fields: Vec<Value> =
        table.columns().map(|column| field(table, &column, language)).collect();
    resource["schema"] = json!({ "fields": fields, "missingValues": [""] });
    resource
}

fn field(table: &Table, column: &str, language: Language) -> Value {
    let meaning = Dictionary::get().column(&table.name, column);
    let kind = meaning.map_or_else(|| table.kind(column), |meaning| meaning.kind);
    let mut field = Map::new();
    field.insert("name".to_owned(), column.into());
    field.insert("type".to_owned(), field_type(kind).into());
    if let Some(meaning) = meaning {
        field.insert("title".to_owned(), meaning.title(language).into());
        if !meaning.note(language).is_empty() {
            field.insert("description".to_owned(), meaning.note(language).into());
        }
    }
    field.insert("values".to_owned(), kind_words(kind, language).into());
    let codes: Vec<Value> = Dictionary::get()
        .codes(column)
        .filter_map(|code| {
            let label = Dictionary::get().code(column, code, language)?;
            Some(json!({ "value": code, "label": label }))
        })
        .collect();
    if kind == Kind::Code && !codes.is_empty() {
        field.insert("categories".to_owned(), codes.into());
    }
    field.into()
}

const fn field_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Id | Kind::Name | Kind::Text | Kind::Code => "string",
        Kind::Flag => "boolean",
        Kind::Day | Kind::Month => "date",
        Kind::Count | Kind::Rank => "integer",
        Kind::Share | Kind::Change | Kind::Score | Kind::P | Kind::Number => "number",
        Kind::Json => "object",
    }
}
