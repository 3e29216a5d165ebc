//! Tables of a session: rows at hand, and Parquet files on disk.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use datafusion::common::DFSchema;
use datafusion::datasource::MemTable;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{
    ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl,
};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{EmptyRelation, LogicalPlan};
use datafusion::prelude::{DataFrame, SessionContext};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

/// Makes rows a table, split so that all cores can read it.
///
/// # Errors
/// When there is no batch to take the schema from, or the batches are not of one schema.
pub fn register_rows(session: &SessionContext, name: &str, rows: Vec<RecordBatch>) -> Result<()> {
    let Some(first) = rows.first() else {
        return Err(DataFusionError::Internal(format!("table {name} has no schema")));
    };
    let schema = first.schema();
    let partitions = session.state().config().target_partitions();
    let mut split = vec![Vec::new(); partitions];
    for (index, batch) in rows.into_iter().enumerate() {
        split[index % partitions].push(batch);
    }
    session.register_table(name, Arc::new(MemTable::try_new(schema, split)?)).map(drop)
}

/// Makes a table without rows, which the optimizer knows to be empty: joins with it cost nothing.
///
/// # Errors
/// When the name is not a table's.
pub fn register_empty(session: &SessionContext, name: &str, schema: SchemaRef) -> Result<()> {
    let schema = Arc::new(DFSchema::try_from(schema)?);
    let plan = LogicalPlan::EmptyRelation(EmptyRelation { produce_one_row: false, schema });
    let frame = DataFrame::new(session.state(), plan);
    session.register_table(name, frame.into_view()).map(drop)
}

/// Puts the rows of a table in place of the view of its name, so that queries need not make them
/// again.
///
/// # Errors
/// When the query of the rows fails.
pub async fn hold(session: &SessionContext, name: &str, frame: DataFrame) -> Result<()> {
    let schema = frame.schema().inner().clone();
    let rows = frame.collect_partitioned().await?;
    session.deregister_table(name)?;
    session.register_table(name, Arc::new(MemTable::try_new(schema, rows)?)).map(drop)
}

/// Makes Parquet files of one schema a table. Without files it is empty.
///
/// # Errors
/// When a path is not UTF-8.
pub fn register_parquet(
    session: &SessionContext,
    name: &str,
    schema: SchemaRef,
    files: &[PathBuf],
) -> Result<()> {
    let urls = files.iter().map(|path| file_url(path)).collect::<Result<Vec<_>>>()?;
    register_parquet_urls(session, name, schema, &urls)
}

/// The URL of a local file: in it, characters of a folder's name are not read as a pattern.
///
/// # Errors
/// When the path is not UTF-8.
pub fn file_url(path: &Path) -> Result<String> {
    let path = std::path::absolute(path)?;
    let utf8 = path.to_str().ok_or_else(|| {
        DataFusionError::External(format!("{}: not a UTF-8 path", path.display()).into())
    })?;
    let url = url::Url::from_file_path(utf8)
        .map_err(|()| DataFusionError::External(format!("{utf8}: not a path").into()))?;
    Ok(url.into())
}

/// As [`register_parquet`], of files anywhere.
///
/// # Errors
/// When a URL is not one.
pub fn register_parquet_urls(
    session: &SessionContext,
    name: &str,
    schema: SchemaRef,
    urls: &[String],
) -> Result<()> {
    if urls.is_empty() {
        return register_empty(session, name, schema);
    }
    let urls = urls.iter().map(ListingTableUrl::parse).collect::<Result<Vec<_>>>()?;
    let options =
        ListingOptions::new(Arc::new(ParquetFormat::default())).with_file_extension("parquet");
    let config = ListingTableConfig::new_with_multi_paths(urls)
        .with_listing_options(options)
        .with_schema(schema);
    session.register_table(name, Arc::new(ListingTable::try_new(config)?)).map(drop)
}

/// Writes rows of one schema as a Parquet file, whole or not at all.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_parquet(path: &Path, schema: SchemaRef, rows: &[RecordBatch]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let file = tempfile::NamedTempFile::new_in(folder)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("yiti ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut writer =
        ArrowWriter::try_new(file.as_file(), schema, Some(properties)).map_err(io::Error::other)?;
    for batch in rows {
        writer.write(batch).map_err(io::Error::other)?;
    }
    writer.close().map_err(io::Error::other)?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// The columns of a Parquet file; `None` when it is absent or not whole.
pub fn parquet_schema(path: &Path) -> Option<SchemaRef> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).ok()?).ok()?;
    Some(Arc::clone(reader.schema()))
}

/// All rows of a Parquet file; `None` when it is absent or not whole.
pub fn read_parquet(path: &Path) -> Option<Vec<RecordBatch>> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).ok()?).ok()?;
    let schema = Arc::clone(reader.schema());
    let mut rows = reader.build().ok()?.collect::<Result<Vec<_>, _>>().ok()?;
    if rows.is_empty() {
        rows.push(RecordBatch::new_empty(schema));
    }
    Some(rows)
}
