//! The period's texts as far as they were kept, and the matters that stand out among them.

use arrow::array::{Array, AsArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Int64Type};
use chrono::NaiveDate;
use datafusion::common::ScalarValue;

use super::Opened;
use super::said;
use crate::engine;
use crate::orders::Text;
use crate::panel::{AreaId, Window};
use crate::topics::{OrderText, Standout, standouts};
use crate::warehouse::{WarehouseError, demands_session, params};

/// Texts, and what stands out among them.
pub struct MinedTexts {
    /// All kept texts by day, then by fingerprint.
    pub all: Vec<OrderText>,
    /// The matters.
    pub standouts: Vec<Standout>,
}

/// Mines the texts of the twelve months that end with the period.
///
/// # Errors
/// When the query fails.
pub(super) fn mine(opened: &Opened, window: &Window) -> Result<MinedTexts, WarehouseError> {
    let all = order_texts(opened, window)?;
    let areas = &opened.dimensions.areas;
    let area_names: Vec<&str> = areas.iter().map(|area| area.name.as_str()).collect();
    let said = said::said(&all, &area_names, &opened.warehouse.kept);
    Ok(MinedTexts { standouts: standouts(&all, &said, &area_names), all })
}

fn order_texts(opened: &Opened, window: &Window) -> Result<Vec<OrderText>, WarehouseError> {
    let Opened { warehouse, months, scope, .. } = opened;
    let first = scope.start.month_of(window.year_first);
    let of_year: Vec<_> = months.iter().filter(|month| month.month >= first).cloned().collect();
    if of_year.is_empty() {
        return Ok(Vec::new());
    }
    let session = demands_session(warehouse, &of_year, scope, warehouse.engine.threads())?;
    let mut params = params(scope, scope.last_day, scope.last_day);
    params.push(("first_day", ScalarValue::Date32(Some(window.year_first.to_epoch_days()))));
    let rows = warehouse.engine.wait(engine::collect(&session, "order_text_sample", &params))?;
    let mut texts = Vec::with_capacity(rows.iter().map(|batch| batch.num_rows()).sum());
    for batch in rows {
        let integers = |at: usize| batch.column(at).as_primitive::<Int64Type>().clone();
        let (keys, areas, categories) = (integers(0), integers(2), integers(3));
        let reporters = integers(4);
        let days = batch.column(1).as_primitive::<Date32Type>();
        let bodies = cast(batch.column(5), &DataType::Utf8)?;
        let bodies = bodies.as_string::<i32>();
        for row in 0..batch.num_rows() {
            let Some(category) = opened.keys.category(categories.value(row)) else { continue };
            texts.push(OrderText {
                body: Text::of_row(bodies, row),
                key: keys.value(row).cast_unsigned(),
                day: NaiveDate::from_epoch_days(days.value(row)).unwrap_or_default(),
                area: opened.keys.area(areas.value(row)).unwrap_or(AreaId(0)),
                category,
                reporter: reporters.is_valid(row).then(|| reporters.value(row).cast_unsigned()),
            });
        }
    }
    texts.sort_unstable_by_key(|text| (text.day, text.key));
    Ok(texts)
}
