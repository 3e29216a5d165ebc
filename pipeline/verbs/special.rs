//! What a special report on an area, a finding or a condition tells, by queries over what is
//! published and, for a condition, the warehouse.

use anyhow::anyhow;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Int64Type};
use chrono::NaiveDate;
use datafusion::prelude::SessionContext;

mod condition;

use super::Failure;
use crate::deliver::{Edition, Slice, SliceKind, SliceRow};
use crate::engine::{Engine, query_read_only};

/// What the report is on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ask<'a> {
    /// An area, by its name.
    Area(&'a str),
    /// A finding, by its id.
    Finding(&'a str),
    /// A SQL condition on `demands`.
    Condition(&'a str),
}

/// Counts of `panel_month`.
const OF_PANEL: &str = "sum(orders) as orders, sum(resolved_known) as resolved_known, \
                        sum(resolved) as resolved, sum(satisfied_known) as satisfied_known, \
                        sum(satisfied) as satisfied";
/// The finest categories of the panel: the coarser ones are their sums.
const FINEST: &str = "category_level = (select max(category_level) from panel_month)";

/// Months that are told, the latest ones.
const MONTHS: u32 = 12;

/// A session with its queries.
struct Source<'a> {
    engine: &'a Engine,
    session: &'a SessionContext,
    /// First and last month that is told.
    told: (NaiveDate, NaiveDate),
}

/// Gathers it.
///
/// # Errors
/// When there is no such area or finding, or a query fails.
pub(super) fn slice(
    engine: &Engine,
    session: &SessionContext,
    edition: &Edition,
    ask: Ask<'_>,
) -> Result<Slice, Failure> {
    let mut source = Source { engine, session, told: (NaiveDate::MIN, NaiveDate::MAX) };
    source.told = source.window(edition)?;
    match ask {
        Ask::Area(name) => source.area(name),
        Ask::Finding(id) => source.finding(id, edition),
        Ask::Condition(condition) => source.condition(condition, edition),
    }
}

/// A text as SQL writes it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A name as a part of a file's name.
fn key(kind: &str, name: &str) -> String {
    format!("{kind}_{}", &blake3::hash(name.as_bytes()).to_hex()[..8])
}

impl Source<'_> {
    fn query(&self, sql: &str) -> Result<Vec<RecordBatch>, Failure> {
        self.engine.wait(query_read_only(self.session, sql)).map_err(Failure::usage)
    }

    /// The last months of the panel, and of these a year at most.
    fn window(&self, edition: &Edition) -> Result<(NaiveDate, NaiveDate), Failure> {
        let day = edition.facts.period_last_day;
        let sql =
            format!("select max(month) as month from panel_month where month <= date '{day}'");
        let last = rows(&self.query(&sql)?).first().and_then(|row| row.month);
        let last =
            last.ok_or_else(|| Failure::usage(anyhow!("tables/panel_month has no month")))?;
        let first = last - chrono::Months::new(MONTHS - 1);
        Ok((first.max(NaiveDate::MIN), last))
    }

    fn within(&self) -> String {
        let (first, last) = self.told;
        format!("month between date '{first}' and date '{last}'")
    }

    fn months(&self, condition: &str) -> Result<Vec<SliceRow>, Failure> {
        let sql = format!(
            "select month, {OF_PANEL} from panel_month where {condition} group by month order by \
             month"
        );
        Ok(rows(&self.query(&sql)?))
    }

    /// Sums over the months that are told, by a column, most demands first.
    fn groups(&self, column: &str, condition: &str) -> Result<Vec<SliceRow>, Failure> {
        let sql = format!(
            "select {column} as name, {OF_PANEL} from panel_month where {condition} and {} \
             group by {column} order by orders desc, name",
            self.within()
        );
        Ok(rows(&self.query(&sql)?))
    }

    fn city(&self) -> Result<SliceRow, Failure> {
        let sql = format!(
            "select {OF_PANEL} from panel_month where area_level = 'city' and {FINEST} and {}",
            self.within()
        );
        Ok(rows(&self.query(&sql)?).into_iter().next().unwrap_or_default())
    }

    fn finding_ids(&self, condition: &str) -> Result<Vec<String>, Failure> {
        let sql = format!(
            "select finding_id as name from findings where {condition} order by orders desc, \
             finding_id"
        );
        Ok(rows(&self.query(&sql)?).into_iter().map(|row| row.name).collect())
    }

    fn area(&self, name: &str) -> Result<Slice, Failure> {
        let own = quoted(name);
        let levels = self.query(&format!(
            "select distinct area_level as name from panel_month where area = {own}"
        ))?;
        let levels: Vec<String> = rows(&levels).into_iter().map(|row| row.name).collect();
        let order = ["district", "street", "community", "city"];
        let Some(level) = order.into_iter().find(|level| levels.iter().any(|own| own == level))
        else {
            let known = self.query(
                "select distinct area as name from panel_month where area_level = 'district' order \
                 by area",
            )?;
            let known: Vec<String> =
                rows(&known).into_iter().map(|row| row.name).take(30).collect();
            return Err(Failure::usage(anyhow!(
                "--district {name}: no area of this name is published; the districts are {}; \
                 `yiti sql \"select distinct area_level, area from panel_month\"` lists all areas",
                known.join(", ")
            )));
        };
        let condition = format!("area_level = '{level}' and area = {own} and {FINEST}");
        let inside = format!("select area from areas_month where parent_area = {own}");
        Ok(Slice {
            key: key("area", name),
            title: name.to_owned(),
            kind: SliceKind::Area,
            months_told: self.told,
            months: self.months(&condition)?,
            city: self.city()?,
            categories: self.groups("category", &condition)?,
            areas: match self.session.table_exist("areas_month").unwrap_or(false) {
                true => self.groups("area", &format!("area in ({inside}) and {FINEST}"))?,
                false => Vec::new(),
            },
            finding_ids: self.finding_ids(&format!("area = {own}"))?,
        })
    }

    fn finding(&self, id: &str, edition: &Edition) -> Result<Slice, Failure> {
        let table = edition.table("findings");
        let found =
            table.and_then(|table| Some((table, table.rows_with("finding_id", id).next()?)));
        let Some((table, row)) = found else {
            return Err(Failure::usage(anyhow!(
                "--finding {id}: {} has no such finding; tables/findings.csv lists them",
                edition.folder().display()
            )));
        };
        let text = |column: &str| table.text(column, row).unwrap_or_default();
        let (level, area) = (quoted(text("area_level")), quoted(text("area")));
        let (category_level, category) = (quoted(text("category_level")), quoted(text("category")));
        let of_area = format!("area_level = {level} and area = {area}");
        let of_category = format!("category_level = {category_level} and category = {category}");
        let words = crate::deliver::part_title(edition, text("area"), text("category"));
        Ok(Slice {
            key: format!("finding_{}", id.replace(|c: char| !c.is_ascii_alphanumeric(), "-")),
            title: words,
            kind: SliceKind::Finding(text("reason").to_owned()),
            months_told: self.told,
            months: self.months(&format!("{of_area} and {of_category}"))?,
            city: self.city()?,
            categories: self.groups("category", &format!("{of_area} and {FINEST}"))?,
            areas: self.groups("area", &format!("area_level = {level} and {of_category}"))?,
            finding_ids: self.finding_ids(&format!("area = {area} or category = {category}"))?,
        })
    }
}

