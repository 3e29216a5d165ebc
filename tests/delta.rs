//! Delta tables: what their logs say counts, and nothing else that lies in their folders.

use std::fs;
#[cfg(feature = "delta")]
use std::{fs::File, path::Path, sync::Arc};

#[cfg(feature = "delta")]
use arrow::array::{ArrayRef, RecordBatch, StringArray};

use crate::city::{CONFIG, City};
#[cfg(feature = "delta")]
use crate::{
    s3::{BUCKET, Store},
    support::{query, results},
};

#[test]
#[cfg(not(feature = "delta"))]
fn a_build_without_delta_says_so_and_reads_no_old_files() {
    for format in ["", "format = \"delta\""] {
        let config = CONFIG.replace("[\"orders.csv\"]", &format!("[\"table\"]\n{format}"));
        let city = City::new(&config, "");
        fs::create_dir_all(city.path("table/_delta_log")).unwrap();
        city.refuses(3, &["table: it is a Delta table", "--features delta"], &["--period", "2024"]);
    }
}

#[test]
fn a_table_inside_a_folder_has_to_be_named() {
    let config = CONFIG.replace("\"orders.csv\"", "\"data\"");
    let city = City::new(&config, "");
    fs::create_dir_all(city.path("data/table/_delta_log")).unwrap();
    let log = city.path("data/table/_delta_log/00000000000000000000.json");
    fs::write(log, "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n").unwrap();
    city.refuses(3, &["data/table", "name it by itself"], &["--period", "2024"]);
}

/// A city whose orders are a Delta table.
#[cfg(feature = "delta")]
fn city() -> City {
    let config = CONFIG.replace("[\"orders.csv\"]", "[\"table\"]")
        + "channel = '''coalesce(\"channel\", 'phone')'''\n";
    let city = City::new(&config, "");
    fs::create_dir_all(city.path("table/_delta_log")).unwrap();
    fs::create_dir_all(city.path("table/area=north")).unwrap();
    city
}

