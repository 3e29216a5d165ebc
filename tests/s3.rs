//! A server on loopback that speaks as much of S3 as reading needs: a folder is its one bucket.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

/// Name of the bucket.
pub const BUCKET: &str = "city";

/// A running server.
pub struct Store {
    folder: PathBuf,
    address: String,
    sent: Arc<Mutex<Vec<String>>>,
}

impl Store {
    /// Serves a folder until the tests end.
    pub fn serve(folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let sent = Arc::new(Mutex::new(Vec::new()));
        let store = Self { folder: folder.to_owned(), address, sent };
        let (root, sent) = (store.folder.clone(), Arc::clone(&store.sent));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (root, sent) = (root.clone(), Arc::clone(&sent));
                thread::spawn(move || answer(stream.unwrap(), &root, &sent));
            }
        });
        store
    }

    /// What a client finds in its environment.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("AWS_ENDPOINT", self.address.clone()),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test-secret".to_owned()),
        ]
    }

    /// Objects that were sent since the last call, whole or in part.
    pub fn sent(&self) -> Vec<String> {
        std::mem::take(&mut *self.sent.lock().unwrap())
    }
}

/// Answers one request; the connection is closed then.
fn answer(mut stream: TcpStream, root: &Path, sent: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let Some(Ok(request)) = lines.next() else { return };
    let headers: BTreeMap<String, String> = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_ascii_lowercase(), value.trim().to_owned()))
        })
        .collect();
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let url = url::Url::parse(&format!("http://store{target}")).unwrap();
    let key = percent_decoded(url.path()).trim_start_matches(&format!("/{BUCKET}")).to_owned();
    let key = key.trim_start_matches('/');
    let bytes = match key {
        _ if !headers.contains_key("authorization") => Err("403 Forbidden"),
        "" => Ok(listing(root, &url).into_bytes()),
        key => fs::read(root.join(key)).map_err(|_| "404 Not Found"),
    };
    // A client that went away is its own matter.
    let _ = match bytes {
        Err(status) => {
            write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        Ok(bytes) => {
            if method == "GET" && !key.is_empty() {
                sent.lock().unwrap().push(key.to_owned());
            }
            send(&mut stream, method, &bytes, headers.get("range").map(String::as_str))
        }
    };
}

fn send(
    stream: &mut TcpStream,
    method: &str,
    bytes: &[u8],
    range: Option<&str>,
) -> std::io::Result<()> {
    let wanted = range.and_then(|range| range.strip_prefix("bytes=")?.split_once('-'));
    let wanted = wanted.map(|(first, last)| {
        let end = last.parse().map_or(bytes.len(), |last: usize| (last + 1).min(bytes.len()));
        match first.parse() {
            Ok(first) => (first, end),
            // `-8` are the last eight bytes.
            Err(_) => (bytes.len() - end, bytes.len()),
        }
    });
    let (first, end) = wanted.unwrap_or((0, bytes.len()));
    let status = if wanted.is_some() { "206 Partial Content" } else { "200 OK" };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nETag: \"{}\"\r\n\
         Last-Modified: Wed, 01 May 2024 10:00:00 GMT\r\n",
        end - first,
        bytes.len()
    )?;
    if wanted.is_some() {
        write!(stream, "Content-Range: bytes {first}-{}/{}\r\n", end - 1, bytes.len())?;
    }
    write!(stream, "Connection: close\r\n\r\n")?;
    if method == "GET" {
        stream.write_all(&bytes[first..end])?;
    }
    Ok(())
}

/// The objects that a listing asks for.
fn listing(root: &Path, url: &url::Url) -> String {
    let asked: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
    let of = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let mut keys = Vec::new();
    collect(root, root, &mut keys);
    keys.sort();
    keys.retain(|(key, _)| key.starts_with(&of("prefix")) && *key > of("start-after"));
    let object = |(key, size): &(String, u64)| {
        format!(
            "<Contents><Key>{key}</Key><LastModified>2024-05-01T10:00:00.000Z</LastModified>\
             <ETag>\"{size}\"</ETag><Size>{size}</Size></Contents>"
        )
    };
    let objects: String = keys.iter().map(object).collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{objects}</ListBucketResult>")
}

fn collect(root: &Path, folder: &Path, keys: &mut Vec<(String, u64)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, keys);
        } else {
            let key = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            keys.push((key, entry.metadata().unwrap().len()));
        }
    }
}

/// The text of a URL's path.
fn percent_decoded(path: &str) -> String {
    // As the name of one field of a form, which has no value.
    let field = path.replace('+', "%2B").replace('=', "%3D").replace('&', "%26");
    url::form_urlencoded::parse(field.as_bytes()).map(|(name, _)| name.into_owned()).collect()
}
