//! `[columns]` and `[keep]` as compiled expressions over one file's schema.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray, UInt64Array, new_null_array};
use arrow::compute::concat;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::common::DFSchema;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::Expr;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::prelude::SessionContext;

use super::OrdersError;
use super::files::InputFile;
use super::source::SourceBatch;
use crate::config::Config;

/// Columns that every file has beside its own: its name, and the number of each row, 1 = the first.
/// For sources without an id of their own.
const FILE_NAME: &str = "_file_name";
const ROW_NUMBER: &str = "_row_number";

/// The expressions of a configuration, compiled for one schema.
pub struct Mapping {
    /// Positions in the file's schema of the columns that the expressions read, sorted.
    pub projection: Vec<usize>,
    file_name: String,
    /// The projected columns and the two that every file has.
    schema: SchemaRef,
    columns: Vec<(&'static str, Arc<dyn PhysicalExpr>)>,
    keep: Option<Keep>,
}

struct Keep {
    condition: Arc<dyn PhysicalExpr>,
    schema: SchemaRef,
}

/// Which canonical columns a mapping computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// All that are mapped.
    All,
    /// All but the text, which is read afterwards for a few rows.
    AllButText,
    /// The text alone, of any row, kept or not.
    Text,
}

impl Wanted {
    fn takes(self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::AllButText => name != "text",
            Self::Text => name == "text",
        }
    }
}

/// The canonical columns of a batch, still with the types that the expressions gave.
pub struct Mapped {
    /// Name and values; the values of rows in `failed` are null.
    pub columns: Vec<(&'static str, ArrayRef)>,
    /// Whether `[keep]` holds; a condition that is null does not hold.
    pub kept: BooleanArray,
    /// Position in the batch, column and message of each value that could not be computed.
    pub failed: Vec<(usize, &'static str, String)>,
}

impl Mapping {
    /// Compiles the configuration's expressions for a file.
    ///
    /// # Errors
    /// When an expression does not parse or names a column that the file lacks.
    pub fn compile(config: &Config, file: &InputFile, schema: &SchemaRef, wanted: Wanted) -> Result<Self, OrdersError> {
        let context = SessionContext::new();
        let refuse = |section, column: &str, sql: &str, e: &DataFusionError| OrdersError::Expression {
            config: config.path.display().to_string(),
            section,
            column: column.to_owned(),
            sql: sql.to_owned(),
            path: file.path.clone(),
            reason: first_line(e),
            available: column_names(schema),
        };
        let full = df_schema(&with_own(schema)).map_err(|e| refuse("columns", "*", "", &e))?;
        let mut logical = Vec::new();
        for (name, sql) in config.columns.mapped().into_iter().filter(|(name, _)| wanted.takes(name)) {
            let expr = context.parse_sql_expr(sql, &full).map_err(|e| refuse("columns", name, sql, &e))?;
            logical.push((name, sql, expr));
        }
        let condition = config.keep.condition.as_deref().filter(|_| wanted != Wanted::Text);
        let projection = projection(&logical, condition, schema);
        let projected = with_own(&Arc::new(schema.project(&projection).expect("positions come from this schema")));
        let narrow = df_schema(&projected).map_err(|e| refuse("columns", "*", "", &e))?;
        let mut columns = Vec::new();
        for (name, sql, expr) in logical {
            let compiled = context.create_physical_expr(expr, &narrow).map_err(|e| refuse("columns", name, sql, &e))?;
            columns.push((name, compiled));
        }
        let keep = match condition {
            None => None,
            Some(sql) => {
                let compiled = compile_keep(&context, sql, &columns, &projected);
                Some(compiled.map_err(|e| refuse("keep", "where", sql, &e))?)
            }
        };
        let file_name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { projection, file_name, schema: projected, columns, keep })
    }

    /// Evaluates all expressions over a batch. A row whose value cannot be computed fails alone.
    pub fn apply(&self, source: &SourceBatch) -> Mapped {
        let batch = &self.add_own(source);
        let mut failed = Vec::new();
        let evaluate = |(name, expr): &(&'static str, Arc<dyn PhysicalExpr>)| {
            (*name, evaluate_rows(expr.as_ref(), batch, 0, &mut |row, message| failed.push((row, *name, message))))
        };
        let columns: Vec<_> = self.columns.iter().map(evaluate).collect();
        let kept = match &self.keep {
            None => BooleanArray::from(vec![true; batch.num_rows()]),
            Some(keep) => keep.apply(&columns, batch, &mut failed),
        };
        Mapped { columns, kept, failed }
    }

    fn add_own(&self, source: &SourceBatch) -> RecordBatch {
        let mut columns = source.batch.columns().to_vec();
        if columns.len() < self.schema.fields().len() {
            columns.push(Arc::new(StringArray::from_iter_values(source.rows.iter().map(|_| &self.file_name))));
            columns.push(Arc::new(UInt64Array::from(source.rows.clone())));
        }
        RecordBatch::try_new(self.schema.clone(), columns).expect("the schema was made of these columns")
    }
}

/// Positions of the source columns that are canonical columns as they stand, and nothing else reads.
pub fn plain_columns(config: &Config, schema: &SchemaRef, names: &[&str]) -> Vec<usize> {
    let mapped = config.columns.mapped();
    let condition = config.keep.condition.as_deref().unwrap_or_default();
    let source = |sql: &str| schema.index_of(&identifier(sql.trim())?).ok();
    let read_elsewhere = |name: &str, position: usize| {
        let column = schema.field(position).name();
        condition.contains(column.as_str())
            || mapped.iter().any(|(other, sql)| *other != name && sql.contains(column.as_str()))
    };
    let plain = mapped.iter().filter(|(name, _)| names.contains(name));
    plain.filter_map(|(name, sql)| source(sql).filter(|&at| !read_elsewhere(name, at))).collect()
}

/// The column that an expression names, if it does nothing else. Without quotes, letters are small letters.
fn identifier(sql: &str) -> Option<String> {
    if let Some(quoted) = sql.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return (!quoted.contains('"')).then(|| quoted.to_owned());
    }
    let plain = sql.chars().all(|c| c.is_alphanumeric() || c == '_');
    plain.then(|| sql.to_lowercase())
}

