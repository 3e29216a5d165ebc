//! One SQL expression over a file's columns: parsed, simplified, compiled, and evaluated so that
//! a row whose value cannot be computed fails alone.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, new_null_array};
use arrow::compute::concat;
use arrow::datatypes::SchemaRef;
use chrono::Utc;
use chrono_tz::Tz;
use datafusion::common::{DFSchema, SchemaError};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::Expr;
use datafusion::logical_expr::simplify::SimplifyContext;
use datafusion::optimizer::simplify_expressions::ExprSimplifier;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::prelude::SessionContext;

use super::time_functions::{localise, spreadsheet_time};

/// What expressions are compiled with.
pub struct Compiler {
    context: SessionContext,
    zone: Tz,
}

impl Compiler {
    /// A compiler whose expressions yield times of this zone's clock.
    pub fn new(zone: Tz) -> Self {
        let context = SessionContext::new();
        context.register_udf(spreadsheet_time());
        Self { context, zone }
    }

    /// The expression that a text means over a schema.
    ///
    /// # Errors
    /// When it does not parse, or names a column that the schema lacks.
    pub fn parse(&self, sql: &str, schema: &DFSchema) -> Result<Expr, DataFusionError> {
        self.context.parse_sql_expr(sql, schema)
    }

    /// Compiles an expression. The engine's simplifier comes first: `coalesce`, `nvl`, `now()`
    /// and others are rewritten there and cannot be evaluated as they stand.
    ///
    /// # Errors
    /// When its types do not fit.
    pub fn compile(
        &self,
        expr: Expr,
        schema: &DFSchema,
    ) -> Result<Arc<dyn PhysicalExpr>, DataFusionError> {
        let about = SimplifyContext::builder()
            .with_schema(Arc::new(schema.clone()))
            .with_query_execution_start_time(Some(Utc::now()))
            .build();
        let simplifier = ExprSimplifier::new(about);
        let expr = localise(expr, schema, self.zone)?;
        let expr = simplifier.simplify(simplifier.coerce(expr, schema)?)?;
        self.context.create_physical_expr(expr, schema)
    }
}

/// A schema as expressions name its columns.
///
/// # Errors
/// When two columns bear one name.
pub fn df_schema(schema: &SchemaRef) -> Result<DFSchema, DataFusionError> {
    DFSchema::try_from(schema.as_ref().clone())
}

/// Evaluates over the whole batch; if that fails, over halves, until the rows that fail stand
/// alone.
pub fn evaluate_rows(
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

/// The column that an expression names and its schema lacks, if that is what is wrong.
pub fn missing_column(error: &DataFusionError) -> Option<String> {
    match error.find_root() {
        DataFusionError::SchemaError(schema, _) => match schema.as_ref() {
            SchemaError::FieldNotFound { field, .. } => Some(field.name.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// What the engine says, without what only its own developers need.
pub fn first_line(error: &DataFusionError) -> String {
    let text = error.strip_backtrace();
    let text = text.strip_prefix("Schema error: ").unwrap_or(&text);
    let text = text.strip_prefix("Execution error: ").unwrap_or(text);
    let line = text.lines().next().unwrap_or_default();
    line.split(" Valid fields are ").next().unwrap_or_default().to_owned()
}
