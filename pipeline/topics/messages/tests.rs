use std::fs;
use std::path::Path;

use super::*;

fn options(input: &Path, output: &Path) -> Options {
    Options {
        input: input.to_owned(),
        output: output.to_owned(),
        id: "id".to_owned(),
        text: vec!["title".to_owned(), "body".to_owned()],
        time: "time".to_owned(),
        area: None,
        user: Some("user".to_owned()),
        settings: Settings::default(),
    }
}

fn run_on(name: &str, content: &[u8]) -> (Result<Summary, MessagesError>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join(name);
    fs::write(&input, content).unwrap();
    (run(&options(&input, &folder.path().join("out")), &mut |_| {}), folder)
}

const ROWS: &str = "id,title,body,time,user\n\
    1,丽发新城搅拌站噪音扰民,丽发新城小区旁边的搅拌站夜间施工,2019/11/2 8:00:00,a\n\
    2,投诉丽发新城附近搅拌站扰民,搅拌站的粉尘和噪音让丽发新城居民无法入睡,2019-11-05,b\n\
    3,丽发新城旁搅拌站噪音,搅拌站噪音大，丽发新城业主苦不堪言,2019-11-07,b\n\
    4,洪山公园何时开工,规划了十几年,not a day,\n\
    5,,,2019-11-07,\n";

#[test]
fn a_file_becomes_topics_and_assignments() {
    let (summary, folder) = run_on("m.csv", ROWS.as_bytes());
    let summary = summary.unwrap();
    assert_eq!((summary.messages, summary.topics, summary.assigned), (5, 1, 3));
    assert_eq!(
        (summary.empty_texts, summary.unknown_days, summary.replaced, summary.sampled),
        (1, 1, 0, None)
    );
    let topics = fs::read_to_string(folder.path().join("out/topics.csv")).unwrap();
    assert!(topics.starts_with(
        "\u{feff}topic_id,rank,hot_index,title,keywords,size,users,first_day,last_day,area"
    ));
    assert!(topics.contains("丽发新城") && topics.contains("2019-11-02,2019-11-07"));
    let assignments = fs::read_to_string(folder.path().join("out/assignments.csv")).unwrap();
    assert_eq!(assignments.lines().nth(1), Some("1,topic-0001"));
    assert_eq!(assignments.lines().nth(4), Some("4,"));
}

#[test]
fn parquet_out_is_parquet_in() {
    let (summary, folder) = run_on("m.csv", ROWS.as_bytes());
    summary.unwrap();
    let back = Options {
        text: vec!["title".to_owned()],
        id: "topic_id".to_owned(),
        time: "first_day".to_owned(),
        user: None,
        ..options(&folder.path().join("out/topics.parquet"), &folder.path().join("again"))
    };
    let records = read::read(&back).unwrap();
    assert_eq!(records.ids, ["topic-0001"]);
    assert_eq!(records.days[0], chrono::NaiveDate::from_ymd_opt(2019, 11, 2));
}

#[test]
fn no_rows_give_empty_tables_and_broken_input_an_error_that_names_it() {
    assert_eq!(run_on("m.csv", b"id,title,body,time,user\n").0.unwrap().topics, 0);
    assert_eq!(run_on("m.jsonl", b"").0.unwrap().messages, 0);
    let message = |name, content: &[u8]| run_on(name, content).0.unwrap_err().to_string();
    assert!(message("m.csv", b"id,title\n1,x\n").ends_with("no column 'time'; it has: id, title"));
    assert!(message("m.csv", b"id,title,body,time,user\n1,x\n").contains("line: 2"));
    assert!(
        message("m.csv", b"id,title,body,time,user\n,x,,,\n")
            .contains("row 1 has no value in the id column 'id'")
    );
    assert!(message("m.jsonl", b"{\"id\": 1\n").contains("line"));
    assert!(message("m.xlsx", b"").contains("cannot tell the format"));
    assert!(message("m.parquet", b"PAR1").contains("m.parquet"));
}

#[test]
fn invalid_bytes_are_counted() {
    let mut bytes = ROWS.as_bytes().to_vec();
    bytes.extend(b"6,\xff\xff ok,,2019-11-07,\n");
    let summary = run_on("m.csv", &bytes).0.unwrap();
    assert_eq!((summary.messages, summary.replaced), (6, 2));
}
