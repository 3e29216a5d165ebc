//! The gate: every row ends as accepted, set aside, or rejected with its reason. Duplicates are
//! told apart later.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use super::aliases::{Aliases, NameKind};
use super::areas::AreaList;
use super::batch::CanonicalBatch;
use super::check::CheckedTimes;
use super::columns::OrderColumns;
use super::draw::TextRoom;
use super::local_time::{day_of, midnight};
use super::mapping::Mapped;
use super::source::{RefusedRow, SourceBatch};
use super::values::{Codes, Item, Place};
use super::{RejectReason, ReporterKey};
use crate::orders::Reading;

/// Passes batches of one part through the gate.
pub struct Gate<'a> {
    reading: &'a Reading,
    areas: Option<&'a AreaList>,
    reporter_key: &'a ReporterKey,
    times: CheckedTimes,
    aliases: Aliases,
    /// When names begin or cease to count as others: seconds of the city's clock, ascending.
    turns: Vec<i64>,
    orders: OrderColumns,
    texts: TextRoom,
}

/// Codes of one batch's names, looked up once for each combination and, where names count as others
/// on some days, for each stretch of days between two turns.
#[derive(Default)]
struct Known {
    places: FxHashMap<(usize, [i32; 3]), u32>,
    items: FxHashMap<(usize, [i32; 3]), u32>,
    departments: FxHashMap<(usize, i32), u32>,
    channels: FxHashMap<i32, u32>,
    request_types: FxHashMap<i32, u32>,
    dispatches: FxHashMap<i32, u32>,
}

impl<'a> Gate<'a> {
    /// An empty gate.
    pub fn new(
        reading: &'a Reading,
        areas: Option<&'a AreaList>,
        reporter_key: &'a ReporterKey,
    ) -> Self {
        // Checked when the configuration was read.
        let aliases = Aliases::new(&reading.aliases, &reading.names).unwrap_or_default();
        let turns = aliases.turning_days().into_iter().map(midnight).collect();
        Self {
            reading,
            areas,
            reporter_key,
            aliases,
            turns,
            times: reading.check.times(),
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
        let columns = CanonicalBatch::new(mapped, self.reading.time_zone.0, source.rows.len());
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
        known: &mut FxHashMap<(usize, [i32; 3]), u32>,
    ) -> Result<u32, RejectReason> {
        let codes = (self.stretch(columns, i), columns.place_codes(i));
        if let Some(&place) = known.get(&codes) {
            return Ok(place);
        }
        let mut place = columns.place(i);
        if !self.turns.is_empty() {
            let day = day_of(columns.received.value(i));
            let Place { district, street, community } = &mut place;
            self.rename(NameKind::District, district, day);
            self.rename(NameKind::Street, street, day);
            self.rename(NameKind::Community, community, day);
        }
        if let Some(found) = self.areas.and_then(|areas| areas.unlisted(&place)) {
            return Err(RejectReason::UnknownArea { found });
        }
        let code = self.orders.names.places.code(&place);
        known.insert(codes, code);
        Ok(code)
    }

    /// Which stretch of days a row lies in, between two turns of names.
    fn stretch(&self, columns: &CanonicalBatch, i: usize) -> usize {
        match self.turns.is_empty() {
            true => 0,
            false => self.turns.partition_point(|turn| *turn <= columns.received.value(i)),
        }
    }

    /// Puts the name that counts on a day in place of the one that is written.
    fn rename(&self, kind: NameKind, name: &mut Option<String>, day: NaiveDate) {
        if let Some(name) = name {
            let counts_as = self.aliases.alias(kind, name, day);
            if counts_as != name {
                *name = counts_as.to_owned();
            }
        }
    }

    /// The categories of a row, by the names that count on its day.
    fn item(&self, columns: &CanonicalBatch, i: usize) -> Item {
        let mut item = columns.item(i);
        if !self.turns.is_empty() {
            let day = day_of(columns.received.value(i));
            self.rename(NameKind::CategoryL1, &mut item.l1, day);
            self.rename(NameKind::CategoryL2, &mut item.l2, day);
            self.rename(NameKind::CategoryL3, &mut item.l3, day);
        }
        item
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
        let stretch = self.stretch(columns, i);
        let codes = (stretch, columns.item_codes(i));
        let item = match known.items.get(&codes) {
            Some(item) => *item,
            None => {
                let item = self.item(columns, i);
                *known.items.entry(codes).or_insert(self.orders.names.items.code(&item))
            }
        };
        let department = columns.department(i).map(|(code, name)| {
            *known.departments.entry((stretch, code)).or_insert_with(|| {
                let day = day_of(columns.received.value(i));
                let name = self.aliases.alias(NameKind::Department, name, day);
                self.orders.names.departments.code(&name.to_owned()) + 1
            })
        });
        let orders = &mut self.orders;
        let position = orders.key.len() as u32;
        orders.key.push(key);
        orders.row.push(row);
        orders.received.push(columns.received.value(i));
        orders.place.push(place);
        orders.item.push(item);
        let names = &mut orders.names;
        let code = |name, known: &mut FxHashMap<i32, u32>, codes: &mut Codes<String>| match name {
            None => 0,
            Some((code, name)) => {
                *known.entry(code).or_insert_with(|| codes.code(&str::to_owned(name)) + 1)
            }
        };
        orders.department.push(department.unwrap_or(0));
        orders.channel.push(code(columns.channel(i), &mut known.channels, &mut names.channels));
        let request_type =
            code(columns.request_type(i), &mut known.request_types, &mut names.request_types);
        orders.request_type.push(request_type);
        let dispatch = code(columns.dispatch(i), &mut known.dispatches, &mut names.dispatches);
        orders.dispatch.push(dispatch);
        columns.append_details(i, &mut orders.details);
        orders
            .reporter
            .push(columns.reporter(i).map_or(0, |name| self.reporter_key.pseudonym(name)));
        orders.answers.push(columns.answers(i).0);
        if let Some(text) = columns.body(i).filter(|_| self.reading.texts > 0) {
            self.texts.hold(orders, position, text);
        }
    }
}

/// Fingerprint of an order_id: 128 bits, so that two of ten million ids collide once in 10^24 runs.
/// It never leaves the machine and guards nothing, so that a fast hash serves.
fn fingerprint(order_id: &str) -> u128 {
    xxh3_128(order_id.trim().as_bytes())
}
