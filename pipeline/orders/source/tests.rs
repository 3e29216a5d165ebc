//! Whole files, written in each way that is met, read as the same rows or refused with the cause.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use arrow::array::{Array, AsArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};

use super::layout::layout_of;
use super::*;
use crate::orders::{SourceFormat, SourceSettings};

/// A folder with one file.
struct Written {
    folder: tempfile::TempDir,
    name: &'static str,
}

impl Written {
    fn new(name: &'static str, bytes: impl AsRef<[u8]>) -> Self {
        let written = Self { folder: tempfile::tempdir().unwrap(), name };
        fs::write(written.path(), bytes).unwrap();
        written
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(self.name)
    }

    /// The files that it is, each with its layout.
    fn files(&self, settings: &str) -> Result<Vec<InputFile>, OrdersError> {
        let settings: SourceSettings = toml::from_str(settings).unwrap();
        let format = settings.format.and_then(SourceFormat::of_files);
        let found = find_files(&[self.path()], format)?;
        let input = |found: FoundFile| {
            let mut file = found.with_hash("", 0);
            file.layout = layout_of(&file, &settings)?;
            Ok(file)
        };
        found.into_iter().map(input).collect()
    }

    /// Columns and rows of all its files, `~` for null; refused rows by their reason.
    fn read(&self, settings: &str) -> Result<Vec<String>, OrdersError> {
        let mut lines = Vec::new();
        for file in self.files(settings)? {
            for part in parts(&file)? {
                let schema = schema(&file, &part)?;
                let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
                lines.push(names.join("|"));
                let all: Vec<usize> = (0..names.len()).collect();
                read_part(&file, &part, &all, |source| {
                    lines.extend(rows(&source));
                    Ok(())
                })?;
            }
        }
        Ok(lines)
    }

    fn refusal(&self, settings: &str) -> String {
        self.read(settings).expect_err("it is read").to_string()
    }
}

fn rows(source: &SourceBatch) -> Vec<String> {
    let text = |array: &arrow::array::ArrayRef| cast(array, &DataType::Utf8).unwrap();
    let columns: Vec<_> = source.batch.columns().iter().map(text).collect();
    let cell = |column: &arrow::array::ArrayRef, row: usize| match column.is_valid(row) {
        true => column.as_string::<i32>().value(row).to_owned(),
        false => "~".to_owned(),
    };
    let row = |row: usize| {
        let cells: Vec<String> = columns.iter().map(|column| cell(column, row)).collect();
        format!("{}: {}", source.rows[row], cells.join("|"))
    };
    let read = (0..source.rows.len()).map(row);
    let refused =
        source.refused.iter().map(|refused| format!("{}! {}", refused.row, refused.reason));
    read.chain(refused).collect()
}

const ORDERS: &str = "编号,时间,类,区\n1,2024-01-01,噪声,朝阳区\n2,2024-01-02,\"路灯\n,不亮\",\n";
const READ: [&str; 3] =
    ["编号|时间|类|区", "1: 1|2024-01-01|噪声|朝阳区", "2: 2|2024-01-02|路灯\n,不亮|~"];

#[test]
fn a_text_is_read_in_its_encoding_whatever_stands_between_its_fields() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{ORDERS}");
    for (name, bytes) in [
        ("a.csv", ORDERS.as_bytes().to_vec()),
        ("a.csv", marked.clone().into_bytes()),
        ("a.csv", marked.replace('\n', "\r\n").replace("路灯\r\n", "路灯\n").into_bytes()),
        ("a.txt", wide(&marked.replace("\n,", "%").replace(',', "\t").replace('%', "\n,"))),
        ("a.csv", wide(&marked)),
    ] {
        assert_eq!(Written::new(name, bytes).read("").unwrap(), READ, "{name}");
    }
    // Where delimiters are bytes of characters.
    let pipes = ORDERS.replace("\n,", "%").replace(',', "|").replace('%', "\n,");
    let gb = GB18030.encode(&pipes).0.into_owned();
    assert_eq!(Written::new("a.csv", &gb).read("encoding = \"gbk\"").unwrap(), READ);
    let declared = Written::new("a.csv", ORDERS.replace(',', "^").replace("\n^", "\n,"));
    assert_eq!(declared.read("delimiter = \"^\"").unwrap(), READ);
}

