//! Staged orders kept between runs, keyed by the content of the file and by how it was read.
//! Safe to delete at any moment: what is absent or damaged is read again from the source.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray, UInt8Array, UInt32Array, UInt64Array};
use arrow::array::{FixedSizeBinaryArray, Int64Array};
use arrow::buffer::Buffer;
use arrow::datatypes::{Int64Type, UInt8Type, UInt32Type, UInt64Type};
use arrow::ipc::reader::FileReader;
use arrow::ipc::writer::FileWriter;
use serde::{Deserialize, Serialize};

use super::source::RefusedRow;
use super::staged::{Codes, GateCounts, Item, Place, StagedOrders};

/// Bytes read and written at once.
const BUFFER_BYTES: usize = 1 << 20;

/// A folder of intermediate results.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Side {
    places: Codes<Place>,
    items: Codes<Item>,
    departments: Codes<String>,
    gate: GateCounts,
    rejected: Vec<RefusedRow>,
}

impl Cache {
    /// Opens or makes the folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was kept under a key; `None` when there is nothing whole.
    pub fn load_orders(&self, key: &str) -> Option<StagedOrders> {
        let side: Side = serde_json::from_slice(&fs::read(self.path(key, "json")).ok()?).ok()?;
        let orders = self.load_batches(key, "orders")?;
        let texts = self.load_batches(key, "texts")?;
        let mut staged = decode(&orders)?;
        for batch in &texts {
            let positions = batch.column(0).as_primitive_opt::<UInt32Type>()?;
            let bodies = batch.column(1).as_string_opt::<i32>()?;
            staged.texts.extend(positions.values().iter().copied().zip(bodies.iter().flatten().map(str::to_owned)));
        }
        staged.places = side.places;
        staged.items = side.items;
        staged.departments = side.departments;
        staged.gate = side.gate;
        staged.gate.rejected = side.rejected;
        Some(staged)
    }

    /// Keeps staged orders. The side file comes last: without it nothing counts as kept.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn store_orders(&self, key: &str, orders: &StagedOrders) -> io::Result<()> {
        self.store_batches(key, "orders", &[encode(orders)])?;
        let positions: UInt32Array = orders.texts.iter().map(|(position, _)| *position).collect();
        let bodies: StringArray = orders.texts.iter().map(|(_, text)| Some(text)).collect();
        let texts = [("position", Arc::new(positions) as ArrayRef), ("text", Arc::new(bodies))];
        self.store_batches(key, "texts", &[RecordBatch::try_from_iter(texts).map_err(io::Error::other)?])?;
        let side = Side {
            places: orders.places.clone(),
            items: orders.items.clone(),
            departments: orders.departments.clone(),
            gate: orders.gate.clone(),
            rejected: orders.gate.rejected.clone(),
        };
        self.write(&self.path(key, "json"), |file| Ok(serde_json::to_writer(file, &side)?))
    }

    /// Record batches kept under a key and a kind.
    pub fn load_batches(&self, key: &str, kind: &str) -> Option<Vec<RecordBatch>> {
        let file = File::open(self.path(key, &format!("{kind}.arrow"))).ok()?;
        FileReader::try_new(BufReader::with_capacity(BUFFER_BYTES, file), None).ok()?.collect::<Result<_, _>>().ok()
    }

    /// Keeps record batches of one schema.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn store_batches(&self, key: &str, kind: &str, batches: &[RecordBatch]) -> io::Result<()> {
        let Some(first) = batches.first() else { return Ok(()) };
        self.write(&self.path(key, &format!("{kind}.arrow")), |file| {
            let mut writer = FileWriter::try_new(file, &first.schema()).map_err(io::Error::other)?;
            for batch in batches {
                writer.write(batch).map_err(io::Error::other)?;
            }
            writer.finish().map_err(io::Error::other)
        })
    }

    fn write(&self, path: &Path, fill: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>) -> io::Result<()> {
        let file = tempfile::NamedTempFile::new_in(&self.folder)?;
        let mut buffered = BufWriter::with_capacity(BUFFER_BYTES, file.as_file());
        fill(&mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        file.persist(path).map(drop).map_err(|e| e.error)
    }

    fn path(&self, key: &str, extension: &str) -> PathBuf {
        self.folder.join(format!("{key}.{extension}"))
    }
}

fn encode(orders: &StagedOrders) -> RecordBatch {
    let keys: Vec<u8> = orders.key.iter().flat_map(|key| key.to_le_bytes()).collect();
    let keys = FixedSizeBinaryArray::new(16, Buffer::from_vec(keys), None);
    let columns: [(&str, ArrayRef); 8] = [
        ("key", Arc::new(keys)),
        ("row", Arc::new(UInt64Array::from(orders.row.clone()))),
        ("received", Arc::new(Int64Array::from(orders.received.clone()))),
        ("place", Arc::new(UInt32Array::from(orders.place.clone()))),
        ("item", Arc::new(UInt32Array::from(orders.item.clone()))),
        ("department", Arc::new(UInt32Array::from(orders.department.clone()))),
        ("reporter", Arc::new(UInt64Array::from(orders.reporter.clone()))),
        ("answers", Arc::new(UInt8Array::from(orders.answers.clone()))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

fn decode(batches: &[RecordBatch]) -> Option<StagedOrders> {
    let mut orders = StagedOrders::default();
    for batch in batches {
        let keys = batch.column_by_name("key")?.as_fixed_size_binary_opt()?;
        let (keys, rest) = keys.value_data().as_chunks::<16>();
        orders.key.extend(keys.iter().map(|bytes| u128::from_le_bytes(*bytes)));
        if !rest.is_empty() || keys.len() != batch.num_rows() {
            return None;
        }
        orders.row.extend(batch.column_by_name("row")?.as_primitive_opt::<UInt64Type>()?.values());
        orders.received.extend(batch.column_by_name("received")?.as_primitive_opt::<Int64Type>()?.values());
        orders.place.extend(batch.column_by_name("place")?.as_primitive_opt::<UInt32Type>()?.values());
        orders.item.extend(batch.column_by_name("item")?.as_primitive_opt::<UInt32Type>()?.values());
        orders.department.extend(batch.column_by_name("department")?.as_primitive_opt::<UInt32Type>()?.values());
        orders.reporter.extend(batch.column_by_name("reporter")?.as_primitive_opt::<UInt64Type>()?.values());
        orders.answers.extend(batch.column_by_name("answers")?.as_primitive_opt::<UInt8Type>()?.values());
    }
    Some(orders)
}
