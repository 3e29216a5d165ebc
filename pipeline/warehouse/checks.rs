//! What must hold before figures are believed: the orders are there, and the models' rows agree.

use arrow::array::RecordBatch;

use super::dim_tables::TreeTables;
use super::error::WarehouseError;
use super::months::{Month, MonthTables};
use super::stage::Warehouse;
use crate::engine::{self, Folder, MODELS, Params, register_rows};

impl Warehouse {
    /// Makes sure that all orders of some months are there: the engine reads a file that is missing
    /// as one without rows.
    ///
    /// # Errors
    /// When a file is missing, or of another size.
    pub fn verify(&self, months: &[Month]) -> Result<(), WarehouseError> {
        for file in months.iter().flat_map(|month| &month.files) {
            let path = self.layout().at(&file.name);
            if !std::fs::metadata(&path).is_ok_and(|about| about.len() == file.bytes) {
                return Err(WarehouseError::Vanished { path });
            }
        }
        Ok(())
    }

    /// Runs every check over a month, made now or kept.
    ///
    /// # Errors
    /// When a check finds a row.
    pub fn check(&self, month: &MonthTables, trees: &TreeTables) -> Result<(), WarehouseError> {
        let session = self.engine.session(1);
        register_rows(&session, "dim_area", vec![trees.areas.clone()])?;
        register_rows(&session, "dim_category", vec![trees.categories.clone()])?;
        for name in ["area_category_month", "area_category_week"] {
            register_rows(&session, name, month.rows(name).to_vec())?;
        }
        for check in MODELS.iter().filter(|model| model.folder == Folder::Checks) {
            let found = self.engine.wait(engine::collect(&session, check.name, &Params::new()))?;
            let rows = found.iter().map(RecordBatch::num_rows).sum();
            if rows > 0 {
                let path = self.layout().folder().to_owned();
                return Err(WarehouseError::Check { check: check.name, rows, path });
            }
        }
        Ok(())
    }
}
