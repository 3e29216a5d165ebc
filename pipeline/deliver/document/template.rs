//! An office's own document, the marks of which are filled in: `{{ title }}`, `{{ body }}` and so
//! on.
//!
//! Word cuts texts into runs as it likes, also within a mark, so marks are looked for in the text
//! of whole paragraphs. Only what is filled in is changed: every other byte of every part stays.

use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::path::Path;

use super::marks::Marked;
use super::render::{Pieces, Zip};
use crate::deliver::DeliverError;

/// The marks.
pub const MARKS: [&str; 7] = ["body", "title", "unit", "edition", "period", "as_of", "run"];

const DOCUMENT: &str = "word/document.xml";
const STYLES: &str = "word/styles.xml";
const RELATIONSHIPS: &str = "word/_rels/document.xml.rels";
const CONTENT_TYPES: &str = "[Content_Types].xml";

/// A template: the parts of a `.docx` file.
#[derive(Debug, Clone)]
pub struct OfficeTemplate {
    parts: Vec<(String, Vec<u8>)>,
}

impl OfficeTemplate {
    /// Reads and checks a template.
    ///
    /// # Errors
    /// When it is no `.docx` file, has no place for the text, or has a mark that is not known.
    pub fn read(path: &Path) -> Result<Self, DeliverError> {
        let refuse = |reason: &str| DeliverError::Template {
            path: path.to_owned(),
            reason: reason.to_owned(),
            marks: MARKS.map(|mark| format!("{{{{ {mark} }}}}")).join(", "),
        };
        let file = File::open(path).map_err(|e| refuse(&e.to_string()))?;
        let parts = parts(file).map_err(|_| refuse("it is no .docx file"))?;
        let template = Self { parts };
        let text = template.text(DOCUMENT).ok_or_else(|| refuse("it is no .docx file"))?;
        if template.text(STYLES).is_none() {
            return Err(refuse("it has no styles; save it once with Word, WPS or LibreOffice"));
        }
        let marks: Vec<String> =
            Marked::of(text).marks().into_iter().map(|mark| mark.name).collect();
        if let Some(unknown) = marks.iter().find(|mark| !MARKS.contains(&mark.as_str())) {
            return Err(refuse(&format!("its mark {{{{ {unknown} }}}} is not known")));
        }
        if marks.is_empty() {
            return Err(refuse("it has no marks"));
        }
        if !marks.iter().any(|mark| mark == "body") {
            return Err(refuse("it has no mark {{ body }}, where the text would go"));
        }
        Ok(template)
    }

    fn text(&self, name: &str) -> Option<&str> {
        let (_, bytes) = self.parts.iter().find(|(part, _)| part == name)?;
        std::str::from_utf8(bytes).ok()
    }

    /// The template with its marks filled in.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn filled(&self, pieces: &Pieces) -> Result<Vec<u8>, DeliverError> {
        let mut zip = Zip::new();
        for (name, bytes) in &self.parts {
            let text = std::str::from_utf8(bytes).ok();
            let is_page = name.starts_with("word/header") || name.starts_with("word/footer");
            match (name.as_str(), text) {
                (DOCUMENT, Some(text)) => zip.text(name, &fill(text, pieces))?,
                (STYLES, Some(text)) => zip.text(name, &with_styles(text, pieces))?,
                (RELATIONSHIPS, Some(text)) => zip.text(name, &with_relationships(text, pieces))?,
                (CONTENT_TYPES, Some(text)) => zip.text(name, &with_png(text))?,
                (_, Some(text)) if is_page && name.ends_with(".xml") => {
                    zip.text(name, &fill(text, pieces))?;
                }
                _ => zip.bytes(name, bytes)?,
            }
        }
        if self.text(RELATIONSHIPS).is_none() {
            zip.text(RELATIONSHIPS, &with_relationships("", pieces))?;
        }
        for (name, bytes) in &pieces.images {
            zip.image(&format!("word/media/{name}"), bytes)?;
        }
        zip.finish()
    }
}

fn parts(file: File) -> Result<Vec<(String, Vec<u8>)>, zip::result::ZipError> {
    let mut archive = zip::ZipArchive::new(file)?;
    let mut all = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        if part.is_file() {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes)?;
            all.push((part.name()?.into_owned(), bytes));
        }
    }
    Ok(all)
}

/// Adds our styles, whose names are like no others.
fn with_styles(text: &str, pieces: &Pieces) -> String {
    match text.rfind("</w:styles>") {
        Some(at) => [&text[..at], &pieces.styles, &text[at..]].concat(),
        None => text.to_owned(),
    }
}

fn with_relationships(text: &str, pieces: &Pieces) -> String {
    const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
        <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        </Relationships>";
    let text = if text.contains("</Relationships>") { text } else { EMPTY };
    let at = text.rfind("</Relationships>").unwrap_or(text.len());
    [&text[..at], &pieces.relationships, &text[at..]].concat()
}

/// Says what PNG files are, unless it is said.
fn with_png(text: &str) -> String {
    let types = text.find("<Types").and_then(|at| Some(at + text[at..].find('>')? + 1));
    match types {
        Some(at) if !text.to_ascii_lowercase().contains("extension=\"png\"") => {
            let png = "<Default Extension=\"png\" ContentType=\"image/png\"/>";
            [&text[..at], png, &text[at..]].concat()
        }
        _ => text.to_owned(),
    }
}

/// A part with its marks filled in.
fn fill(text: &str, pieces: &Pieces) -> String {
    let marked = Marked::of(text);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let marks = marked.marks();
    let bodies: Vec<Range<usize>> = marks
        .iter()
        .filter(|mark| mark.name == "body")
        .map(|mark| marked.paragraphs[mark.paragraph].clone())
        .collect();
    for paragraph in &bodies {
        if !edits.iter().any(|(range, _)| range == paragraph) {
            edits.push((paragraph.clone(), pieces.body.clone()));
        }
    }
    for mark in marks.iter().filter(|mark| mark.name != "body") {
        let inside = |range: &Range<usize>| {
            bodies.iter().any(|body| body.start <= range.start && range.end <= body.end)
        };
        let value = pieces.values.iter().find(|(name, _)| *name == mark.name);
        let Some((_, value)) = value else { continue };
        for (at, range) in mark.ranges.iter().filter(|range| !inside(range)).enumerate() {
            let new = if at == 0 { escaped(value) } else { String::new() };
            edits.push((range.clone(), new));
        }
    }
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    edits.into_iter().fold(text.to_owned(), |mut text, (range, new)| {
        text.replace_range(range, &new);
        text
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
