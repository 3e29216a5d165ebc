//! Times in the expressions of a configuration, on the city's own clock.
//!
//! The engine has one type for a moment and for what a clock shows. Here every expression yields
//! what the city's clock shows: what counts seconds since 1970, or carries an offset, is a moment
//! and is moved to the city's time zone where it arises; a text without an offset stays as it is.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Float64Array, TimestampSecondArray};
use arrow::compute::{CastOptions, cast, cast_with_options};
use arrow::datatypes::{DataType, Float64Type, TimeUnit, TimestampSecondType};
use arrow::error::ArrowError;
use chrono::DateTime;
use chrono_tz::Tz;
use datafusion::common::DFSchema;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::expr::{Cast, ScalarFunction, TryCast};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ExprSchemable, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility,
};
use datafusion::prelude::cast as cast_expr;
use datafusion::scalar::ScalarValue;

use super::local_time::DAY_S;
use super::written_time::{WrittenTime, read_time};

/// Days from a spreadsheet's day 0, 1899-12-30, to 1970-01-01.
const SERIAL_OF_1970: f64 = 25_569.0;

/// Seconds since 1970-01-01 00:00 of the city's clock, from seconds of UTC.
pub fn to_local(instant: i64, zone: Tz) -> Option<i64> {
    let moment = DateTime::from_timestamp(instant, 0)?.with_timezone(&zone);
    Some(moment.naive_local().and_utc().timestamp())
}

/// What the city's clock shows at a time that was written.
pub fn of_written(time: WrittenTime, zone: Tz) -> Option<i64> {
    match time.offset {
        None => Some(time.seconds),
        Some(offset) => to_local(time.seconds - offset, zone),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// Moments to what the city's clock shows.
    Instant,
    /// Texts in any of the usual forms; or bare numbers that count this unit since 1970.
    Text { unit: Option<TimeUnit>, or_null: bool },
    /// Serial days of a spreadsheet, which are local.
    Serial,
}

/// A function that yields what the city's clock shows.
#[derive(Debug, PartialEq, Eq, Hash)]
struct LocalTime {
    kind: Kind,
    zone: Tz,
    name: String,
    signature: Signature,
}

impl LocalTime {
    fn function(kind: Kind, zone: Tz) -> ScalarUDF {
        let name = match kind {
            Kind::Serial => "spreadsheet_time".to_owned(),
            other => format!("{other:?} in {zone}"),
        };
        let signature = Signature::any(1, Volatility::Immutable);
        ScalarUDF::from(Self { kind, zone, name, signature })
    }

    fn compute(&self, values: &ArrayRef) -> Result<TimestampSecondArray> {
        let seconds = DataType::Timestamp(TimeUnit::Second, None);
        match self.kind {
            Kind::Instant => {
                let moments = cast(values, &seconds)?;
                let moments = moments.as_primitive::<TimestampSecondType>();
                Ok(moments.unary_opt(|instant| to_local(instant, self.zone)))
            }
            Kind::Text { unit, or_null } => self.read_texts(values, unit, or_null),
            Kind::Serial => {
                let strict = CastOptions { safe: false, ..CastOptions::default() };
                let days = cast_with_options(values, &DataType::Float64, &strict)?;
                let days: &Float64Array = days.as_primitive::<Float64Type>();
                let second = |day: f64| ((day - SERIAL_OF_1970) * DAY_S as f64).round() as i64;
                Ok(days.unary(second))
            }
        }
    }

    fn read_texts(
        &self,
        values: &ArrayRef,
        unit: Option<TimeUnit>,
        or_null: bool,
    ) -> Result<TimestampSecondArray> {
        let texts = cast(values, &DataType::Utf8)?;
        let texts = texts.as_string::<i32>();
        let mut times = Vec::with_capacity(texts.len());
        for text in texts {
            let text = text.map(str::trim).filter(|text| !text.is_empty());
            let time = text.and_then(|text| self.read_text(text, unit));
            if let (Some(text), None, false) = (text, time, or_null) {
                let problem = read_time(text).err();
                let fix = problem.and_then(|problem| problem.fix(text, "…"));
                let fix = fix.map_or(String::new(), |fix| format!(": {fix}"));
                return Err(DataFusionError::Execution(format!("{text:?} as a time{fix}")));
            }
            times.push(time);
        }
        Ok(TimestampSecondArray::from(times))
    }

    fn read_text(&self, text: &str, unit: Option<TimeUnit>) -> Option<i64> {
        if let (Some(unit), Ok(number)) = (unit, text.parse::<i64>()) {
            let a_second = match unit {
                TimeUnit::Second => 1,
                TimeUnit::Millisecond => 1_000,
                TimeUnit::Microsecond => 1_000_000,
                TimeUnit::Nanosecond => 1_000_000_000,
            };
            return to_local(number.div_euclid(a_second), self.zone);
        }
        of_written(read_time(text).ok()?, self.zone)
    }
}

impl ScalarUDFImpl for LocalTime {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Timestamp(TimeUnit::Second, None))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [values] = args.args.as_slice() else {
            let message = format!("{} takes one argument", self.name);
            return Err(ArrowError::InvalidArgumentError(message).into());
        };
        let values = values.to_array(args.number_rows)?;
        Ok(ColumnarValue::Array(Arc::new(self.compute(&values)?)))
    }
}

