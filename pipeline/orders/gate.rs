//! The gate: every row ends as accepted, set aside, or rejected with its reason. Duplicates are told apart later.

use std::ops::Range;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::areas::AreaList;
use super::batch::CanonicalBatch;
use super::columns::OrderColumns;
use super::draw::TextRoom;
use super::local_time::seconds_of;
use super::mapping::Mapped;
use super::source::{RefusedRow, SourceBatch};
use super::values::Codes;
use super::{RejectReason, ReporterKey};
use crate::config::Config;

/// What to do with a row that has not the shape of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BrokenRows {
    /// Refuse the whole input: an unclosed quote may have swallowed other rows.
    #[default]
    Refuse,
    /// Reject such rows and go on.
    Reject,
}

/// `[check]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckSettings {
    /// Share of rows that may be rejected before the whole input is refused.
    pub max_rejected_share: f64,
    /// Rows of another width than the header, lines that are no JSON object.
    pub broken_rows: BrokenRows,
    /// Orders received before this day are rejected.
    pub earliest: NaiveDate,
    /// Orders received after this day are rejected.
    pub latest: NaiveDate,
    /// Share of rows that may repeat an order of the same file before the whole input is refused.
    pub max_duplicate_share: f64,
    /// Share of a month's usual demand that the feed must cover for the month to be compared with others.
    pub complete_at_least: f64,
}

impl Default for CheckSettings {
    fn default() -> Self {
        Self {
            max_rejected_share: 0.05,
            max_duplicate_share: 0.05,
            broken_rows: BrokenRows::Refuse,
            earliest: NaiveDate::from_ymd_opt(1990, 1, 1).expect("a date"),
            latest: NaiveDate::from_ymd_opt(2050, 12, 31).expect("a date"),
            complete_at_least: 0.99,
        }
    }
}

impl CheckSettings {
    /// The times that an order may have been received at.
    pub fn times(&self) -> CheckedTimes {
        let (earliest, latest) = (self.earliest, self.latest);
        CheckedTimes { earliest, latest, seconds: seconds_of(earliest, latest) }
    }

    /// Whether the values are in range.
    ///
    /// # Errors
    /// Names the rule and the value found.
    pub fn validate(&self) -> Result<(), String> {
        let shares = [
            ("max_rejected_share", self.max_rejected_share),
            ("max_duplicate_share", self.max_duplicate_share),
            ("complete_at_least", self.complete_at_least),
        ];
        for (name, share) in shares {
            if !(0.0..=1.0).contains(&share) {
                return Err(format!("{name} must be in [0, 1], found {share}"));
            }
        }
        if self.earliest >= self.latest {
            return Err(format!(
                "earliest must be before latest, found {} and {}",
                self.earliest, self.latest
            ));
        }
        Ok(())
    }
}

/// Times that an order may have been received at.
#[derive(Debug, Clone)]
pub struct CheckedTimes {
    /// First day.
    pub earliest: NaiveDate,
    /// Last day.
    pub latest: NaiveDate,
    /// The same in seconds since 1970-01-01 00:00 of the city's clock.
    pub seconds: Range<i64>,
}

/// Passes batches of one part through the gate.
pub struct Gate<'a> {
    config: &'a Config,
    areas: Option<&'a AreaList>,
    reporter_key: &'a ReporterKey,
    times: CheckedTimes,
    orders: OrderColumns,
    texts: TextRoom,
}

/// Codes of one batch's names, looked up once for each combination.
#[derive(Default)]
struct Known {
    places: FxHashMap<[i32; 3], u32>,
    items: FxHashMap<[i32; 3], u32>,
    departments: FxHashMap<i32, u32>,
    channels: FxHashMap<i32, u32>,
    request_types: FxHashMap<i32, u32>,
}

impl<'a> Gate<'a> {
    /// An empty gate.
    pub fn new(
        config: &'a Config,
        areas: Option<&'a AreaList>,
        reporter_key: &'a ReporterKey,
    ) -> Self {
        Self {
            config,
            areas,
            reporter_key,
            times: config.check.times(),
            orders: OrderColumns::default(),
            texts: TextRoom::default(),
        }
    }

