//! Before and after: what was observed month by month, and what was expected since a measure began.

use super::axis::{Scale, ticks_from_zero};
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::palette;
use super::type_width::width_px;
use crate::language::count;

/// One month. `None` is what the data does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeAfterMonth {
    /// Its name on the axis.
    pub label: String,
    /// What was observed.
    pub observed: Option<f64>,
    /// What was expected without a change.
    pub expected: Option<f64>,
    /// The range of it.
    pub range: Option<(f64, f64)>,
    /// Whether the month is wholly covered; if not it is a ring.
    pub complete: bool,
}

/// A chart of months around a start.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeAfter {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Name of the observed line.
    pub observed_label: String,
    /// Name of the expected line and its range.
    pub expected_label: String,
    /// What stands at the start.
    pub start_label: String,
    /// What a ring means.
    pub incomplete_label: String,
    /// Position of the first month that the measure touches.
    pub start: Option<usize>,
    /// The months, oldest first.
    pub months: Vec<BeforeAfterMonth>,
}

const WIDTH_PX: f64 = 500.0;
const PLOT_HEIGHT_PX: f64 = 200.0;

impl BeforeAfter {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let keys = self.keys();
        let top = heading.height_px() + legend::height_px(WIDTH_PX, &keys) + 34.0;
        sheet(WIDTH_PX, top + PLOT_HEIGHT_PX + 28.0, &self.title, |pen| {
            heading.draw(pen);
            legend::draw(pen, heading.height_px(), WIDTH_PX, &keys);
            self.plot(pen, top);
        })
    }

    fn keys(&self) -> Vec<(Mark, &str)> {
        let mut keys = vec![(Mark::Line(palette::ACCENT), self.observed_label.as_str())];
        if self.months.iter().any(|month| month.range.is_some()) {
            keys.push((Mark::Field(palette::BAND), &self.expected_label));
        }
        if self.months.iter().any(|month| !month.complete && month.observed.is_some()) {
            keys.push((Mark::Ring(palette::ACCENT), &self.incomplete_label));
        }
        keys
    }

    fn plot(&self, pen: &mut Pen<'_>, top: f64) {
        let bottom = top + PLOT_HEIGHT_PX;
        let values = self.months.iter().flat_map(|m| [m.observed, m.range.map(|range| range.1)]);
        let ticks = ticks_from_zero(values.flatten().fold(0.0, f64::max), 4);
        let widths = ticks.iter().map(|&tick| width_px(&count(tick as u64), Type::NOTE.size));
        let left = widths.fold(0.0, f64::max) + 10.0;
        let y = Scale::new(0.0, ticks.last().copied().unwrap_or(1.0), bottom, top);
        let x = Scale::new(-0.5, self.months.len() as f64 - 0.5, left, WIDTH_PX);
        for &tick in &ticks {
            pen.line((left, y.px(tick)), (WIDTH_PX, y.px(tick)), palette::GRID, 1.0);
            pen.text(&count(tick as u64), (left - 8.0, y.px(tick)), Align::End, Type::NOTE);
        }
        for (i, month) in self.months.iter().enumerate() {
            pen.text(&month.label, (x.px(i as f64), bottom + 16.0), Align::Middle, Type::NOTE);
        }
        self.expectation(pen, x, y);
        self.start(pen, x, top, bottom);
        self.observations(pen, x, y);
    }

    /// The range of each month as a field, what was expected as a line in it.
    fn expectation(&self, pen: &mut Pen<'_>, x: Scale, y: Scale) {
        for (i, month) in self.months.iter().enumerate() {
            let (from, to) = (x.px(i as f64 - 0.5), x.px(i as f64 + 0.5));
            if let Some((low, high)) = month.range {
                pen.rect(from, y.px(high), to - from, y.px(low) - y.px(high), palette::BAND);
            }
            if let Some(expected) = month.expected {
                pen.line((from, y.px(expected)), (to, y.px(expected)), palette::MUTED, 1.5);
            }
        }
    }

    fn start(&self, pen: &mut Pen<'_>, x: Scale, top: f64, bottom: f64) {
        let Some(start) = self.start else { return };
        let at = x.px(start as f64 - 0.5);
        pen.dashes(&[(at, top - 10.0), (at, bottom)], palette::INK, 1.5);
        let half = width_px(&self.start_label, Type::NOTE.size) / 2.0;
        let center = at.clamp(half, WIDTH_PX - half);
        let look = Type::NOTE.colored(palette::INK);
        pen.text(&self.start_label, (center, top - 20.0), Align::Middle, look);
    }

    fn observations(&self, pen: &mut Pen<'_>, x: Scale, y: Scale) {
        let points: Vec<Option<(f64, f64)>> = self
            .months
            .iter()
            .enumerate()
            .map(|(i, month)| month.observed.map(|value| (x.px(i as f64), y.px(value))))
            .collect();
        for run in points.split(Option::is_none) {
            let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
            pen.path(&run, palette::ACCENT, 2.75);
        }
        for (month, point) in self.months.iter().zip(&points) {
            let Some(point) = *point else { continue };
            if month.complete {
                pen.disc(point, 2.75, palette::ACCENT);
            } else {
                pen.ring(point, 3.5, palette::ACCENT, 2.0);
            }
        }
    }
}
