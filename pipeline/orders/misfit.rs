//! Why an expression of the configuration does not fit a file, and the ways out.

use std::path::PathBuf;

use arrow::datatypes::SchemaRef;
use datafusion::error::DataFusionError;
use thiserror::Error;

use super::OrdersError;
use super::expressions::{first_line, missing_column};
use super::source::InputFile;
use crate::orders::{Columns, Format, Reading};

/// An expression of the configuration and a file that it does not fit.
#[derive(Debug, Error)]
pub enum Misfit {
    /// An expression names a column that a file lacks.
    #[error(
        "{config}: [columns] {column} = '{sql}' names the column {missing:?}, which {} does not \
         have; its columns are: {available}. If it has another name there, or is missing in some \
         files only, give these files a [[source]] of their own (paths = [\"…\"]) with \
         [source.columns] {column} = '…' for its name there{or_null}{hint}", path.display()
    )]
    MissingColumn {
        /// The configuration's file name.
        config: String,
        /// The canonical column.
        column: String,
        /// The expression.
        sql: String,
        /// The input file.
        path: PathBuf,
        /// The column that it lacks.
        missing: String,
        /// Its own columns.
        available: String,
        /// The second way out, where the column is optional.
        or_null: String,
        /// What else may be wrong.
        hint: String,
    },
    /// An expression of `[columns]` or `[keep]` does not fit a file.
    #[error(
        "{config}: [{section}] {column} = '{sql}' does not fit {}: {reason}; its columns are: \
         {available}",
        path.display()
    )]
    Expression {
        /// The configuration's file name.
        config: String,
        /// `columns` or `keep`.
        section: &'static str,
        /// The canonical column.
        column: String,
        /// The expression.
        sql: String,
        /// The input file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
        /// The file's own columns.
        available: String,
    },
}

/// Why an expression does not fit a file; both ways out where the file lacks a column.
pub fn refusal(
    reading: &Reading,
    file: &InputFile,
    schema: &SchemaRef,
    (section, column, sql): (&'static str, &str, &str),
    error: &DataFusionError,
) -> OrdersError {
    let path = file.path.clone();
    let (config, available) = (reading.config_path.display().to_string(), column_names(schema));
    let (column, sql) = (column.to_owned(), sql.to_owned());
    let Some(missing) = missing_column(error).filter(|_| section == "columns") else {
        let reason = first_line(error);
        return Misfit::Expression { config, section, column, sql, path, reason, available }.into();
    };
    let or_null = match Columns::REQUIRED.contains(&column.as_str()) {
        true => String::new(),
        false => format!(", or {column} = 'null' where it is not known"),
    };
    let quoted = format!("\"{missing}\"");
    let same = |name: &&String| name.to_lowercase() == missing.to_lowercase();
    let similar = schema.fields().iter().map(|field| field.name()).find(same);
    let hint = match (similar, schema.fields().len()) {
        (Some(name), _) if !sql.contains(&quoted) => {
            format!(". Capitals need quotes: did you mean \"{name}\"?")
        }
        (Some(name), _) => format!(". Did you mean \"{name}\"?"),
        (None, 1) if file.format == Format::Csv => {
            ". It has one column only: if something else than a comma stands between its fields, \
             write delimiter = \"…\" under [source]"
                .into()
        }
        _ => String::new(),
    };
    Misfit::MissingColumn { config, column, sql, path, missing, available, or_null, hint }.into()
}

/// Names of columns in a message, and letters of each.
const NAMES_MAX: usize = 60;
const LETTERS_MAX: usize = 60;

fn column_names(schema: &SchemaRef) -> String {
    let short = |name: &str| match name.char_indices().nth(LETTERS_MAX) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    };
    let fields = schema.fields();
    let mut names: Vec<String> = fields.iter().take(NAMES_MAX).map(|f| short(f.name())).collect();
    if fields.len() > NAMES_MAX {
        names.push(format!("… ({} in all)", fields.len()));
    }
    names.join(", ")
}
