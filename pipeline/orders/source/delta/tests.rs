use super::*;

#[test]
fn a_tables_partitions_are_folders_wherever_its_files_lie() {
    let value = |value: &str| Some(value.to_owned());
    let columns = vec![
        ("dt".to_owned(), value("2024-03-05")),
        ("id".to_owned(), None),
        ("path".to_owned(), value("a/b")),
    ];
    let of_table = TableFile { columns, deleted: Vec::new() };
    let file = DataFile { name: "x.parquet".into(), location: "/t/x.parquet".into(), of_table };
    assert_eq!(file.partitioned_path(Path::new("/t")), Path::new("/t/dt=2024-03-05/file"));
}
