//! Reporters as keyed hashes: the same person in the same city, and nobody to anyone without the
//! key.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use rand::TryRngCore;
use rand::rngs::OsRng;

/// The key of one installation. It is never published; losing it costs one full reading.
#[derive(Clone)]
pub struct ReporterKey([u8; 32]);

impl ReporterKey {
    /// Reads the key kept in a folder, or makes one from the system's randomness.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn load_or_create(folder: &Path) -> io::Result<Self> {
        let path = folder.join("reporter.key");
        if let Ok(bytes) = fs::read(&path)
            && let Ok(key) = bytes.try_into()
        {
            return Ok(Self(key));
        }
        let mut key = [0; 32];
        OsRng.try_fill_bytes(&mut key).map_err(io::Error::other)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&key)?;
        file.persist(&path).map_err(|e| e.error)?;
        Ok(Self(key))
    }

    /// A key from any text, for tests and for keys that the administrator hands out.
    pub fn from_secret(secret: &str) -> Self {
        Self(blake3::derive_key("yiti reporter pseudonym v1", secret.as_bytes()))
    }

    /// Tells keys apart without revealing them.
    pub fn fingerprint(&self) -> String {
        blake3::keyed_hash(&self.0, b"fingerprint").to_hex()[..16].to_owned()
    }

    /// The pseudonym; never 0, which means "not known".
    pub fn pseudonym(&self, reporter: &str) -> u64 {
        let hash = blake3::keyed_hash(&self.0, reporter.as_bytes());
        u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("eight of thirty-two bytes"))
            .max(1)
    }
}

#[cfg(test)]
mod tests;
