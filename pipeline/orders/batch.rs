//! The canonical columns of one batch with their final types, and what is wrong with a row of it.

use std::collections::HashMap;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Float64Array, StringArray, TimestampSecondArray,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};
use chrono_tz::Tz;

use super::RejectReason;
use super::canonical::{TextCodes, booleans, local_seconds, texts, unreadable_time};
use super::check::CheckedTimes;
use super::columns::Details;
use super::local_time::day_of;
use super::mapping::Mapped;
use super::unreadable::Unreadable;
use super::values::{Answers, Item, Place};

const ANSWERS: [(&str, u32); 4] = [
    ("responded", Answers::RESPONDED),
    ("resolved", Answers::RESOLVED),
    ("satisfied", Answers::SATISFIED),
    ("escalated", Answers::ESCALATED),
];

/// Columns without which a row is still an order: what cannot be read counts as unknown.
const OPTIONAL: [&str; 15] = [
    "request_type",
    "dispatch",
    "channel",
    "department",
    "reporter",
    "text",
    "due_at",
    "closed_at",
    "updated_at",
    "responded",
    "resolved",
    "satisfied",
    "escalated",
    "lon",
    "lat",
];

/// Three text columns that together name one thing; those that are not mapped are `None`.
pub struct Names([Option<TextCodes>; 3]);

impl Names {
    /// Codes of a row, to look up what is known of their combination; −1 = not known.
    pub fn codes(&self, i: usize) -> [i32; 3] {
        self.0.each_ref().map(|column| column.as_ref().map_or(-1, |column| column.code(i)))
    }

    /// The names of a row.
    fn values(&self, i: usize) -> [Option<&str>; 3] {
        self.0.each_ref().map(|column| column.as_ref().and_then(|column| column.value(i)))
    }
}

