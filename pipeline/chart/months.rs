//! What charts of months share: a grid with the months' names, ranges as fields, lines that break
//! where nothing is known, dots for whole months and rings for others.

use plotters::style::RGBColor;

use super::axis::{Scale, ticks_from_zero};
use super::canvas::{Align, Pen, Type};
use super::palette;
use super::type_width::width_px;
use crate::language::count;

/// Where months and values lie on a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Plot {
    x: Scale,
    y: Scale,
    top: f64,
    bottom: f64,
    right: f64,
}

/// Height below a plot that the months' names take.
pub const MONTHS_PX: f64 = 28.0;

impl Plot {
    /// Draws the grid from 0 to above `highest` and the months' names, and gives what lies on it.
    pub fn new(
        pen: &mut Pen<'_>,
        (top, height): (f64, f64),
        width: f64,
        labels: &[&str],
        highest: f64,
    ) -> Self {
        let bottom = top + height;
        let ticks = ticks_from_zero(highest, 4);
        let widths = ticks.iter().map(|&tick| width_px(&count(tick as u64), Type::NOTE.size));
        let left = widths.fold(0.0, f64::max) + 10.0;
        let y = Scale::new(0.0, ticks.last().copied().unwrap_or(1.0), bottom, top);
        let x = Scale::new(-0.5, labels.len() as f64 - 0.5, left, width);
        for &tick in &ticks {
            pen.line((left, y.px(tick)), (width, y.px(tick)), palette::GRID, 1.0);
            pen.text(&count(tick as u64), (left - 8.0, y.px(tick)), Align::End, Type::NOTE);
        }
        for (at, label) in labels.iter().enumerate() {
            pen.text(label, (x.px(at as f64), bottom + 16.0), Align::Middle, Type::NOTE);
        }
        Self { x, y, top, bottom, right: width }
    }

    /// Ranges as fields, one for each run of months that have one.
    pub fn band(&self, pen: &mut Pen<'_>, ranges: &[Option<(f64, f64)>]) {
        let months: Vec<(usize, Option<(f64, f64)>)> = ranges.iter().copied().enumerate().collect();
        for run in months.split(|(_, range)| range.is_none()) {
            let side =
                |at: usize, value: f64, half: f64| (self.x.px(at as f64 + half), self.y.px(value));
            let (mut upper, mut lower) = (Vec::new(), Vec::new());
            for &(at, range) in run {
                let Some((low, high)) = range else { continue };
                // A lone month still needs a width to be seen.
                let halves: &[f64] = if run.len() == 1 { &[-0.3, 0.3] } else { &[0.0] };
                upper.extend(halves.iter().map(|&half| side(at, high, half)));
                lower.extend(halves.iter().map(|&half| side(at, low, half)));
            }
            upper.extend(lower.into_iter().rev());
            if upper.len() > 2 {
                pen.polygon(&upper, palette::BAND);
            }
        }
    }

    /// A line that breaks where nothing is known; a month between two gaps is a dot.
    pub fn line(&self, pen: &mut Pen<'_>, values: &[Option<f64>], color: RGBColor, width_px: f64) {
        for run in self.points(values).split(Option::is_none) {
            let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
            match run.as_slice() {
                [only] => pen.disc(*only, 2.0, color),
                run => pen.path(run, color, width_px),
            }
        }
    }

    /// The same in dashes: what was expected and not counted.
    pub fn dashed(&self, pen: &mut Pen<'_>, values: &[Option<f64>]) {
        for run in self.points(values).split(Option::is_none) {
            let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
            match run.as_slice() {
                [only] => pen.dashes(
                    &[(only.0 - 7.0, only.1), (only.0 + 7.0, only.1)],
                    palette::INK,
                    1.75,
                ),
                run => pen.dashes(run, palette::INK, 1.75),
            }
        }
    }

    /// A dot for each month, a ring for one that is not wholly covered.
    pub fn dots(&self, pen: &mut Pen<'_>, values: &[Option<f64>], complete: &[bool]) {
        for (point, is_complete) in self.points(values).into_iter().zip(complete) {
            match point {
                Some(point) if *is_complete => pen.disc(point, 3.0, palette::ACCENT),
                Some(point) => pen.ring(point, 3.5, palette::ACCENT, 2.0),
                None => {}
            }
        }
    }

    /// The highest and the last value as figures, unless they stand side by side.
    pub fn figures(&self, pen: &mut Pen<'_>, values: &[Option<f64>]) {
        let known: Vec<(usize, f64)> =
            values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?))).collect();
        let highest = known.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a });
        let mut labelled: Vec<(usize, f64)> =
            highest.into_iter().chain(known.last().copied()).collect();
        if labelled.len() == 2 && labelled[1].0 - labelled[0].0 < 2 {
            labelled.truncate(1);
        }
        for (at, value) in labelled {
            let text = count(value as u64);
            let half = width_px(&text, 12.0) / 2.0;
            let place = (self.x.px(at as f64).min(self.right - half), self.y.px(value) - 12.0);
            let look = Type { size: 12.0, color: palette::ACCENT, bold: true };
            pen.text(&text, place, Align::Middle, look);
        }
    }

    /// A dashed upright before the month at `at`, named above the plot.
    pub fn upright(&self, pen: &mut Pen<'_>, at: usize, name: &str) {
        let x = self.x.px(at as f64 - 0.5);
        pen.dashes(&[(x, self.top - 10.0), (x, self.bottom)], palette::INK, 1.5);
        let half = width_px(name, Type::NOTE.size) / 2.0;
        let center = x.clamp(half, (self.right - half).max(half));
        let look = Type::NOTE.colored(palette::INK);
        pen.text(name, (center, self.top - 20.0), Align::Middle, look);
    }

    fn points(&self, values: &[Option<f64>]) -> Vec<Option<(f64, f64)>> {
        let point = |(at, value): (usize, &Option<f64>)| {
            value.map(|value| (self.x.px(at as f64), self.y.px(value)))
        };
        values.iter().enumerate().map(point).collect()
    }
}

/// The largest of some values of which some are unknown.
pub fn highest(values: impl Iterator<Item = Option<f64>>) -> f64 {
    values.flatten().fold(0.0, f64::max)
}
