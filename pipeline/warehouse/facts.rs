//! Accepted orders as rows of `fact_orders`, a Parquet file for each month of a chunk.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray,
    StringBuilder, TimestampSecondArray, UInt32Array,
};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use arrow::compute::{cast, take_record_batch};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use chrono::NaiveDate;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use super::error::WarehouseError;
use super::keys::{ItemKeys, NameKeys, PlaceKeys};
use super::layout::Layout;
use super::manifest::FactFile;
use crate::calendar::MonthStart;
use crate::orders::{Answers, Codes, OrderColumns, day_of, mask_numbers};

/// Orders of a row group: what one core reads at once.
const GROUP_ROWS: usize = 1 << 18;

/// Orders taken out of a chunk at once.
const SLICE_ROWS: usize = 1 << 16;

/// Parquet has no seconds: other tools would read them as numbers.
const TIME_UNIT: TimeUnit = TimeUnit::Millisecond;

/// The columns of `fact_orders`.
pub fn fact_schema() -> SchemaRef {
    let time = || DataType::Timestamp(TIME_UNIT, None);
    let required = |name, data_type| Field::new(name, data_type, false);
    let optional = |name, data_type| Field::new(name, data_type, true);
    let key = |name| optional(name, DataType::Int64);
    let answer = |name| optional(name, DataType::Boolean);
    Arc::new(Schema::new(vec![
        required("order_key", DataType::Int64),
        required("order_id", DataType::Utf8),
        required("source_key", DataType::Int64),
        required("source_row", DataType::Int64),
        required("stat_month", DataType::Date32),
        required("received_at", time()),
        required("day", DataType::Date32),
        key("district_key"),
        key("street_key"),
        key("community_key"),
        required("category_key", DataType::Int64),
        key("category_l1_key"),
        key("category_l3_key"),
        key("department_key"),
        key("channel_key"),
        key("request_type_key"),
        key("dispatch_key"),
        key("reporter"),
        answer("responded"),
        answer("resolved"),
        answer("satisfied"),
        answer("escalated"),
        optional("due_at", time()),
        optional("closed_at", time()),
        optional("updated_at", time()),
        optional("lon", DataType::Float64),
        optional("lat", DataType::Float64),
        optional("text", DataType::Utf8),
    ]))
}

/// How a source's orders become rows.
#[derive(Debug, Clone, Copy)]
pub struct FactWriter<'a> {
    /// The warehouse.
    pub layout: &'a Layout,
    /// Key of the source.
    pub source: &'a str,
    /// The source's key as a number.
    pub source_key: i64,
    /// Where months start.
    pub start: MonthStart,
    /// Level of the category on which mining works.
    pub category_level: u8,
    /// What tells names apart.
    pub keys: &'a NameKeys,
}

impl FactWriter<'_> {
    /// Writes the orders of a chunk; gives the file of each month.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(
        &self,
        chunk: usize,
        orders: OrderColumns,
    ) -> Result<BTreeMap<NaiveDate, FactFile>, WarehouseError> {
        let mut positions: BTreeMap<NaiveDate, Vec<u32>> = BTreeMap::new();
        for (position, &seconds) in orders.received.iter().enumerate() {
            let month = self.start.month_of(day_of(seconds));
            positions.entry(month).or_default().push(position as u32);
        }
        let rows = self.rows(orders);
        let mut files = BTreeMap::new();
        for (month, positions) in positions {
            let name = Layout::fact(self.source, month, chunk);
            let path = self.layout.at(&name);
            let write = || write_month(&path, &rows, &positions, month);
            let io = |error: ParquetError| std::io::Error::other(error);
            write().map_err(io).map_err(WarehouseError::write(&path))?;
            let about = std::fs::metadata(&path).map_err(WarehouseError::write(&path))?;
            let (rows, bytes) = (positions.len() as u64, about.len());
            files.insert(month, FactFile { name, rows, bytes });
        }
        Ok(files)
    }

    /// All rows of a chunk but for their month.
    fn rows(&self, orders: OrderColumns) -> RecordBatch {
        let OrderColumns { key, row, received, names, reporter, answers, mut details, .. } = orders;
        let places: Vec<PlaceKeys> =
            names.places.values().map(|place| self.keys.place(place)).collect();
        let level = self.category_level;
        let items: Vec<ItemKeys> =
            names.items.values().map(|item| self.keys.item(item, level)).collect();
        let place = |key: fn(&PlaceKeys) -> Option<i64>| {
            integers(orders.place.iter().map(|code| key(&places[*code as usize])))
        };
        let item = |key: fn(&ItemKeys) -> Option<i64>| {
            integers(orders.item.iter().map(|code| key(&items[*code as usize])))
        };
        let named = |kind: &str, codes: &[u32], names: &Codes<String>| {
            let key = |name: &String| match kind {
                "department" => self.keys.department(name),
                _ => self.keys.other(kind, name),
            };
            let keys: Vec<Option<i64>> = names.values().map(key).collect();
            let key = |code: &u32| (*code as usize).checked_sub(1).and_then(|at| keys[at]);
            integers(codes.iter().map(key))
        };
        let answer = |question| answer_column(&answers, question);
        // The upper half of the fingerprint, which orders as the whole one does.
        let order_key = key.iter().map(|key| Some((key >> 64) as u64 as i64));
        let reporter = reporter.iter().map(|&hash| (hash != 0).then_some(hash as i64));
        let rows = received.len();
        let day = |seconds: &i64| day_of(*seconds).to_epoch_days();
        let days = Date32Array::from_iter_values(received.iter().map(day));
        let columns: Vec<ArrayRef> = vec![
            integers(order_key),
            Arc::new(details.order_id.finish()),
            integers(std::iter::repeat_n(Some(self.source_key), rows)),
            integers(row.iter().map(|&row| Some(row as i64))),
            Arc::new(Date32Array::from(vec![0; rows])),
            times(TimestampSecondArray::from(received)),
            Arc::new(days),
            place(|keys| keys.district),
            place(|keys| keys.street),
            place(|keys| keys.community),
            item(|keys| keys.category),
            item(|keys| keys.l1),
            item(|keys| keys.l3),
            named("department", &orders.department, &names.departments),
            named("channel", &orders.channel, &names.channels),
            named("request_type", &orders.request_type, &names.request_types),
            named("dispatch", &orders.dispatch, &names.dispatches),
            integers(reporter),
            answer(Answers::RESPONDED),
            answer(Answers::RESOLVED),
            answer(Answers::SATISFIED),
            answer(Answers::ESCALATED),
            times(details.due.finish()),
            times(details.closed.finish()),
            times(details.updated.finish()),
            Arc::new(details.lon.finish()) as Arc<Float64Array>,
            Arc::new(details.lat.finish()) as Arc<Float64Array>,
            text_column(&orders.texts, rows),
        ];
        RecordBatch::try_new(fact_schema(), columns).expect("columns of the schema's types")
    }
}

