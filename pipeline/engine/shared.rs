//! A folder in an object store, where every machine of a cluster reads the same files.

use std::fs;
use std::path::Path;

use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt};
use url::Url;

use super::store::{StoreError, open};

const CHECK_SHARED: &str = "check [warehouse] shared, the network, and the credentials in the \
                            environment (AWS_…, GOOGLE_…, AZURE_…)";

/// A folder in an object store.
#[derive(Debug)]
pub struct SharedFolder {
    url: String,
    path: ObjectPath,
    store: Box<dyn ObjectStore>,
}

impl SharedFolder {
    /// Opens a folder; nothing is asked of the store yet.
    ///
    /// # Errors
    /// When the URL is not understood.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let refuse =
            |reason: String| StoreError { url: url.to_owned(), reason, hint: CHECK_SHARED };
        let folder = url.trim_end_matches('/').to_owned();
        let parsed = Url::parse(&folder).map_err(|error| refuse(error.to_string()))?;
        let (store, path) = open(&parsed).map_err(|error| refuse(error.to_string()))?;
        Ok(Self { url: folder, path, store })
    }

    /// Puts a file under a name, unless one of its size is there, and gives its URL. For files
    /// whose names say what is in them.
    ///
    /// # Errors
    /// When the file cannot be read, or the store does not take it.
    pub async fn put_once(&self, file: &Path, name: &str) -> Result<String, StoreError> {
        let url = format!("{}/{name}", self.url);
        let bytes = fs::metadata(file).map_err(|error| refuse(&url, error))?.len();
        let there = self.store.head(&self.at(name)).await.is_ok_and(|there| there.size == bytes);
        if !there {
            self.put(file, name).await?;
        }
        Ok(url)
    }

    /// Puts a file under a name, in place of one that is there.
    ///
    /// # Errors
    /// When the file cannot be read, or the store does not take it.
    pub async fn put(&self, file: &Path, name: &str) -> Result<(), StoreError> {
        let url = format!("{}/{name}", self.url);
        let bytes = fs::read(file).map_err(|error| refuse(&url, error))?;
        let put = self.store.put(&self.at(name), bytes.into()).await;
        put.map(drop).map_err(|error| refuse(&url, error))
    }

    fn at(&self, name: &str) -> ObjectPath {
        name.split('/').fold(self.path.clone(), |path, part| path.join(part))
    }
}

fn refuse(url: &str, reason: impl std::fmt::Display) -> StoreError {
    StoreError { url: url.to_owned(), reason: reason.to_string(), hint: CHECK_SHARED }
}