    /// Orders accepted so far.
    pub const fn accepted(&self) -> usize {
        self.orders.len()
    }

    /// What went through.
    pub fn finish(self) -> OrderColumns {
        self.orders
    }

    /// Passes one batch.
    pub fn pass(&mut self, source: SourceBatch, mapped: &Mapped) {
        self.orders.gate.read += (source.rows.len() + source.refused.len()) as u64;
        self.orders.gate.rejected.extend(source.refused);
        let columns = CanonicalBatch::new(mapped, self.config.time_zone.0, source.rows.len());
        for (column, lost) in &columns.unreadable {
            self.orders.gate.unreadable.entry((*column).to_owned()).or_default().merge(lost);
        }
        let mut known = Known::default();
        for (i, &row) in source.rows.iter().enumerate() {
            let verdict =
                columns.verdict(i, &self.times).and_then(|()| match mapped.kept.value(i) {
                    false => Ok(None),
                    true => self.place(&columns, i, &mut known.places).map(Some),
                });
            match verdict {
                Err(reason) => self.orders.gate.rejected.push(RefusedRow { row, reason }),
                Ok(None) => self.orders.gate.set_aside += 1,
                Ok(Some(place)) => self.accept(&columns, i, row, place, &mut known),
            }
        }
    }

    /// The code of a row's place, looked up once a batch for each combination of names.
    fn place(
        &mut self,
        columns: &CanonicalBatch,
        i: usize,
        known: &mut FxHashMap<[i32; 3], u32>,
    ) -> Result<u32, RejectReason> {
        let codes = columns.place_codes(i);
        if let Some(&place) = known.get(&codes) {
            return Ok(place);
        }
        let place = columns.place(i);
        if let Some(found) = self.areas.and_then(|areas| areas.unlisted(&place)) {
            return Err(RejectReason::UnknownArea { found });
        }
        let code = self.orders.names.places.code(&place);
        known.insert(codes, code);
        Ok(code)
    }

    fn accept(
        &mut self,
        columns: &CanonicalBatch,
        i: usize,
        row: u64,
        place: u32,
        known: &mut Known,
    ) {
        let key = fingerprint(columns.order_id.value(i));
        let orders = &mut self.orders;
        let position = orders.key.len() as u32;
        orders.key.push(key);
        orders.row.push(row);
        orders.received.push(columns.received.value(i));
        orders.place.push(place);
        let item = known
            .items
            .entry(columns.item_codes(i))
            .or_insert_with(|| orders.names.items.code(&columns.item(i)));
        orders.item.push(*item);
        let names = &mut orders.names;
        let code = |name, known: &mut FxHashMap<i32, u32>, codes: &mut Codes<String>| match name {
            None => 0,
            Some((code, name)) => {
                *known.entry(code).or_insert_with(|| codes.code(&str::to_owned(name)) + 1)
            }
        };
        orders.department.push(code(
            columns.department(i),
            &mut known.departments,
            &mut names.departments,
        ));
        orders.channel.push(code(columns.channel(i), &mut known.channels, &mut names.channels));
        let request_type =
            code(columns.request_type(i), &mut known.request_types, &mut names.request_types);
        orders.request_type.push(request_type);
        columns.append_details(i, &mut orders.details);
        orders
            .reporter
            .push(columns.reporter(i).map_or(0, |name| self.reporter_key.pseudonym(name)));
        orders.answers.push(columns.answers(i).0);
        if let Some(text) = columns.body(i).filter(|_| self.config.topics.texts > 0) {
            self.texts.hold(orders, position, text);
        }
    }
}

/// Fingerprint of an order_id: 128 bits, so that two of ten million ids collide once in 10^24 runs. It never leaves the
/// machine and guards nothing, so that a fast hash serves.
fn fingerprint(order_id: &str) -> u128 {
    xxh3_128(order_id.trim().as_bytes())
}