/// `spreadsheet_time(serial)`: serial days of a spreadsheet as local times.
pub fn spreadsheet_time() -> ScalarUDF {
    LocalTime::function(Kind::Serial, Tz::UTC)
}

/// Rewrites an expression so that each part of it that is a moment yields what the city's clock
/// shows, and texts are read as times in all usual forms.
///
/// # Errors
/// When the types of the expression cannot be told, or one call has formats with an offset and
/// formats without.
pub fn localise(expr: Expr, schema: &DFSchema, zone: Tz) -> Result<Expr> {
    expr.transform_up(|part| localise_part(part, schema, zone)).map(|changed| changed.data)
}

fn localise_part(part: Expr, schema: &DFSchema, zone: Tz) -> Result<Transformed<Expr>> {
    let local = |part: Expr, argument: Expr, kind: Kind| {
        let expected = part.get_type(schema)?;
        let call = LocalTime::function(kind, zone).call(vec![argument]);
        Ok(Transformed::yes(cast_expr(call, expected)))
    };
    match &part {
        Expr::ScalarFunction(ScalarFunction { func, args }) if !args.is_empty() => {
            let Some(unit) = unit_of(func.name()) else { return Ok(Transformed::no(part)) };
            // One that has a time zone is a moment already.
            if !matches!(part.get_type(schema)?, DataType::Timestamp(_, None)) {
                return Ok(Transformed::no(part));
            }
            let argument = args[0].clone();
            let of = argument.get_type(schema)?;
            if of.is_numeric() {
                // `to_timestamp` counts seconds, `from_unixtime` too.
                return local(part.clone(), part, Kind::Instant);
            }
            if !is_text(&of) {
                return Ok(Transformed::no(part));
            }
            match args[1..] {
                [] => local(part, argument, Kind::Text { unit, or_null: false }),
                ref formats if have_offset(formats)? => local(part.clone(), part, Kind::Instant),
                _ => Ok(Transformed::no(part)),
            }
        }
        Expr::Cast(Cast { expr, .. }) | Expr::TryCast(TryCast { expr, .. }) => {
            let (from, to) = (expr.get_type(schema)?, part.get_type(schema)?);
            if !matches!(to, DataType::Timestamp(_, None)) {
                return Ok(Transformed::no(part));
            }
            if is_text(&from) {
                let or_null = matches!(part, Expr::TryCast(_));
                let argument = expr.as_ref().clone();
                return local(part, argument, Kind::Text { unit: None, or_null });
            }
            match from.is_numeric() {
                true => local(part.clone(), part, Kind::Instant),
                false => Ok(Transformed::no(part)),
            }
        }
        _ => Ok(Transformed::no(part)),
    }
}

/// The unit in which texts of digits count for a function that makes timestamps, if they do.
#[expect(clippy::option_option, reason = "no such function, or one without a unit")]
fn unit_of(function: &str) -> Option<Option<TimeUnit>> {
    Some(match function {
        "to_timestamp" => None,
        "to_timestamp_seconds" | "from_unixtime" => Some(TimeUnit::Second),
        "to_timestamp_millis" => Some(TimeUnit::Millisecond),
        "to_timestamp_micros" => Some(TimeUnit::Microsecond),
        "to_timestamp_nanos" => Some(TimeUnit::Nanosecond),
        _ => return None,
    })
}

fn is_text(data_type: &DataType) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// Whether the formats of a call read an offset from UTC, or seconds since 1970.
fn have_offset(formats: &[Expr]) -> Result<bool> {
    let offset = |format: &Expr| {
        let Expr::Literal(ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text)), _) =
            format
        else {
            return false;
        };
        let directives = ["%z", "%:z", "%::z", "%#z", "%Z", "%+", "%s"];
        directives.iter().any(|directive| text.contains(directive))
    };
    let with = formats.iter().filter(|format| offset(format)).count();
    if with > 0 && with < formats.len() {
        return Err(DataFusionError::Plan(
            "formats with an offset (%z, %s, …) and formats without one cannot stand in one call: \
             write coalesce(try_cast(…), …) or two [[source]]"
                .into(),
        ));
    }
    Ok(with > 0)
}