/// Orders number `first`.. of the days of March 2024, one a day, all of one kind.
#[cfg(feature = "delta")]
fn write_file(path: &Path, first: usize, count: usize, kind: &str, channel: Option<&str>) {
    let rows = first..first + count;
    let texts = |text: &dyn Fn(usize) -> String| -> ArrayRef {
        Arc::new(rows.clone().map(|row| Some(text(row))).collect::<StringArray>())
    };
    let mut columns = vec![
        ("id", texts(&|row| row.to_string())),
        ("time", texts(&|row| format!("2024-03-{:02} 10:00:00", row % 31 + 1))),
        ("kind", texts(&|_| kind.to_owned())),
    ];
    if let Some(channel) = channel {
        columns.push(("channel", texts(&|_| channel.to_owned())));
    }
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let file = File::create(path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// Appends a version to the table's log.
#[cfg(feature = "delta")]
fn commit(city: &City, version: u32, actions: &[serde_json::Value]) {
    let lines: Vec<String> = actions.iter().map(ToString::to_string).collect();
    let name = format!("table/_delta_log/{version:020}.json");
    fs::write(city.path(&name), lines.join("\n") + "\n").unwrap();
}

#[cfg(feature = "delta")]
fn metadata(columns: &[&str]) -> serde_json::Value {
    let field = |name: &&str| {
        serde_json::json!({
            "name": name, "type": "string", "nullable": true, "metadata": {}
        })
    };
    let fields: Vec<serde_json::Value> = columns.iter().map(field).collect();
    let schema = serde_json::json!({"type": "struct", "fields": fields}).to_string();
    serde_json::json!({"metaData": {
        "id": "8d1a5f9e-5d0c-4f9e-8f57-0f2d6a3a1c11",
        "format": {"provider": "parquet", "options": {}},
        "schemaString": schema, "partitionColumns": ["area"], "configuration": {}, "createdTime": 1
    }})
}

#[cfg(feature = "delta")]
fn added(city: &City, path: &str, area: &str) -> serde_json::Value {
    let size = fs::metadata(city.path(&format!("table/{path}"))).unwrap().len();
    serde_json::json!({"add": {
        "path": path, "size": size, "partitionValues": {"area": area}, "modificationTime": 1,
        "dataChange": true
    }})
}

#[cfg(feature = "delta")]
fn removed(path: &str) -> serde_json::Value {
    serde_json::json!({"remove": {"path": path, "deletionTimestamp": 2, "dataChange": true}})
}

/// Bytes and text of a deletion vector that stands in the log itself, as the Delta protocol lays it
/// out: a magic number, one Roaring bitmap of 32-bit rows with one container, written in Z85.
#[cfg(feature = "delta")]
fn deletion_vector(rows: &[u16]) -> (usize, String) {
    const DIGITS: &[u8] =
        b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
    let mut bytes = Vec::new();
    bytes.extend(1_681_511_377_u32.to_le_bytes());
    // one bitmap, of rows whose upper half is 0
    bytes.extend(1_u64.to_le_bytes());
    bytes.extend(0_u32.to_le_bytes());
    // no runs, one container: its key, how many rows it has, and where they begin
    bytes.extend(12_346_u32.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(0_u16.to_le_bytes());
    bytes.extend((rows.len() as u16 - 1).to_le_bytes());
    bytes.extend(16_u32.to_le_bytes());
    rows.iter().for_each(|row| bytes.extend(row.to_le_bytes()));
    let of_four = |four: &[u8]| {
        let number = u32::from_be_bytes(four.try_into().unwrap());
        let digit = |place: u32| char::from(DIGITS[(number / 85_u32.pow(place) % 85) as usize]);
        (0..5).rev().map(digit).collect::<String>()
    };
    (bytes.len(), bytes.chunks(4).map(of_four).collect())
}

/// Demands by district and kind.
#[cfg(feature = "delta")]
fn counted(city: &City) -> String {
    let (status, message) = city.run(&["--period", "2024-03"]);
    assert_eq!(status, 0, "{message}");
    let sql = "select area, category, orders from panel_month where area_level = 'district' \
               order by area, category";
    serde_json::to_string(&query(&city.path("out"), sql)).unwrap()
}

#[test]
#[cfg(feature = "delta")]
fn only_what_the_log_names_counts() {
    let city = city();
    let path = |name: &str| city.path(&format!("table/{name}"));
    write_file(&path("area=north/a.parquet"), 0, 30, "wrong", None);
    // A file may lie anywhere: its partition stands in the log.
    write_file(&path("b.parquet"), 100, 40, "noise", None);
    write_file(&path("never committed.parquet"), 900, 50, "wrong", None);
    let protocol = serde_json::json!({"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}});
    let [a, b] = [("area=north/a.parquet", "north"), ("b.parquet", "south")]
        .map(|(name, area)| added(&city, name, area));
    commit(&city, 0, &[protocol, metadata(&["id", "time", "kind", "area"]), a, b.clone()]);
    // The first file is replaced; a column is added that the older one lacks.
    write_file(&path("area=north/a2.parquet"), 0, 20, "noise", Some("web"));
    let a2 = added(&city, "area=north/a2.parquet", "north");
    let columns = ["id", "time", "kind", "area", "channel"];
    commit(&city, 1, &[metadata(&columns), removed("area=north/a.parquet"), a2]);
    assert_eq!(
        counted(&city),
        r#"[{"area":"north","category":"noise","orders":20},{"area":"south","category":"noise","orders":40}]"#
    );
    let channels =
        "select channel, sum(orders) as orders from channels_month group by 1 order by 1";
    let text = serde_json::to_string(&query(&city.path("out"), channels)).unwrap();
    assert_eq!(text, r#"[{"channel":"phone","orders":40},{"channel":"web","orders":20}]"#);

    // Six rows are deleted without their file being written anew.
    let deleted = [3, 4, 7, 11, 18, 29];
    let features = serde_json::json!({"protocol": {
        "minReaderVersion": 3, "minWriterVersion": 7,
        "readerFeatures": ["deletionVectors"], "writerFeatures": ["deletionVectors"]
    }});
    let mut without = b;
    let (size, vector) = deletion_vector(&deleted);
    without["add"]["deletionVector"] = serde_json::json!({
        "storageType": "i", "sizeInBytes": size, "cardinality": deleted.len(),
        "pathOrInlineDv": vector
    });
    commit(&city, 2, &[features, removed("b.parquet"), without]);
    let after = counted(&city);
    assert!(after.contains(r#""area":"south","category":"noise","orders":34"#), "{after}");
    let ids = "select count(*) as n from fact_orders where order_id in ('103', '104', '107', \
               '111', '118', '129')";
    let output = city.path("out");
    assert_eq!(serde_json::to_string(&query(&output, ids)).unwrap(), r#"[{"n":0}]"#);
    assert_eq!(results(&output, "2024-03")["rows"]["read"], 54);
}

#[test]
#[cfg(feature = "delta")]
fn a_table_in_an_object_store_is_read_by_its_log() {
    let mut city = city();
    write_file(&city.path("table/area=north/a.parquet"), 0, 30, "wrong", None);
    write_file(&city.path("table/b.parquet"), 100, 40, "noise", None);
    let protocol = serde_json::json!({"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}});
    let [a, b] = [("area=north/a.parquet", "north"), ("b.parquet", "south")]
        .map(|(name, area)| added(&city, name, area));
    commit(&city, 0, &[protocol, metadata(&["id", "time", "kind", "area"]), a, b]);
    commit(&city, 1, &[removed("area=north/a.parquet")]);
    let paths = format!("[\"s3://{BUCKET}/table\"]\nformat = \"delta\"");
    city.write("city.toml", &CONFIG.replace("[\"orders.csv\"]", &paths));
    let store = Store::serve(&city.path(""));
    city.variables = store.variables();
    assert_eq!(counted(&city), r#"[{"area":"south","category":"noise","orders":40}]"#);
    let sent = store.sent();
    assert!(sent.iter().any(|key| key.ends_with("b.parquet")), "{sent:?}");
    assert!(!sent.iter().any(|key| key.ends_with("a.parquet")), "{sent:?}");
}

#[test]
#[cfg(feature = "delta")]
fn what_cannot_be_read_of_a_table_is_said() {
    let city = city();
    commit(&city, 0, &[serde_json::json!({"commitInfo": {}})]);
    city.refuses(3, &["table: its Delta log cannot be read"], &["--period", "2024-03"]);
    write_file(&city.path("table/b.parquet"), 0, 20, "noise", None);
    let mut mapped = metadata(&["id", "time", "kind", "area"]);
    mapped["metaData"]["configuration"] = serde_json::json!({"delta.columnMapping.mode": "name"});
    let field = |name: &str, id: usize| {
        serde_json::json!({"name": name, "type": "string", "nullable": true, "metadata": {
            "delta.columnMapping.id": id, "delta.columnMapping.physicalName": format!("c{id}")
        }})
    };
    let fields = [field("id", 1), field("time", 2), field("kind", 3), field("area", 4)];
    let schema = serde_json::json!({"type": "struct", "fields": fields}).to_string();
    mapped["metaData"]["schemaString"] = schema.into();
    let protocol = serde_json::json!({"protocol": {"minReaderVersion": 2, "minWriterVersion": 5}});
    commit(&city, 0, &[protocol, mapped, added(&city, "b.parquet", "north")]);
    city.refuses(3, &["table: its columns have other names"], &["--period", "2024-03"]);
}
