//! Accepted orders of a chunk of a file while it is read: columns that grow, part by part.

use arrow::array::{
    Array, Float64Builder, PrimitiveBuilder, StringBuilder, TimestampSecondBuilder,
};
use arrow::datatypes::ArrowPrimitiveType;

use super::text::Text;
use super::values::{GateCounts, Names};

/// Accepted orders, column by column. Names are codes into [`OrderColumns::names`].
#[derive(Debug, Default)]
pub struct OrderColumns {
    /// Fingerprint of order_id.
    pub key: Vec<u128>,
    /// Number of the row in its file, 1 = the first.
    pub row: Vec<u64>,
    /// Seconds since 1970-01-01 00:00 of the city's own clock.
    pub received: Vec<i64>,
    /// Code of the place.
    pub place: Vec<u32>,
    /// Code of the categories.
    pub item: Vec<u32>,
    /// Code of the department plus one; 0 = not known.
    pub department: Vec<u32>,
    /// Code of the channel plus one; 0 = not known.
    pub channel: Vec<u32>,
    /// Code of the kind of request plus one; 0 = not known.
    pub request_type: Vec<u32>,
    /// Code of the way of dispatch plus one; 0 = not known.
    pub dispatch: Vec<u32>,
    /// Keyed hash; 0 = not known.
    pub reporter: Vec<u64>,
    /// Answers of the call-back.
    pub answers: Vec<u8>,
    /// What few later steps read.
    pub details: Details,
    /// The distinct names.
    pub names: Names,
    /// A sample of texts: position of the order here, and its text.
    pub texts: Vec<(u32, Text)>,
    /// What happened to the other rows.
    pub gate: GateCounts,
}

/// Columns that are kept as they are: the id as the source writes it, further times and the point.
#[derive(Debug, Default)]
pub struct Details {
    /// The id, trimmed.
    pub order_id: StringBuilder,
    /// When the order had to be closed.
    pub due: TimestampSecondBuilder,
    /// When it was closed.
    pub closed: TimestampSecondBuilder,
    /// When this version of it was written.
    pub updated: TimestampSecondBuilder,
    /// Degrees east, WGS 84.
    pub lon: Float64Builder,
    /// Degrees north, WGS 84.
    pub lat: Float64Builder,
}

impl OrderColumns {
    /// Number of accepted orders.
    pub const fn len(&self) -> usize {
        self.key.len()
    }

    /// Whether nothing was accepted.
    pub const fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// The orders of all parts of a chunk.
    pub fn join(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        parts.for_each(|part| all.append(part));
        all
    }

    /// Adds the orders of the next part of the same file.
    fn append(&mut self, part: Self) {
        let offset = self.len() as u32;
        let places = self.names.places.merge(&part.names.places);
        let items = self.names.items.merge(&part.names.items);
        let departments = self.names.departments.merge(&part.names.departments);
        let channels = self.names.channels.merge(&part.names.channels);
        let request_types = self.names.request_types.merge(&part.names.request_types);
        let dispatches = self.names.dispatches.merge(&part.names.dispatches);
        self.key.extend(part.key);
        self.row.extend(part.row);
        self.received.extend(part.received);
        self.place.extend(part.place.into_iter().map(|code| places[code as usize]));
        self.item.extend(part.item.into_iter().map(|code| items[code as usize]));
        self.department.extend(part.department.into_iter().map(|code| known(code, &departments)));
        self.channel.extend(part.channel.into_iter().map(|code| known(code, &channels)));
        self.request_type
            .extend(part.request_type.into_iter().map(|code| known(code, &request_types)));
        self.dispatch.extend(part.dispatch.into_iter().map(|code| known(code, &dispatches)));
        self.reporter.extend(part.reporter);
        self.answers.extend(part.answers);
        self.details.append(part.details);
        self.texts.extend(part.texts.into_iter().map(|(at, text)| (at + offset, text)));
        self.gate.add(part.gate);
    }
}

/// The new code of a name that may be unknown.
fn known(code: u32, merged: &[u32]) -> u32 {
    if code == 0 { 0 } else { merged[code as usize - 1] + 1 }
}

impl Details {
    fn append(&mut self, mut other: Self) {
        let Self { order_id, due, closed, updated, lon, lat } = self;
        order_id.append_array(&other.order_id.finish()).expect("ids of one chunk fit an array");
        append_all(due, &mut other.due);
        append_all(closed, &mut other.closed);
        append_all(updated, &mut other.updated);
        append_all(lon, &mut other.lon);
        append_all(lat, &mut other.lat);
    }
}

/// Adds all values of another column, which is empty afterwards.
fn append_all<T: ArrowPrimitiveType>(to: &mut PrimitiveBuilder<T>, from: &mut PrimitiveBuilder<T>) {
    let from = from.finish();
    match (from.null_count(), from.len()) {
        (0, _) => to.append_slice(from.values()),
        (nulls, rows) if nulls == rows => to.append_nulls(rows),
        _ => to.extend(from.iter()),
    }
}
