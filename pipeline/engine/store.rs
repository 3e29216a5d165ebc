//! Files in object stores: listed, and brought beside the warehouse once for each version of them.
//!
//! `s3://`, `gs://`, `az://`, `http://` and `https://`; credentials and endpoints come from the
//! environment, in the names that each store's own tools use (`AWS_ACCESS_KEY_ID`,
//! `GOOGLE_SERVICE_ACCOUNT`, `AZURE_STORAGE_ACCOUNT_NAME` …). An endpoint that does not answer, or
//! answers 5xx, is tried again for a while before it is named.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures::StreamExt;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt};
use thiserror::Error;
use url::Url;

/// A file in an object store could not be brought.
#[derive(Debug, Error)]
#[error("{url}: {reason}; {hint}")]
pub struct StoreError {
    /// The URL.
    pub url: String,
    /// What went wrong.
    pub reason: String,
    /// What to do.
    pub hint: &'static str,
}

/// A file that was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteFile {
    /// Where it is.
    pub url: String,
    /// Where its bytes are now.
    pub location: PathBuf,
}

const CHECK_URL: &str = "check the URL; s3://, gs://, az://, http:// and https:// are understood";
const CHECK_ACCESS: &str = "check the URL, the network, and the credentials in the environment \
                            (AWS_…, GOOGLE_…, AZURE_…)";

/// How long an endpoint may fail before it is named.
const RETRY_FOR: Duration = Duration::from_secs(30);

/// Times that a request is tried again.
const RETRIES: usize = 6;

/// Characters of a pattern.
const WILD: [char; 3] = ['*', '?', '['];

/// Whether a path is a URL.
pub fn is_url(path: &str) -> bool {
    path.contains("://")
}

/// Brings the files that a URL names, by name: one file, all below a folder, or those that fit a
/// pattern, as far as `needs` says of their URLs. A version that is in `folder` already is not
/// brought again.
///
/// # Errors
/// When the URL is not understood, the store does not answer, or `folder` cannot be written.
pub fn download(
    url: &str,
    folder: &Path,
    needs: &dyn Fn(&str) -> bool,
) -> Result<Vec<RemoteFile>, StoreError> {
    let refuse = |reason: String, hint| StoreError { url: url.to_owned(), reason, hint };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| refuse(error.to_string(), CHECK_ACCESS))?;
    let parsed = Url::parse(url).map_err(|error| refuse(error.to_string(), CHECK_URL))?;
    let (store, path) = open(&parsed).map_err(|error| refuse(error.to_string(), CHECK_URL))?;
    runtime.block_on(async {
        let mut objects = list(store.as_ref(), &path, url.ends_with('/'))
            .await
            .map_err(|error| refuse(error.to_string(), CHECK_ACCESS))?;
        objects.retain(|object| object.size > 0);
        objects.sort_by(|a, b| a.location.cmp(&b.location));
        let bucket = bucket_url(&parsed, &path);
        let mut files = Vec::new();
        for object in objects {
            let url = match object.location == path {
                true => url.to_owned(),
                false => format!("{bucket}/{}", object.location),
            };
            if !needs(&url) {
                continue;
            }
            let location = bring(store.as_ref(), &object, &url, folder)
                .await
                .map_err(|reason| StoreError { url: url.clone(), reason, hint: CHECK_ACCESS })?;
            files.push(RemoteFile { url, location });
        }
        Ok(files)
    })
}

/// The URL of the bucket that holds `path`, without a slash at its end. Names in it are spelt out,
/// whatever escapes the URL has.
fn bucket_url(url: &Url, path: &ObjectPath) -> String {
    let whole = ObjectPath::from_url_path(url.path()).unwrap_or_default();
    let bucket = whole.as_ref().strip_suffix(path.as_ref()).unwrap_or_default();
    let bucket = format!("{}/{bucket}", &url[..url::Position::BeforePath]);
    bucket.strip_suffix('/').map(str::to_owned).unwrap_or(bucket)
}

/// The store that a URL names, with credentials from the environment.
///
/// # Errors
/// When the URL is not understood.
#[cfg(feature = "delta")]
pub fn open_store(url: &Url) -> Result<Box<dyn ObjectStore>, StoreError> {
    let refuse = |error: object_store::Error| StoreError {
        url: url.to_string(),
        reason: error.to_string(),
        hint: CHECK_URL,
    };
    open(url).map(|(store, _)| store).map_err(refuse)
}