/// Rows of a query by the names of its columns; what a query does not give is empty or 0.
fn rows(batches: &[RecordBatch]) -> Vec<SliceRow> {
    let mut all = Vec::new();
    for batch in batches {
        let column = |name: &str, kind: &DataType| {
            batch.column_by_name(name).and_then(|values| cast(values, kind).ok())
        };
        let (names, months) = (column("name", &DataType::Utf8), column("month", &DataType::Date32));
        let counts = [
            "orders",
            "resolved_known",
            "resolved",
            "satisfied_known",
            "satisfied",
            "old",
            "closed",
        ];
        let counts = counts.map(|name| column(name, &DataType::Int64));
        for row in 0..batch.num_rows() {
            let count = |values: &Option<ArrayRef>| {
                let values = values.as_ref().filter(|values| values.is_valid(row));
                values.map_or(0, |v| v.as_primitive::<Int64Type>().value(row).unsigned_abs())
            };
            let [orders, resolved_known, resolved, satisfied_known, satisfied, old, closed] =
                counts.each_ref().map(count);
            let name = names.as_ref().filter(|names| names.is_valid(row));
            let month = months.as_ref().filter(|months| months.is_valid(row));
            all.push(SliceRow {
                name: name.map_or_else(String::new, |n| n.as_string::<i32>().value(row).to_owned()),
                month: month.and_then(|m| m.as_primitive::<Date32Type>().value_as_date(row)),
                orders,
                resolved: (resolved_known, resolved),
                satisfied: (satisfied_known, satisfied),
                closed: (old, closed),
            });
        }
    }
    all
}
