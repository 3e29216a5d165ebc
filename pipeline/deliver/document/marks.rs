//! Marks such as `{{ title }}` in a part of a `.docx` file, found across runs.
//!
//! A part is well-formed XML, of which only three tags matter: paragraphs, their ends, texts of
//! runs.

use std::ops::Range;

/// A mark in a part of a document.
pub struct Mark {
    /// Its name.
    pub name: String,
    /// Position of the paragraph that it is in.
    pub paragraph: usize,
    /// Where its characters are: one range a run.
    pub ranges: Vec<Range<usize>>,
}

/// A part's paragraphs and the texts of their runs, as ranges of bytes.
pub struct Marked<'a> {
    text: &'a str,
    /// Where each paragraph is.
    pub paragraphs: Vec<Range<usize>>,
    /// Paragraph and range of each run's text, in order.
    runs: Vec<(usize, Range<usize>)>,
}

impl<'a> Marked<'a> {
    /// Finds them. Paragraphs may lie in others, as those of text boxes do.
    pub fn of(text: &'a str) -> Self {
        let mut all = Self { text, paragraphs: Vec::new(), runs: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(begin) = text[at..].find('<').map(|offset| at + offset) {
            let end = tag_end(text, begin);
            let tag = &text[begin..end];
            let name = tag.trim_start_matches('<').split([' ', '>', '\t', '\r', '\n']).next();
            at = end;
            match name.unwrap_or_default() {
                "w:p" if !tag.ends_with("/>") => {
                    open.push(all.paragraphs.len());
                    all.paragraphs.push(begin..text.len());
                }
                "/w:p" => {
                    if let Some(paragraph) = open.pop() {
                        all.paragraphs[paragraph].end = end;
                    }
                }
                "w:t" if !tag.ends_with("/>") => {
                    let close = text[end..].find("</w:t>").map_or(text.len(), |n| end + n);
                    if let Some(&paragraph) = open.last() {
                        all.runs.push((paragraph, end..close));
                    }
                    at = close;
                }
                _ => {}
            }
        }
        all
    }

    /// The marks, in no order.
    pub fn marks(&self) -> Vec<Mark> {
        let mut all = Vec::new();
        for paragraph in 0..self.paragraphs.len() {
            let runs = self.runs.iter().filter(|(owner, _)| *owner == paragraph);
            let runs: Vec<Range<usize>> = runs.map(|(_, range)| range.clone()).collect();
            let whole: String = runs.iter().map(|range| &self.text[range.clone()]).collect();
            let mut at = 0;
            while let Some(begin) = whole[at..].find("{{").map(|offset| at + offset) {
                let Some(end) = whole[begin..].find("}}").map(|offset| begin + offset + 2) else {
                    break;
                };
                let name = whole[begin + 2..end - 2].trim().to_owned();
                all.push(Mark { name, paragraph, ranges: located(&runs, begin..end) });
                at = end;
            }
        }
        all
    }
}

/// End of the tag that begins at `begin`: the first `>` outside of quotation marks.
fn tag_end(text: &str, begin: usize) -> usize {
    let mut quote = None;
    for (offset, byte) in text.as_bytes()[begin..].iter().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'>') => return begin + offset + 1,
            _ => {}
        }
    }
    text.len()
}

/// Where a part of the joined texts of some runs is.
fn located(runs: &[Range<usize>], part: Range<usize>) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut before = 0;
    for run in runs {
        let begin = part.start.max(before);
        let end = part.end.min(before + run.len());
        if begin < end {
            all.push(run.start + begin - before..run.start + end - before);
        }
        before += run.len();
    }
    all
}
