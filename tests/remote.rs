//! Orders behind a URL: brought once for each version, from an endpoint that is busy at first.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::city::{CONFIG, City};
use crate::support::results;

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
