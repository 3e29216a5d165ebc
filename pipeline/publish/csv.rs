//! Record batches as CSV with a byte-order mark, so that spreadsheets read Chinese; null is an empty field.

use arrow::array::RecordBatch;
use arrow::csv::WriterBuilder;
use arrow::error::ArrowError;
use rayon::prelude::*;

/// Rows encoded by one task.
const CHUNK_ROWS: usize = 65_536;

/// The file's bytes.
pub fn to_csv(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let starts: Vec<usize> = (0..batch.num_rows().max(1)).step_by(CHUNK_ROWS).collect();
    let chunks: Vec<Vec<u8>> = starts
        .into_par_iter()
        .map(|start| {
            let mut bytes = Vec::new();
            let rows = CHUNK_ROWS.min(batch.num_rows() - start);
            let mut writer = WriterBuilder::new().with_header(start == 0).build(&mut bytes);
            writer.write(&batch.slice(start, rows))?;
            drop(writer);
            Ok(bytes)
        })
        .collect::<Result<_, ArrowError>>()?;
    let mut file = Vec::with_capacity(3 + chunks.iter().map(Vec::len).sum::<usize>());
    file.extend_from_slice(b"\xEF\xBB\xBF");
    chunks.iter().for_each(|chunk| file.extend_from_slice(chunk));
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Float64Array, StringArray};

    use super::*;

    #[test]
    fn null_is_an_empty_field_and_the_header_stands_alone_without_rows() {
        let names: ArrayRef = Arc::new(StringArray::from(vec!["噪声", "a,b"]));
        let rates: ArrayRef = Arc::new(Float64Array::from(vec![None, Some(0.5)]));
        let batch = RecordBatch::try_from_iter([("name", names), ("rate", rates)]).unwrap();
        let text = String::from_utf8(to_csv(&batch).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}name,rate\n噪声,\n\"a,b\",0.5\n");
        assert_eq!(to_csv(&batch.slice(0, 0)).unwrap(), "\u{feff}name,rate\n".as_bytes());
    }
}
