//! Orders behind a URL: brought once for each version, from an endpoint that is busy at first; of a
//! folder in an object store, only the partitions of the period.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::city::{CONFIG, City};
use crate::s3::{BUCKET, Store};
use crate::support::{query, results};

/// Serves one file on loopback; every request before `busy_until` is answered with 503. Gives the
/// address and the count of files sent.
fn serve(body: String, busy_until: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request = lines.next().unwrap().unwrap();
            lines.map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
            let head = |status: &str, length: usize| {
                format!(
                    "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nETag: \"1\"\r\n\
                     Last-Modified: Wed, 01 May 2024 10:00:00 GMT\r\nConnection: close\r\n\r\n"
                )
            };
            let answer = match (number < busy_until, request.starts_with("GET")) {
                (true, _) => head("503 Service Unavailable", 0),
                (false, false) => head("200 OK", body.len()),
                (false, true) => {
                    counter.fetch_add(1, Ordering::SeqCst);
                    head("200 OK", body.len()) + &body
                }
            };
            // A client that went away is its own matter.
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (format!("http://{address}"), sent)
}

fn orders() -> String {
    let order =
        |i: usize| format!("{i},2024-{:02}-{:02} 10:00:00,noise,north\n", i % 12 + 1, i % 28 + 1);
    format!("id,time,kind,area\n{}", (0..336).map(order).collect::<String>())
}

#[test]
fn a_file_behind_a_url_is_brought_once_though_its_endpoint_is_busy_at_first() {
    let (address, sent) = serve(orders(), 2);
    let config = CONFIG.replace("\"orders.csv\"", &format!("\"{address}/data/orders.csv\""));
    let city = City::new(&config, "");
    for cached in [false, true] {
        let (status, message) = city.run(&["--period", "2024"]);
        assert_eq!(status, 0, "{message}");
        let input = results(&city.path("out"), "2024")["inputs"][0].clone();
        assert_eq!(input["path"], format!("{address}/data/orders.csv"));
        assert_eq!((&input["rows"], &input["cached"]), (&336.into(), &cached.into()));
    }
    assert_eq!(sent.load(Ordering::SeqCst), 1);
}

#[test]
fn a_url_that_cannot_be_read_is_named_with_what_to_check() {
    for (url, words) in [
        ("ftp://127.0.0.1/orders.csv", ["ftp://", "s3://, gs://, az://"]),
        ("http://127.0.0.1:9/orders.csv", ["http://127.0.0.1:9/orders.csv", "check the URL"]),
    ] {
        let config = CONFIG.replace("\"orders.csv\"", &format!("\"{url}\""));
        City::new(&config, "").refuses(2, &words, &[]);
    }
}

#[test]
fn of_a_folder_in_an_object_store_only_the_partitions_of_the_period_are_brought() {
    let paths = format!("[\"s3://{BUCKET}/工单/\"]\npartitions = [\"year\", \"month\"]");
    let config = CONFIG.replace("[\"orders.csv\"]", &paths).replace("'\"area\"'", "'region'");
    let mut city = City::new(&config, "");
    for (year, month) in (2023..=2025).flat_map(|year| (1..=12).map(move |month| (year, month))) {
        let folder = format!("store/工单/region=north/year={year}/month={month}");
        std::fs::create_dir_all(city.path(&folder)).unwrap();
        let order = |day: usize| {
            format!("{year}-{month}-{day},{year}-{month:02}-{day:02} 10:00:00,noise\n")
        };
        let orders: String = (1..=20).map(order).collect();
        city.write(&format!("{folder}/orders.csv"), &format!("id,time,kind\n{orders}"));
    }
    let store = Store::serve(&city.path("store"));
    city.refuses(2, &["s3://city/工单", "AWS_"], &["--period", "2024"]);
    city.variables = store.variables();
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    let mut sent = store.sent();
    sent.sort();
    // January 2025 may hold orders of New Year's Eve in another time zone.
    assert_eq!(sent.len(), 24 + 1, "{sent:?}");
    assert!(sent[24].contains("year=2025/month=1/"), "{sent:?}");
    let sql = "select area, sum(orders) as orders from panel_month where area_level = 'district' \
               and category_level = 'l1' and month >= '2024-01-01' group by area";
    let rows = serde_json::to_string(&query(&city.path("out"), sql)).unwrap();
    assert_eq!(rows, r#"[{"area":"north","orders":240}]"#);
    // What is here already is not brought again: a folder may be named without its slash, and files
    // by a pattern.
    for paths in ["工单", "工单/region=north/year=2024/*/orders.csv"] {
        city.write("city.toml", &config.replace("工单/", paths));
        let (status, message) = city.run(&["--period", "2024"]);
        assert_eq!((status, store.sent()), (0, Vec::new()), "{paths}: {message}");
    }
}
