//! Files: a month's orders, the areas, the truth. Each is written under another name and renamed
//! when whole.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use super::SampleError;
use super::city::City;

const ROW_GROUP_ROWS: usize = 100_000;
/// Columns whose values are nearly all different: a dictionary would only cost.
const WITHOUT_DICTIONARY: [&str; 3] = ["工单编号", "诉求内容", "order_id"];

/// Writes one Parquet file.
pub fn parquet(path: &Path, schema: SchemaRef, batches: &[RecordBatch]) -> Result<(), SampleError> {
    whole(path, |file| {
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP_ROWS));
        for column in WITHOUT_DICTIONARY {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(column), false);
        }
        // Readers see plain text columns, not this writer's dictionaries.
        let options = ArrowWriterOptions::new()
            .with_properties(properties.build())
            .with_skip_arrow_metadata(true);
        let mut writer = ArrowWriter::try_new_with_options(file, schema, options)?;
        for batch in batches {
            writer.write(batch)?;
        }
        writer.close()?;
        Ok(())
    })
}

/// Writes bytes.
pub fn bytes(path: &Path, content: &[u8]) -> Result<(), SampleError> {
    whole(path, |mut file| file.write_all(content).map_err(WriteError::from))
}

/// The table that `[areas]` reads; every population is invented, and says so.
pub fn areas_csv(city: &City) -> String {
    let total: f64 = city.districts.iter().map(|d| d.population).sum();
    let mut out = String::from("level,area,parent,population,population_is_invented,district\n");
    let mut line = |level: &str, area: &str, parent: &str, population: f64, district: &str| {
        out.push_str(&format!("{level},{area},{parent},{population:.0},true,{district}\n"));
    };
    line("city", "北京市", "", total, "");
    for district in &city.districts {
        line("district", district.name, "北京市", district.population, district.name);
    }
    for street in &city.streets {
        let district = city.districts[street.district].name;
        line("street", street.name, district, street.population, district);
    }
    for community in &city.communities {
        let street = &city.streets[community.street];
        line(
            "community",
            &community.name,
            street.name,
            community.population,
            city.districts[street.district].name,
        );
    }
    out
}

/// Which plant each planted order belongs to.
pub fn truth_orders(ids: Vec<String>, plants: Vec<&str>) -> RecordBatch {
    let columns: [(&str, ArrayRef); 2] = [
        ("order_id", Arc::new(StringArray::from(ids))),
        ("plant_id", Arc::new(StringArray::from(plants))),
    ];
    RecordBatch::try_from_iter(columns).expect("two columns of one length")
}

enum WriteError {
    Io(std::io::Error),
    Parquet(parquet::errors::ParquetError),
}

impl From<std::io::Error> for WriteError {
    fn from(source: std::io::Error) -> Self {
        Self::Io(source)
    }
}

impl From<parquet::errors::ParquetError> for WriteError {
    fn from(source: parquet::errors::ParquetError) -> Self {
        Self::Parquet(source)
    }
}

fn whole(
    path: &Path,
    write: impl FnOnce(File) -> Result<(), WriteError>,
) -> Result<(), SampleError> {
    let part = path.with_extension("part");
    let io = |source| SampleError::Io { path: path.to_owned(), source };
    let file = File::create(&part).map_err(io)?;
    write(file).map_err(|error| match error {
        WriteError::Io(source) => io(source),
        WriteError::Parquet(source) => SampleError::Parquet { path: path.to_owned(), source },
    })?;
    std::fs::rename(&part, path).map_err(io)
}
