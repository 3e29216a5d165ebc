//! What a document is made of: headings, paragraphs, figures and tables as plain values.

use serde::Serialize;

use super::words::{Words, numbered};
use crate::chart::{Rasteriser, Svg};
use crate::deliver::assets::image_size;
use crate::deliver::edition::Edition;
use crate::invisible::shown;

/// One thing after another in the text.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading of the first to third level.
    Heading {
        /// 1 to 3.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph of the text.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A line that is not indented: names, places to sign.
    Line {
        /// Its words.
        text: String,
        /// Whether it stands at the right.
        right: bool,
    },
    /// A small remark below a table or figure.
    Remark {
        /// Its words.
        text: String,
    },
    /// A chart with its caption below.
    Figure(Figure),
    /// A table with its caption above.
    Table(Table),
    /// What follows begins on a new page.
    NewPage,
}

/// A chart.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Name of the chart's file, without extension.
    pub name: String,
    /// Caption with its number.
    pub caption: String,
    /// What the chart shows, in words.
    pub alt: String,
    /// Position among the figures, from 1.
    pub number: usize,
    /// Width and height, in English metric units.
    pub width: u64,
    /// Height.
    pub height: u64,
    /// The PNG.
    #[serde(skip)]
    pub png: Vec<u8>,
    /// The SVG, for pages.
    pub svg: String,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Caption with its number.
    pub caption: String,
    /// Headings, repeated on every page.
    pub headings: Vec<String>,
    /// Width of each column, in twentieths of a point.
    pub widths: Vec<u32>,
    /// Whether each column holds figures, which stand at the right.
    pub figures: Vec<bool>,
    /// Cells as they are printed.
    pub rows: Vec<Vec<String>>,
}

/// Width of the text: 156 mm, in English metric units (36,000 a millimetre).
const TEXT_WIDTH_EMU: u64 = 156 * EMU_PER_MM;
/// English metric units a millimetre.
const EMU_PER_MM: u64 = 36_000;
/// Width of the text in twentieths of a point.
const TEXT_WIDTH_TWIPS: u32 = 8_844;

/// Device pixels a CSS pixel of a chart that is drawn for a document.
const PNG_SCALE: f32 = 2.0;

/// Collects blocks and numbers their figures and tables.
#[derive(Debug)]
pub struct Body<'a> {
    edition: &'a Edition,
    words: &'a Words,
    /// The blocks so far.
    pub blocks: Vec<Block>,
    figures: usize,
    tables: usize,
    headings: [usize; 2],
}

impl<'a> Body<'a> {
    /// An empty body.
    pub const fn new(edition: &'a Edition, words: &'a Words) -> Self {
        Self { edition, words, blocks: Vec::new(), figures: 0, tables: 0, headings: [0, 0] }
    }

    /// A heading of the first level, numbered.
    pub fn heading(&mut self, text: &str) {
        self.headings = [self.headings[0] + 1, 0];
        let text = numbered(self.edition.language(), 1, self.headings[0], &shown(text));
        self.blocks.push(Block::Heading { level: 1, text });
    }

    /// A heading of the second level, numbered.
    pub fn subheading(&mut self, text: &str) {
        self.headings[1] += 1;
        let text = numbered(self.edition.language(), 2, self.headings[1], &shown(text));
        self.blocks.push(Block::Heading { level: 2, text });
    }

    /// A heading without a number, on a new page.
    pub fn annex(&mut self, text: &str) {
        self.blocks.push(Block::NewPage);
        self.blocks.push(Block::Heading { level: 1, text: shown(text).into_owned() });
    }

    /// A paragraph; none where there is nothing to say.
    pub fn paragraph(&mut self, text: impl AsRef<str>) {
        if !text.as_ref().trim().is_empty() {
            self.blocks.push(Block::Paragraph { text: shown(text.as_ref()).into_owned() });
        }
    }

    /// A line that is not indented.
    pub fn line(&mut self, text: impl AsRef<str>, right: bool) {
        self.blocks.push(Block::Line { text: shown(text.as_ref()).into_owned(), right });
    }

    /// A small remark.
    pub fn remark(&mut self, text: impl AsRef<str>) {
        self.blocks.push(Block::Remark { text: shown(text.as_ref()).into_owned() });
    }

    /// A chart of the published folder, at most so many millimetres high; none where it was not
    /// drawn as PNG.
    pub fn figure(&mut self, name: &str, caption: &str, alt: &str, height_mm: u64) {
        let chart = self.edition.folder().join("charts").join(name);
        let Ok(png) = std::fs::read(chart.with_extension("png")) else { return };
        let svg = std::fs::read_to_string(chart.with_extension("svg")).unwrap_or_default();
        self.place(name, (png, svg), (caption, alt), height_mm);
    }

    /// A chart that is drawn for this document; none where there is no font to write its names
    /// with.
    pub fn drawn(
        &mut self,
        name: &str,
        chart: &Svg,
        fonts: &Rasteriser,
        words: (&str, &str),
        height_mm: u64,
    ) {
        let svg = Svg { text: shown(&chart.text).into_owned(), ..chart.clone() };
        if let Ok(png) = fonts.png(&svg, PNG_SCALE) {
            self.place(name, (png, svg.text), words, height_mm);
        }
    }

    fn place(
        &mut self,
        name: &str,
        (png, svg): (Vec<u8>, String),
        (caption, alt): (&str, &str),
        height_mm: u64,
    ) {
        let Some((_, (width, height))) = image_size(&png) else { return };
        self.figures += 1;
        let (width, height) = fitted((width.into(), height.into()), height_mm * EMU_PER_MM);
        let number = self.figures.to_string();
        self.blocks.push(Block::Figure(Figure {
            name: name.to_owned(),
            caption: self
                .words
                .figure
                .replace("{n}", &number)
                .replace("{caption}", &shown(caption)),
            alt: shown(alt).into_owned(),
            number: self.figures,
            width,
            height,
            png,
            svg,
        }));
    }

    /// A table; none without rows. Widths are parts of the text's width.
    pub fn table(&mut self, caption: &str, columns: &[(&str, u32, bool)], rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        self.tables += 1;
        let number = self.tables.to_string();
        let parts: u32 = columns.iter().map(|(_, part, _)| part).sum();
        let cell = |text: String| shown(&text).into_owned();
        self.blocks.push(Block::Table(Table {
            caption: self.words.table.replace("{n}", &number).replace("{caption}", &shown(caption)),
            headings: columns.iter().map(|(heading, _, _)| (*heading).to_owned()).collect(),
            widths: columns.iter().map(|(_, part, _)| TEXT_WIDTH_TWIPS * part / parts).collect(),
            figures: columns.iter().map(|(_, _, figures)| *figures).collect(),
            rows: rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
        }));
    }
}

/// As wide as the text, but no higher than allowed.
fn fitted((width, height): (u64, u64), height_max: u64) -> (u64, u64) {
    let wide = (TEXT_WIDTH_EMU, TEXT_WIDTH_EMU * height / width);
    if wide.1 <= height_max {
        return wide;
    }
    (height_max * width / height, height_max)
}

#[cfg(test)]
mod tests;