#[test]
fn declared_encodings_win_and_others_are_refused_unless_sure() {
    let big5 = |text: &str| BIG5.encode(text).0.into_owned();
    let written = Written::new("a.csv", big5("編號,行政區\n1,信義區\n"));
    assert_eq!(written.read("encoding = \"Big5\"").unwrap(), ["編號|行政區", "1: 1|信義區"]);
    let accents = WINDOWS_1252.encode("id,região\n1,São Paulo\n").0.into_owned();
    let written = Written::new("a.csv", &accents);
    for label in ["latin1", "latin-1", "ISO-8859-1", "cp1252", "windows-1252"] {
        let read = written.read(&format!("encoding = \"{label}\"")).unwrap();
        assert_eq!(read, ["id|região", "1: 1|São Paulo"], "{label}");
    }
    // A first name that is ASCII up to a byte far behind: refused, never garbled.
    let plain = "1,Norte\n".repeat(2_200_000);
    let late = [b"id,area\n", plain.as_bytes(), b"2,Regi\xe3o\n"].concat();
    let refusal = Written::new("a.csv", late).refusal("");
    assert!(refusal.contains("encoding = ") && refusal.contains("row 2200001"), "{refusal}");
}

#[test]
fn rows_with_damaged_bytes_are_refused_alone() {
    let good = "1,朝阳区\n".repeat(20);
    let bytes = [b"id,area\n", good.as_bytes(), b"2,\xff\n"].concat();
    let read = Written::new("a.csv", bytes).read("").unwrap();
    assert_eq!(read.len(), 22);
    assert_eq!(read[21], "21! area: bytes that are not UTF-8");
}

#[test]
fn compressed_files_and_archives_are_what_they_hold() {
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let packed = gzip(ORDERS.as_bytes());
    assert_eq!(Written::new("a.csv.gz", &packed).read("").unwrap(), READ);
    // By content, where the name hides it.
    assert_eq!(Written::new("a.csv", &packed).read("").unwrap(), READ);
    let zstd = zstd::encode_all(ORDERS.as_bytes(), 1).unwrap();
    assert_eq!(Written::new("a.csv.zst", zstd).read("").unwrap(), READ);
    let cut = Written::new("a.csv.gz", &packed[..packed.len() / 2]).refusal("");
    assert!(cut.contains("damaged or incomplete"), "{cut}");
}

fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in members {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn an_archive_is_its_data_files_of_one_kind() {
    let one = Written::new("a.zip", zip(&[("orders.dat", ORDERS)]));
    assert_eq!(one.read("").unwrap(), READ);
    let files = zip(&[("b/2.csv", ORDERS), ("readme.txt", "x"), ("b/1.csv", ORDERS)]);
    let several = Written::new("a.zip", files);
    assert_eq!(several.read("").unwrap(), [READ, READ].concat());
    let files = several.files("").unwrap();
    assert!(files[0].path.ends_with("a.zip/b/1.csv"), "{:?}", files[0].path);
    assert_ne!(files[0].hash, files[1].hash);
    let mixed = Written::new("a.zip", zip(&[("1.csv", ORDERS), ("2.json", "{}")])).refusal("");
    assert!(mixed.contains("different formats"), "{mixed}");
    let mut damaged = zip(&[("1.csv", ORDERS)]);
    damaged[50] ^= 0xff;
    let damaged = Written::new("a.zip", damaged).refusal("");
    assert!(damaged.contains("damaged"), "{damaged}");
}

#[test]
fn titles_above_the_header_are_left_out() {
    let titled = format!("热线工单明细表,,,\n导出时间：2025-01-02,,,\n{ORDERS}");
    let written = Written::new("a.csv", &titled);
    assert_eq!(written.read("").unwrap(), READ);
    assert_eq!(written.files("").unwrap()[0].layout.header_row, Some(3));
    assert_eq!(written.read("header_row = 3").unwrap(), READ);
    let groups = Written::new("a.csv", format!("甲,,乙,\n{ORDERS}"));
    assert!(groups.refusal("").contains("header_row"), "{}", groups.refusal(""));
    assert_eq!(groups.read("header_row = 2").unwrap(), READ);
}

#[test]
fn json_is_read_in_every_shape() {
    let records = ["{\"id\":1,\"at\":{\"day\":\"2024\",\"n\":[1]},\"x\":\"\"}", "{\"id\":2}"];
    let expected =
        ["at|at.day|at.n|id|x", "1: {\"day\":\"2024\",\"n\":[1]}|2024|[1]|1|~", "2: ~|~|~|2|~"];
    let list = format!("[{}]", records.join(","));
    let pretty = format!("[\n  {}\n]\n", records.join(",\n  "));
    for text in [
        records.join("\n"),
        format!("{}\n\n", records.join("\r\n")),
        list.clone(),
        pretty,
        format!("{{\"count\":2,\"data\":{list}}}"),
        format!("{{\"help\":\"x\",\"result\":{{\"fields\":[1,2],\"records\":{list}}}}}"),
        format!("\u{feff}{list}"),
    ] {
        assert_eq!(Written::new("a.json", &text).read("").unwrap(), expected, "{text}");
    }
    let feature = "{\"type\":\"Feature\",\"properties\":{\"id\":7},\"geometry\":null}";
    let features = format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}");
    let read = Written::new("a.geojson", features).read("").unwrap();
    assert_eq!(read[0], "geometry|id|properties|properties.id|type");
    assert_eq!(read[1], "1: ~|7|{\"id\":7}|7|Feature");
}

#[test]
fn what_is_no_json_says_why() {
    for (text, word) in [
        ("id,time\n1,2\n", "begins with 'i'"),
        ("", "empty"),
        ("[{\"id\":1},{\"id\":2]", "line 1"),
        ("{\"a\":[{\"x\":1}],\"b\":[{\"x\":1}]}", "two lists"),
        ("[1,2,3]", "no list of objects"),
        ("\0\0\0", "NUL"),
        ("<!DOCTYPE html><title>502</title>", "web page"),
    ] {
        let refusal = Written::new("a.json", text).refusal("");
        assert!(refusal.contains(word) && refusal.contains("a.json"), "{text:?}: {refusal}");
    }
    let broken = Written::new("a.json", "{\"id\":1}\nnot json\n{\"id\":2}\n").read("").unwrap();
    assert_eq!(broken[..3], ["id", "1: 1", "3: 2"]);
    assert!(broken[3].starts_with("2! not a JSON object"), "{}", broken[3]);
}

#[test]
fn delimiters_and_quotes_that_are_not_sure_are_told() {
    let tie = Written::new("a.csv", "a,b;c\n1,2;3\n2,3;4\n").refusal("");
    assert!(tie.contains("delimiter = "), "{tie}");
    let spare = Written::new("a.csv", "a,b\n1,2,\n3,4,,\n5\n").read("").unwrap();
    assert_eq!(spare, ["a|b", "1: 1|2", "2: 3|4", "3! 1 fields, the header has 2"]);
    assert_eq!(Encoding::for_label(b"gbk").unwrap().name(), "GBK");
}

#[test]
fn a_row_that_swallows_the_file_is_refused() {
    let endless = [b"a,b\n1,\"".as_slice(), &vec![b'x'; 70 << 20]].concat();
    let refusal = Written::new("a.csv", endless).refusal("");
    assert!(refusal.contains("quote"), "{refusal}");
}

mod workbooks;
