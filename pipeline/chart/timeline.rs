//! A timeline: sudden findings from first to last day, with the day of their peak.

use super::axis::Scale;
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::palette;
use super::type_width::{fit, width_px};

/// One finding. Days count from the first day shown.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRow {
    /// Its name.
    pub label: String,
    /// First day.
    pub first_day: f64,
    /// Day of the peak.
    pub peak_day: f64,
    /// Last day, inclusive.
    pub last_day: f64,
    /// What the right column says, already worded.
    pub note: String,
    /// Drawn in grey: shown, not promoted.
    pub muted: bool,
}

/// A timeline, rows in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Name of the bars.
    pub bar_label: String,
    /// Name of the peak's ring.
    pub peak_label: String,
    /// Name of grey bars.
    pub muted_label: String,
    /// Heading of the right column.
    pub note_label: String,
    /// Days shown.
    pub days: f64,
    /// Day and name of each tick.
    pub ticks: Vec<(f64, String)>,
    /// The rows.
    pub rows: Vec<TimelineRow>,
}

const WIDTH_PX: f64 = 960.0;
const ROW_PX: f64 = 24.0;

impl Timeline {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let keys = self.keys();
        let top = heading.height_px() + legend::height_px(WIDTH_PX, &keys) + 30.0;
        sheet(WIDTH_PX, top + ROW_PX * self.rows.len() as f64 + 6.0, &self.title, |pen| {
            heading.draw(pen);
            legend::draw(pen, heading.height_px(), WIDTH_PX, &keys);
            self.plot(pen, top);
        })
    }

    fn keys(&self) -> Vec<(Mark, &str)> {
        let mut keys = vec![(Mark::Field(palette::ACCENT), self.bar_label.as_str())];
        if self.rows.iter().any(|row| row.muted) {
            keys.push((Mark::Field(palette::PAST), &self.muted_label));
        }
        keys.push((Mark::Ring(palette::INK), &self.peak_label));
        keys
    }

    fn plot(&self, pen: &mut Pen<'_>, top: f64) {
        let widest = |texts: Vec<&str>, size| {
            texts.into_iter().map(|t| width_px(t, size)).fold(0.0, f64::max)
        };
        let left =
            widest(self.rows.iter().map(|r| r.label.as_str()).collect(), 13.0).min(330.0) + 12.0;
        let notes =
            self.rows.iter().map(|r| r.note.as_str()).chain([self.note_label.as_str()]).collect();
        let right = WIDTH_PX - widest(notes, 12.0) - 14.0;
        let bottom = top + ROW_PX * self.rows.len() as f64;
        let x = Scale::new(0.0, self.days, left, right);
        for (day, name) in &self.ticks {
            pen.line((x.px(*day), top), (x.px(*day), bottom), palette::GRID, 1.0);
            pen.text(name, (x.px(*day) + 3.0, top - 12.0), Align::Start, Type::NOTE);
        }
        pen.text(&self.note_label, (WIDTH_PX, top - 12.0), Align::End, Type::NOTE);
        for (i, row) in self.rows.iter().enumerate() {
            draw_row(pen, row, x, left, top + ROW_PX * (i as f64 + 0.5));
        }
    }
}

fn draw_row(pen: &mut Pen<'_>, row: &TimelineRow, x: Scale, left: f64, y: f64) {
    let color = if row.muted { palette::PAST } else { palette::ACCENT };
    let start = x.px(row.first_day);
    let width = (x.px(row.last_day + 1.0) - start).max(4.0);
    pen.text(
        &fit(&row.label, left - 11.0, Type::LABEL.size),
        (left - 12.0, y),
        Align::End,
        Type::LABEL,
    );
    pen.rect(start, y - 5.0, width, 10.0, color);
    pen.ring(((x.px(row.peak_day + 0.5)).clamp(start, start + width), y), 3.5, palette::INK, 1.75);
    pen.text(&row.note, (WIDTH_PX, y), Align::End, Type::NOTE.colored(palette::INK));
}