fn times(seconds: TimestampSecondArray) -> ArrayRef {
    let times = cast(&seconds, &DataType::Timestamp(TIME_UNIT, None));
    times.expect("seconds of checked years fit milliseconds")
}

fn integers(values: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(values.collect::<Int64Array>())
}

fn answer_column(answers: &[u8], question: u32) -> ArrayRef {
    let get = |at: usize| Answers(answers[at]).get(question);
    let yes = BooleanBuffer::collect_bool(answers.len(), |at| get(at) == Some(true));
    let known = BooleanBuffer::collect_bool(answers.len(), |at| get(at).is_some());
    Arc::new(BooleanArray::new(yes, Some(NullBuffer::new(known))))
}

/// Texts of some rows, sorted by position, masked; null where none was kept.
fn text_column(texts: &[(u32, crate::orders::Text)], rows: usize) -> ArrayRef {
    let bytes = texts.iter().map(|(_, text)| text.utf8().len()).sum();
    let mut column = StringBuilder::with_capacity(rows, bytes);
    let mut texts = texts.iter().peekable();
    for row in 0..rows as u32 {
        let text = texts.next_if(|(position, _)| *position == row);
        column.append_option(text.map(|(_, text)| mask_numbers(text.as_str())));
    }
    Arc::new(column.finish()) as Arc<StringArray>
}

fn write_month(
    path: &Path,
    rows: &RecordBatch,
    positions: &[u32],
    month: NaiveDate,
) -> Result<(), ParquetError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let file = File::create(path)?;
    let mut writer = ArrowWriter::try_new(file, rows.schema(), Some(properties()))?;
    for slice in positions.chunks(SLICE_ROWS) {
        let whole = slice.len() == (slice[slice.len() - 1] - slice[0]) as usize + 1;
        let part = match whole {
            // Rows that stand one after another need no copy.
            true => rows.slice(slice[0] as usize, slice.len()),
            false => take_record_batch(rows, &UInt32Array::from(slice.to_vec()))?,
        };
        let mut columns = part.columns().to_vec();
        let at = part.schema().index_of("stat_month")?;
        columns[at] = Arc::new(Date32Array::from(vec![month.to_epoch_days(); part.num_rows()]));
        writer.write(&RecordBatch::try_new(part.schema(), columns)?)?;
    }
    writer.close()?;
    Ok(())
}

/// Few distinct values as codes. Ids, hashes, times and row numbers hardly repeat: codes of them
/// only cost time. Least and greatest values are kept of the times alone, which queries ask for.
fn properties() -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_column_statistics_enabled(ColumnPath::from("received_at"), EnabledStatistics::Chunk)
        .set_created_by(concat!("yiti ", env!("CARGO_PKG_VERSION")).to_owned());
    let delta = Encoding::DELTA_BINARY_PACKED;
    for (name, encoding) in [
        ("order_key", Encoding::PLAIN),
        ("reporter", Encoding::PLAIN),
        ("source_row", delta),
        ("received_at", delta),
        ("due_at", delta),
        ("closed_at", delta),
        ("updated_at", delta),
        ("lon", Encoding::PLAIN),
        ("lat", Encoding::PLAIN),
        ("order_id", Encoding::PLAIN),
        ("text", Encoding::PLAIN),
    ] {
        let column = ColumnPath::from(name);
        properties = properties
            .set_column_dictionary_enabled(column.clone(), false)
            .set_column_encoding(column, encoding);
    }
    properties
        .set_column_compression(ColumnPath::from("text"), Compression::ZSTD(ZstdLevel::default()))
        .set_column_compression(ColumnPath::from("order_id"), Compression::SNAPPY)
        .build()
}