/// A schema with the two columns that every file has, unless the file's own bear their names.
fn with_own(schema: &SchemaRef) -> SchemaRef {
    if schema.index_of(FILE_NAME).is_ok() || schema.index_of(ROW_NUMBER).is_ok() {
        return schema.clone();
    }
    let own = [Field::new(FILE_NAME, DataType::Utf8, false), Field::new(ROW_NUMBER, DataType::UInt64, false)];
    Arc::new(Schema::new(schema.fields().iter().map(|f| f.as_ref().clone()).chain(own).collect::<Vec<_>>()))
}

impl Keep {
    fn apply(
        &self,
        columns: &[(&'static str, ArrayRef)],
        batch: &RecordBatch,
        failed: &mut Vec<(usize, &'static str, String)>,
    ) -> BooleanArray {
        let canonical = columns.iter().map(|(_, values)| values.clone());
        let own = batch.columns().iter().take(self.schema.fields().len() - columns.len()).cloned();
        let arrays = canonical.chain(own).collect();
        let wide = RecordBatch::try_new(self.schema.clone(), arrays).expect("the schema was made of these columns");
        let values = evaluate_rows(self.condition.as_ref(), &wide, 0, &mut |row, m| failed.push((row, "keep", m)));
        let values = values.as_any().downcast_ref::<BooleanArray>().expect("checked when it was compiled");
        values.iter().map(|value| Some(value == Some(true))).collect()
    }
}

fn compile_keep(
    context: &SessionContext,
    sql: &str,
    columns: &[(&'static str, Arc<dyn PhysicalExpr>)],
    projected: &SchemaRef,
) -> Result<Keep, DataFusionError> {
    let mut fields = Vec::new();
    for (name, expr) in columns {
        fields.push(Field::new(*name, expr.data_type(projected)?, true));
    }
    let canonical: BTreeSet<&str> = columns.iter().map(|(name, _)| *name).collect();
    // A source column that bears a canonical name is hidden by the canonical one.
    let renamed = projected.fields().iter().map(|field| match canonical.contains(field.name().as_str()) {
        true => field.as_ref().clone().with_name(format!("source.{}", field.name())),
        false => field.as_ref().clone(),
    });
    fields.extend(renamed);
    let schema = Arc::new(Schema::new(fields));
    let wide = df_schema(&schema)?;
    let expr = context.parse_sql_expr(sql, &wide)?;
    let condition = context.create_physical_expr(expr, &wide)?;
    match condition.data_type(&schema)? {
        DataType::Boolean => Ok(Keep { condition, schema }),
        other => Err(DataFusionError::Plan(format!("the condition must be true or false, found {other}"))),
    }
}

/// Evaluates over the whole batch; if that fails, over halves, until the rows that fail stand alone.
fn evaluate_rows(
    expr: &dyn PhysicalExpr,
    batch: &RecordBatch,
    offset: usize,
    fail: &mut impl FnMut(usize, String),
) -> ArrayRef {
    let rows = batch.num_rows();
    let error = match expr.evaluate(batch).and_then(|value| value.into_array(rows)) {
        Ok(values) => return values,
        Err(error) => error,
    };
    if rows <= 1 {
        if rows == 1 {
            fail(offset, first_line(&error));
        }
        let data_type = expr.data_type(&batch.schema()).expect("checked when it was compiled");
        return new_null_array(&data_type, rows);
    }
    let half = rows / 2;
    let left = evaluate_rows(expr, &batch.slice(0, half), offset, fail);
    let right = evaluate_rows(expr, &batch.slice(half, rows - half), offset + half, fail);
    concat(&[left.as_ref(), right.as_ref()]).expect("both halves come from one expression")
}

fn projection(logical: &[(&str, &str, Expr)], keep: Option<&str>, schema: &SchemaRef) -> Vec<usize> {
    let mut positions = BTreeSet::new();
    for (_, _, expr) in logical {
        positions.extend(expr.column_refs().iter().filter_map(|column| schema.index_of(&column.name).ok()));
    }
    let mentions = |name: &str| keep.is_some_and(|sql| sql.contains(name));
    positions.extend((0..schema.fields().len()).filter(|&i| mentions(schema.field(i).name())));
    if positions.is_empty() && !schema.fields().is_empty() {
        positions.insert(0);
    }
    positions.into_iter().collect()
}

fn df_schema(schema: &SchemaRef) -> Result<DFSchema, DataFusionError> {
    DFSchema::try_from(schema.as_ref().clone())
}

fn column_names(schema: &SchemaRef) -> String {
    schema.fields().iter().map(|f| f.name().as_str()).collect::<Vec<_>>().join(", ")
}

fn first_line(error: &DataFusionError) -> String {
    let text = error.strip_backtrace();
    let text = text.strip_prefix("Schema error: ").unwrap_or(&text);
    text.lines().next().unwrap_or_default().split(" Valid fields are ").next().unwrap_or_default().to_owned()
}