/// One batch.
pub struct CanonicalBatch {
    /// Required.
    pub order_id: StringArray,
    /// Required; the city's own clock.
    pub received: TimestampSecondArray,
    /// Optional columns: how many values could not be read.
    pub unreadable: Vec<(&'static str, Unreadable)>,
    /// As the source gives it, for messages.
    written_time: Option<ArrayRef>,
    /// Its expression, for messages.
    received_sql: std::sync::Arc<str>,
    place: Names,
    item: Names,
    department: Option<TextCodes>,
    channel: Option<TextCodes>,
    request_type: Option<TextCodes>,
    dispatch: Option<TextCodes>,
    due: TimestampSecondArray,
    closed: TimestampSecondArray,
    updated: TimestampSecondArray,
    lon: Float64Array,
    lat: Float64Array,
    answers: Vec<(u32, BooleanArray)>,
    reporter: Option<StringArray>,
    body: Option<StringArray>,
    failed: HashMap<usize, (&'static str, String)>,
}

impl CanonicalBatch {
    /// Types the mapped columns of a batch of `rows` rows.
    pub fn new(mapped: &Mapped, zone: Tz, rows: usize) -> Self {
        let column =
            |name: &str| mapped.columns.iter().find(|(n, _)| *n == name).map(|(_, values)| values);
        let text = |name: &str| column(name).and_then(texts);
        let coded = |name: &str| column(name).map(TextCodes::from_array);
        let answers: Vec<_> = ANSWERS
            .iter()
            .filter_map(|(name, question)| column(name).map(|v| (*question, booleans(v))))
            .collect();
        let mut unreadable: HashMap<&'static str, Unreadable> =
            mapped.unreadable.iter().cloned().collect();
        let time = |name: &str| {
            column(name).map_or_else(
                || TimestampSecondArray::new_null(rows),
                |values| local_seconds(values, zone),
            )
        };
        let [due, closed, updated] = ["due_at", "closed_at", "updated_at"].map(time);
        let degrees =
            |name: &str| column(name).map_or_else(|| Float64Array::new_null(rows), numbers);
        let [lon, lat] = ["lon", "lat"].map(degrees);
        let mut failed = HashMap::new();
        for (row, name, message) in &mapped.failed {
            match OPTIONAL.contains(name) {
                true => unreadable.entry(name).or_default().count += 1,
                false => drop(failed.insert(*row, (*name, message.clone()))),
            }
        }
        let mut unreadable: Vec<_> = unreadable.into_iter().collect();
        unreadable.sort_unstable_by_key(|(name, _)| *name);
        let null = || StringArray::new_null(rows);
        Self {
            order_id: text("order_id").unwrap_or_else(null),
            received: column("received_at").map_or_else(
                || TimestampSecondArray::new_null(rows),
                |values| local_seconds(values, zone),
            ),
            written_time: column("received_at").cloned(),
            received_sql: mapped.received_sql.clone(),
            place: Names(["district", "street", "community"].map(coded)),
            item: Names(["category_l1", "category_l2", "category_l3"].map(coded)),
            department: coded("department"),
            channel: coded("channel"),
            request_type: coded("request_type"),
            dispatch: coded("dispatch"),
            due,
            closed,
            updated,
            lon,
            lat,
            answers,
            reporter: text("reporter"),
            body: text("text"),
            unreadable,
            failed,
        }
    }

    /// What is wrong with a row, if anything.
    pub fn verdict(&self, i: usize, check: &CheckedTimes) -> Result<(), RejectReason> {
        if let Some((column, message)) = self.failed.get(&i) {
            return Err(RejectReason::Unreadable {
                column: (*column).into(),
                found: message.clone(),
            });
        }
        if self.order_id.is_null(i) || self.order_id.value(i).trim().is_empty() {
            return Err(RejectReason::Missing { column: "order_id".into() });
        }
        if self.received.is_null(i) {
            let column = "received_at".into();
            let written = self.written_time.as_ref().and_then(|times| texts(&times.slice(i, 1)));
            return Err(match written.filter(|written| written.is_valid(0)) {
                None => RejectReason::Missing { column },
                Some(written) => {
                    let found = unreadable_time(written.value(0), &self.received_sql);
                    RejectReason::Unreadable { column, found }
                }
            });
        }
        let received = self.received.value(i);
        if !check.seconds.contains(&received) {
            let (found, allowed) =
                (day_of(received).to_string(), format!("{}..={}", check.earliest, check.latest));
            return Err(RejectReason::OutOfRange { column: "received_at".into(), found, allowed });
        }
        match self.item_codes(i) {
            [-1, -1, -1] => Err(RejectReason::Missing { column: "category".into() }),
            _ => Ok(()),
        }
    }

    /// Codes of the place.
    pub fn place_codes(&self, i: usize) -> [i32; 3] {
        self.place.codes(i)
    }

    /// Codes of the item.
    pub fn item_codes(&self, i: usize) -> [i32; 3] {
        self.item.codes(i)
    }

    /// Code and name of the department.
    pub fn department(&self, i: usize) -> Option<(i32, &str)> {
        coded_value(self.department.as_ref(), i)
    }

    /// Code and name of the channel.
    pub fn channel(&self, i: usize) -> Option<(i32, &str)> {
        coded_value(self.channel.as_ref(), i)
    }

    /// Code and name of the kind of request.
    pub fn request_type(&self, i: usize) -> Option<(i32, &str)> {
        coded_value(self.request_type.as_ref(), i)
    }

    /// Code and name of the way of dispatch.
    pub fn dispatch(&self, i: usize) -> Option<(i32, &str)> {
        coded_value(self.dispatch.as_ref(), i)
    }

    /// Adds what is kept as it is.
    pub fn append_details(&self, i: usize, details: &mut Details) {
        let time = |times: &TimestampSecondArray| times.is_valid(i).then(|| times.value(i));
        let number = |numbers: &Float64Array| numbers.is_valid(i).then(|| numbers.value(i));
        details.order_id.append_value(self.order_id.value(i).trim());
        details.due.append_option(time(&self.due));
        details.closed.append_option(time(&self.closed));
        details.updated.append_option(time(&self.updated));
        details.lon.append_option(number(&self.lon));
        details.lat.append_option(number(&self.lat));
    }

    /// Where.
    pub fn place(&self, i: usize) -> Place {
        let [district, street, community] =
            self.place.values(i).map(|name| name.map(str::to_owned));
        Place { district, street, community }
    }

    /// What.
    pub fn item(&self, i: usize) -> Item {
        let [l1, l2, l3] = self.item.values(i).map(|name| name.map(str::to_owned));
        Item { l1, l2, l3 }
    }

    /// Who, still by name.
    pub fn reporter(&self, i: usize) -> Option<&str> {
        value(self.reporter.as_ref()?, i)
    }

    /// The text.
    pub fn body(&self, i: usize) -> Option<&str> {
        value(self.body.as_ref()?, i)
    }

    /// The answers of the call-back.
    pub fn answers(&self, i: usize) -> Answers {
        let mut answers = Answers::default();
        for (question, values) in &self.answers {
            answers.set(*question, values.is_valid(i).then(|| values.value(i)));
        }
        answers
    }
}

fn coded_value(column: Option<&TextCodes>, i: usize) -> Option<(i32, &str)> {
    let column = column?;
    Some((column.code(i), column.value(i)?))
}

/// Numbers; what is none, or not finite, is null.
fn numbers(array: &ArrayRef) -> Float64Array {
    let Ok(numbers) = cast(array, &DataType::Float64) else {
        return Float64Array::new_null(array.len());
    };
    let numbers = numbers.as_primitive::<Float64Type>();
    numbers.iter().map(|number| number.filter(|number| number.is_finite())).collect()
}

fn value(array: &StringArray, i: usize) -> Option<&str> {
    let text = array.is_valid(i).then(|| array.value(i).trim())?;
    (!text.is_empty()).then_some(text)
}
