//! The office's own files that deliverables carry: a logo, a template. Read and checked before
//! anything is counted.

use std::fs;
use std::path::{Path, PathBuf};

use super::DeliverError;
use super::document::OfficeTemplate;
use crate::report::ReportSettings;

/// The files.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The logo; `None` where there is none.
    pub logo: Option<Logo>,
    /// The office's own document; `None` where the layout is ours.
    pub template: Option<OfficeTemplate>,
}

/// An image.
#[derive(Debug, Clone)]
pub struct Logo {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// `png` or `jpeg`.
    pub extension: &'static str,
    /// Width and height in pixels.
    pub size: (u32, u32),
}

impl Assets {
    /// Reads what the settings name; `resolve` finds a path of the configuration.
    ///
    /// # Errors
    /// When a file cannot be read, or is not what it should be.
    pub fn load(
        settings: &ReportSettings,
        resolve: impl Fn(&str) -> PathBuf,
    ) -> Result<Self, DeliverError> {
        let logo = settings.logo.as_deref().map(|path| Logo::read(&resolve(path))).transpose()?;
        let template = settings.template.as_deref();
        let template = template.map(|path| OfficeTemplate::read(&resolve(path))).transpose()?;
        Ok(Self { logo, template })
    }
}

impl Logo {
    fn read(path: &Path) -> Result<Self, DeliverError> {
        let refuse = |reason: String| DeliverError::Logo { path: path.to_owned(), reason };
        let bytes = fs::read(path).map_err(|e| refuse(e.to_string()))?;
        let found = image_size(&bytes);
        let (extension, size) = found.ok_or_else(|| refuse("it is neither".to_owned()))?;
        Ok(Self { bytes, extension, size })
    }
}

/// Kind and size of an image; `None` where it is no PNG or JPEG.
pub fn image_size(bytes: &[u8]) -> Option<(&'static str, (u32, u32))> {
    let size = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        ("png", (number(16)?, number(20)?))
    } else {
        ("jpeg", jpeg_size(bytes)?)
    };
    (size.1.0 > 0 && size.1.1 > 0).then_some(size)
}

/// Width and height of a JPEG: those of its frame header (ITU-T T.81, B.2.2).
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    if !bytes.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    let short = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xFF => at += 1,
            // Frames but for tables of Huffman codes, arithmetic conditioning and reserved ones.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                return Some((u32::from(short(at + 7)?), u32::from(short(at + 5)?)));
            }
            _ => at += 2 + usize::from(short(at + 2)?),
        }
    }
}

#[cfg(test)]
mod tests;
