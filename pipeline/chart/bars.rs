//! Horizontal bars: one row an area, the value behind the bar, a second figure at the right edge.

use super::axis::Scale;
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::palette;
use super::type_width::{fit, width_px};
use crate::language::count;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its length.
    pub value: f64,
    /// What the right column says, already worded; empty for nothing.
    pub note: String,
    /// Drawn in grey: it is a rest, not an area.
    pub rest: bool,
}

/// A chart of bars, drawn in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Heading of the right column; empty when no bar has a note.
    pub note_label: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

const WIDTH_PX: f64 = 500.0;
const ROW_PX: f64 = 22.0;

impl Bars {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let top = heading.height_px() + if self.note_label.is_empty() { 0.0 } else { 20.0 };
        sheet(WIDTH_PX, top + ROW_PX * self.bars.len() as f64 + 4.0, &self.title, |pen| {
            heading.draw(pen);
            self.rows(pen, top);
        })
    }

    fn rows(&self, pen: &mut Pen<'_>, top: f64) {
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let label_px =
            widest(&mut self.bars.iter().map(|b| width_px(&b.label, Type::LABEL.size))).min(180.0);
        let value_px =
            widest(&mut self.bars.iter().map(|b| width_px(&count(b.value as u64), 12.0))) + 8.0;
        let note_px = widest(
            &mut self
                .bars
                .iter()
                .map(|b| &b.note)
                .chain([&self.note_label])
                .map(|n| width_px(n, 12.0)),
        );
        let note_px = if self.note_label.is_empty() { 0.0 } else { note_px + 10.0 };
        let left = label_px + 10.0;
        let highest = self.bars.iter().filter(|b| !b.rest).map(|b| b.value).fold(0.0, f64::max);
        let x = Scale::new(0.0, highest, left, WIDTH_PX - value_px - note_px);
        pen.text(&self.note_label, (WIDTH_PX, top - 10.0), Align::End, Type::NOTE);
        for (i, bar) in self.bars.iter().enumerate() {
            let y = top + ROW_PX * (i as f64 + 0.5);
            let end = if bar.rest { left } else { x.px(bar.value).max(left + 1.0) };
            let label = fit(&bar.label, label_px + 1.0, Type::LABEL.size);
            let look = if bar.rest { Type::LABEL.colored(palette::MUTED) } else { Type::LABEL };
            pen.text(&label, (label_px, y), Align::End, look);
            pen.rect(left, y - 7.0, end - left, 14.0, palette::ACCENT);
            pen.text(
                &count(bar.value as u64),
                (end + 6.0, y),
                Align::Start,
                Type::NOTE.colored(palette::INK),
            );
            pen.text(&bar.note, (WIDTH_PX, y), Align::End, Type::NOTE);
        }
    }
}
