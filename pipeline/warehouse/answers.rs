//! Answers of `sql/facts` to what later stages ask about orders, kept under a key of everything
//! that decides them: the orders, the model and those it reads, its parameters, and what is asked.

use arrow::array::RecordBatch;
use arrow::ipc::writer::StreamWriter;

use super::error::WarehouseError;
use super::months::Month;
use super::outcome_days::Version;
use super::stage::Warehouse;
use crate::engine::Params;

impl Warehouse {
    /// The rows of `models[0]` over some months beside a table of what is asked: kept ones, or those
    /// that `make` makes. The texts of all of the models, and of those they read, name what is kept.
    ///
    /// # Errors
    /// When `make` fails, or the folder cannot be written.
    pub fn answer(
        &self,
        models: &[&'static str],
        months: &[Month],
        params: &Params,
        asked: &RecordBatch,
        make: impl FnOnce() -> Result<Vec<RecordBatch>, WarehouseError>,
    ) -> Result<Vec<RecordBatch>, WarehouseError> {
        let mut hasher = blake3::Hasher::new();
        for version in models.iter().map(|model| Version::of(model)) {
            for month in months {
                hasher.update(version.key(month).as_bytes());
            }
        }
        hasher.update(format!("{params:?}").as_bytes());
        let mut stream = StreamWriter::try_new(&mut hasher, &asked.schema())?;
        stream.write(asked)?;
        stream.finish()?;
        drop(stream);
        let path = self.layout().derived(models[0], &hasher.finalize().to_hex()[..24]);
        if let Some(rows) = self.kept.load(path.clone()) {
            return Ok(rows);
        }
        let rows = make()?;
        self.verify(months)?;
        self.kept.store(path.clone(), &rows).map_err(WarehouseError::write(&path))?;
        Ok(rows)
    }
}