/// The store that a URL names, with credentials from the environment, and the path in it.
pub(super) fn open(url: &Url) -> object_store::Result<(Box<dyn ObjectStore>, ObjectPath)> {
    let mut options: Vec<(String, String)> =
        std::env::vars().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    if url.scheme() == "http" {
        options.push(("allow_http".to_owned(), "true".to_owned()));
    }
    let retry = object_store::RetryConfig {
        max_retries: RETRIES,
        retry_timeout: RETRY_FOR,
        ..object_store::RetryConfig::default()
    };
    let (scheme, path) = object_store::ObjectStoreScheme::parse(url)?;
    let names = |options: &[(String, String)]| options.to_vec();
    let store: Box<dyn ObjectStore> = match scheme {
        object_store::ObjectStoreScheme::AmazonS3 => {
            let mut builder = object_store::aws::AmazonS3Builder::new().with_url(url.as_str());
            for (name, value) in names(&options) {
                if let Ok(key) = name.parse() {
                    builder = builder.with_config(key, value);
                }
            }
            Box::new(builder.with_retry(retry).build()?)
        }
        object_store::ObjectStoreScheme::Http => {
            let base = &url[..url::Position::BeforePath];
            let client = object_store::ClientOptions::new().with_allow_http(true);
            let builder = object_store::http::HttpBuilder::new().with_url(base);
            Box::new(builder.with_client_options(client).with_retry(retry).build()?)
        }
        _ => object_store::parse_url_opts(url, options)?.0,
    };
    Ok((store, path))
}

/// The objects that a path names.
async fn list(
    store: &dyn ObjectStore,
    path: &ObjectPath,
    is_folder: bool,
) -> object_store::Result<Vec<ObjectMeta>> {
    let text = path.as_ref();
    let Some(wild) = text.find(WILD) else {
        if is_folder || text.is_empty() {
            return below(store, path).await;
        }
        return match store.head(path).await {
            // A folder may be named without its slash.
            Err(error @ object_store::Error::NotFound { .. }) => match below(store, path).await {
                Ok(objects) if !objects.is_empty() => Ok(objects),
                _ => Err(error),
            },
            object => object.map(|object| vec![object]),
        };
    };
    let prefix = text[..wild].rfind('/').map_or("", |end| &text[..end]);
    let pattern = glob::Pattern::new(text).map_err(|error| object_store::Error::Generic {
        store: "pattern",
        source: Box::new(error),
    })?;
    let mut objects = below(store, &ObjectPath::parse(prefix)?).await?;
    objects.retain(|object| pattern.matches(object.location.as_ref()));
    Ok(objects)
}

async fn below(
    store: &dyn ObjectStore,
    path: &ObjectPath,
) -> object_store::Result<Vec<ObjectMeta>> {
    let mut listing = store.list(Some(path));
    let mut objects = Vec::new();
    while let Some(object) = listing.next().await {
        objects.push(object?);
    }
    Ok(objects)
}

/// Brings an object, unless this version of it is there: named by its URL, size, time and tag.
async fn bring(
    store: &dyn ObjectStore,
    object: &ObjectMeta,
    url: &str,
    folder: &Path,
) -> Result<PathBuf, String> {
    let ObjectMeta { size, last_modified, e_tag, version, .. } = object;
    let identity = format!("{url} {size} {last_modified} {e_tag:?} {version:?}");
    let identity = &blake3::hash(identity.as_bytes()).to_hex()[..24];
    let name = object.location.filename().unwrap_or("file");
    let location = folder.join(identity).join(name);
    if location.exists() {
        return Ok(location);
    }
    let write = |error: std::io::Error| format!("{}: {error}", folder.display());
    let own = folder.join(identity);
    fs::create_dir_all(&own).map_err(write)?;
    let mut file = tempfile::NamedTempFile::new_in(&own).map_err(write)?;
    let answer = store.get(&object.location).await.map_err(|error| error.to_string())?;
    let mut bytes = answer.into_stream();
    while let Some(part) = bytes.next().await {
        let part = part.map_err(|error| error.to_string())?;
        file.write_all(&part).map_err(write)?;
    }
    file.persist(&location).map_err(|error| write(error.error))?;
    Ok(location)
}

#[cfg(test)]
mod tests;
