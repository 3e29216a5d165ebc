//! `[columns]` and `[keep]` as compiled expressions over one file's schema.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use chrono_tz::Tz;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::Expr;
use datafusion::physical_expr::PhysicalExpr;

use super::OrdersError;
use super::added_columns::{Added, with_added};
use super::answers::{ANSWERS, AnswerWords};
use super::canonical::{local_seconds, texts};
use super::expressions::{Compiler, df_schema, evaluate_rows};
use super::misfit::refusal;
use super::source::{InputFile, SourceBatch};
use super::unreadable::Unreadable;
use crate::orders::Reading;

/// Times without which an order is still one.
const OPTIONAL_TIMES: [&str; 3] = ["due_at", "closed_at", "updated_at"];

/// The expressions of a configuration, compiled for one schema.
pub struct Mapping {
    /// Positions in the file's schema of the columns that the expressions read, sorted.
    pub projection: Vec<usize>,
    /// Columns beside the file's own.
    added: Vec<Added>,
    /// The projected columns and those added.
    schema: SchemaRef,
    columns: Vec<(&'static str, Arc<dyn PhysicalExpr>)>,
    keep: Option<Keep>,
    answers: AnswerWords,
    zone: Tz,
    received_sql: Arc<str>,
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

/// The canonical columns of a batch, with the types that the expressions gave; answers are
/// booleans and optional times are times of the city's clock.
pub struct Mapped {
    /// Name and values; the values of rows in `failed` are null.
    pub columns: Vec<(&'static str, ArrayRef)>,
    /// Optional values that could not be read and are null.
    pub unreadable: Vec<(&'static str, Unreadable)>,
    /// The expression of received_at, for messages.
    pub received_sql: Arc<str>,
    /// Whether `[keep]` holds; a condition that is null does not hold.
    pub kept: BooleanArray,
    /// Position in the batch, column and message of each value that could not be computed.
    pub failed: Vec<(usize, &'static str, String)>,
}

impl Mapping {
    /// Compiles the expressions of a file's source.
    ///
    /// # Errors
    /// When an expression does not parse or names a column that the file lacks.
    pub fn compile(
        reading: &Reading,
        file: &InputFile,
        schema: &SchemaRef,
        wanted: Wanted,
    ) -> Result<Self, OrdersError> {
        let compiler = Compiler::new(reading.time_zone.0);
        let names = reading.columns_of(file.source);
        let refuse = |section, column: &str, sql: &str, e: &DataFusionError| {
            refusal(reading, file, schema, (section, column, sql), e)
        };
        let added = Added::of(file, schema);
        let full =
            df_schema(&with_added(schema, &added)).map_err(|e| refuse("columns", "*", "", &e))?;
        let mut logical = Vec::new();
        for (name, sql) in names.mapped().into_iter().filter(|(name, _)| wanted.takes(name)) {
            let expr = compiler.parse(sql, &full).map_err(|e| refuse("columns", name, sql, &e))?;
            logical.push((name, sql, expr));
        }
        let condition = reading.keep.condition.as_deref().filter(|_| wanted != Wanted::Text);
        let projection = projection(&logical, condition, schema);
        let projected = schema.project(&projection).expect("positions come from this schema");
        let projected = with_added(&Arc::new(projected), &added);
        let narrow = df_schema(&projected).map_err(|e| refuse("columns", "*", "", &e))?;
        let mut columns = Vec::new();
        for (name, sql, expr) in logical {
            let compiled = compiler.compile(expr, &narrow);
            columns.push((name, compiled.map_err(|e| refuse("columns", name, sql, &e))?));
        }
        let compile_keep = |sql: &str| {
            let compiled = compile_keep(&compiler, sql, &columns, &projected);
            compiled.map_err(|e| refuse("keep", "where", sql, &e))
        };
        Ok(Self {
            projection,
            added,
            keep: condition.map(compile_keep).transpose()?,
            schema: projected,
            columns,
            answers: AnswerWords::new(&reading.answers),
            zone: reading.time_zone.0,
            received_sql: names.received_at.as_deref().unwrap_or("…").into(),
        })
    }

    /// Evaluates all expressions over a batch. A row whose value cannot be computed fails alone.
    pub fn apply(&self, source: &SourceBatch) -> Mapped {
        let batch = &self.add_columns(source);
        let mut failed = Vec::new();
        let evaluate = |(name, expr): &(&'static str, Arc<dyn PhysicalExpr>)| {
            (
                *name,
                evaluate_rows(expr.as_ref(), batch, 0, &mut |row, message| {
                    failed.push((row, *name, message))
                }),
            )
        };
        let mut columns: Vec<_> = self.columns.iter().map(evaluate).collect();
        let kept = match &self.keep {
            None => BooleanArray::from(vec![true; batch.num_rows()]),
            Some(keep) => keep.apply(&columns, batch, &mut failed),
        };
        let unreadable = columns.iter_mut().filter_map(|column| self.read_optional(column));
        let unreadable = unreadable.collect();
        Mapped { columns, unreadable, received_sql: self.received_sql.clone(), kept, failed }
    }

    /// Reads a column's answers, or its times where the order is one without them.
    fn read_optional(
        &self,
        (name, values): &mut (&'static str, ArrayRef),
    ) -> Option<(&'static str, Unreadable)> {
        let mut unreadable = Unreadable::default();
        if ANSWERS.contains(name) {
            let (answers, lost) = self.answers.read(name, values);
            *values = Arc::new(answers);
            unreadable = lost;
        } else if OPTIONAL_TIMES.contains(name) {
            let times = local_seconds(values, self.zone);
            let lost = |row: &usize| times.is_null(*row) && !values.is_null(*row);
            // Times that are typed already are never lost.
            let written = if values.data_type().is_temporal() { None } else { texts(values) };
            if let Some(written) = written {
                for row in (0..times.len()).filter(lost) {
                    let text = if written.is_valid(row) { written.value(row).trim() } else { "" };
                    if !text.is_empty() {
                        unreadable.add(text, 1);
                    }
                }
            }
            *values = Arc::new(times);
        }
        (unreadable.count > 0).then_some((*name, unreadable))
    }

    fn add_columns(&self, source: &SourceBatch) -> RecordBatch {
        let mut columns = source.batch.columns().to_vec();
        columns.extend(self.added.iter().map(|column| column.values(&source.rows)));
        RecordBatch::try_new(self.schema.clone(), columns)
            .expect("the schema was made of these columns")
    }
}

/// Positions of the source columns that are canonical columns as they stand, and nothing else
/// reads.
pub fn plain_columns(
    reading: &Reading,
    file: &InputFile,
    schema: &SchemaRef,
    names: &[&str],
) -> Vec<usize> {
    let columns = reading.columns_of(file.source);
    let mapped = columns.mapped();
    let condition = reading.keep.condition.as_deref().unwrap_or_default();
    let source = |sql: &str| schema.index_of(&identifier(sql.trim())?).ok();
    let read_elsewhere = |name: &str, position: usize| {
        let column = schema.field(position).name();
        condition.contains(column.as_str())
            || mapped.iter().any(|(other, sql)| *other != name && sql.contains(column.as_str()))
    };
    let plain = mapped.iter().filter(|(name, _)| names.contains(name));
    plain.filter_map(|(name, sql)| source(sql).filter(|&at| !read_elsewhere(name, at))).collect()
}

/// The column that an expression names, if it does nothing else. Without quotes, letters are small
/// letters.
fn identifier(sql: &str) -> Option<String> {
    if let Some(quoted) = sql.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return (!quoted.contains('"')).then(|| quoted.to_owned());
    }
    let plain = sql.chars().all(|c| c.is_alphanumeric() || c == '_');
    plain.then(|| sql.to_lowercase())
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
        let wide = RecordBatch::try_new(self.schema.clone(), arrays)
            .expect("the schema was made of these columns");
        let values = evaluate_rows(self.condition.as_ref(), &wide, 0, &mut |row, m| {
            failed.push((row, "keep", m))
        });
        let values =
            values.as_any().downcast_ref::<BooleanArray>().expect("checked when it was compiled");
        values.iter().map(|value| Some(value == Some(true))).collect()
    }
}

fn compile_keep(
    compiler: &Compiler,
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
    let renamed =
        projected.fields().iter().map(|field| match canonical.contains(field.name().as_str()) {
            true => field.as_ref().clone().with_name(format!("source.{}", field.name())),
            false => field.as_ref().clone(),
        });
    fields.extend(renamed);
    let schema = Arc::new(Schema::new(fields));
    let wide = df_schema(&schema)?;
    let condition = compiler.compile(compiler.parse(sql, &wide)?, &wide)?;
    match condition.data_type(&schema)? {
        DataType::Boolean => Ok(Keep { condition, schema }),
        other => Err(DataFusionError::Plan(format!(
            "the condition must be true or false, found {other}"
        ))),
    }
}

fn projection(
    logical: &[(&str, &str, Expr)],
    keep: Option<&str>,
    schema: &SchemaRef,
) -> Vec<usize> {
    let mut positions = BTreeSet::new();
    for (_, _, expr) in logical {
        positions.extend(
            expr.column_refs().iter().filter_map(|column| schema.index_of(&column.name).ok()),
        );
    }
    let mentions = |name: &str| keep.is_some_and(|sql| sql.contains(name));
    positions.extend((0..schema.fields().len()).filter(|&i| mentions(schema.field(i).name())));
    if positions.is_empty() && !schema.fields().is_empty() {
        positions.insert(0);
    }
    positions.into_iter().collect()
}
