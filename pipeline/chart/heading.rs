//! Headings: a title that says what the chart shows, then its unit and period.

use super::canvas::{Align, Pen, Type};
use super::type_width::wrap;

const TITLE_LINE_PX: f64 = 20.0;
const UNIT_LINE_PX: f64 = 17.0;

/// A heading broken into lines for a width.
#[derive(Debug, Clone)]
pub struct Heading {
    title: Vec<String>,
    unit: Vec<String>,
}

impl Heading {
    /// Breaks title and unit line into at most two lines each.
    pub fn new(title: &str, unit: &str, width_px: f64) -> Self {
        let lines = |text, look: Type| wrap(text, width_px - 4.0, look.size, 2);
        Self { title: lines(title, Type::TITLE), unit: lines(unit, Type::NOTE) }
    }

    /// The height that it takes.
    pub fn height_px(&self) -> f64 {
        self.title.len() as f64 * TITLE_LINE_PX + self.unit.len() as f64 * UNIT_LINE_PX + 6.0
    }

    /// Draws it at the top of the sheet.
    pub fn draw(&self, pen: &mut Pen<'_>) {
        let mut y = 11.0;
        for line in &self.title {
            pen.text(line, (0.0, y), Align::Start, Type::TITLE);
            y += TITLE_LINE_PX;
        }
        for line in &self.unit {
            pen.text(line, (0.0, y), Align::Start, Type::NOTE);
            y += UNIT_LINE_PX;
        }
    }
}
