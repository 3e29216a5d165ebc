//! A Pareto chart: values from the largest down, the share that they add up to, and the cut.

use super::axis::{Scale, ticks_from_zero};
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::palette;
use super::type_width::{fit, width_px};
use crate::language::count;

/// A chart of values from the largest down.
#[derive(Debug, Clone, PartialEq)]
pub struct Pareto {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Name of the bars.
    pub bar_label: String,
    /// Name of the line.
    pub line_label: String,
    /// What stands at the cut.
    pub cut_label: String,
    /// The share at which it is cut, in (0, 1).
    pub cut: f64,
    /// Names and values, largest first.
    pub bars: Vec<(String, u64)>,
}

const WIDTH_PX: f64 = 960.0;
const PLOT_HEIGHT_PX: f64 = 300.0;
const SHARE_PX: f64 = 44.0;
const NAME_PX: f64 = 19.0;

/// Bars that are named in the free corner below the line.
const NAMED: usize = 10;

/// How many of the first values make up `share` of all; 0 without values.
pub fn cut(values: impl Iterator<Item = u64> + Clone, share: f64) -> usize {
    let all: u64 = values.clone().sum();
    let mut sum = 0;
    let below = |value: u64| {
        let was_below = (sum as f64) < share * all as f64;
        sum += value;
        was_below
    };
    values.map(below).take_while(|is_below| *is_below).count()
}

impl Pareto {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let keys = [
            (Mark::Field(palette::ACCENT), self.bar_label.as_str()),
            (Mark::Line(palette::ALERT), self.line_label.as_str()),
        ];
        let top = heading.height_px() + legend::height_px(WIDTH_PX, &keys) + 16.0;
        sheet(WIDTH_PX, top + PLOT_HEIGHT_PX + 24.0, &self.title, |pen| {
            heading.draw(pen);
            legend::draw(pen, heading.height_px(), WIDTH_PX, &keys);
            self.plot(pen, top);
        })
    }

    fn plot(&self, pen: &mut Pen<'_>, top: f64) {
        let bottom = top + PLOT_HEIGHT_PX;
        let largest = self.bars.first().map_or(0, |bar| bar.1);
        let ticks = ticks_from_zero(largest as f64, 4);
        let widths = ticks.iter().map(|&tick| width_px(&count(tick as u64), Type::NOTE.size));
        let left = widths.fold(0.0, f64::max) + 10.0;
        let right = WIDTH_PX - SHARE_PX;
        let y = Scale::new(0.0, ticks.last().copied().unwrap_or(1.0), bottom, top);
        for &tick in &ticks {
            pen.line((left, y.px(tick)), (right, y.px(tick)), palette::GRID, 1.0);
            pen.text(&count(tick as u64), (left - 8.0, y.px(tick)), Align::End, Type::NOTE);
        }
        let share = Scale::new(0.0, 1.0, bottom, top);
        for percent in [0, 20, 40, 60, 80, 100] {
            let at = (right + 8.0, share.px(f64::from(percent) / 100.0));
            pen.text(&format!("{percent}%"), at, Align::Start, Type::NOTE);
        }
        let x = Scale::new(0.0, self.bars.len().max(1) as f64, left, right);
        for (at, (_, value)) in self.bars.iter().enumerate() {
            let (from, to) = (x.px(at as f64), x.px(at as f64 + 1.0));
            let gap = if to - from > 4.0 { 1.5 } else { 0.0 };
            let high = y.px(*value as f64);
            pen.rect(from, high, to - from - gap, bottom - high, palette::ACCENT);
        }
        self.shares(pen, x, share);
        self.names(pen, right, bottom);
    }

    /// The line of shares, and the cut.
    fn shares(&self, pen: &mut Pen<'_>, x: Scale, y: Scale) {
        let all: u64 = self.bars.iter().map(|bar| bar.1).sum();
        if all == 0 {
            return;
        }
        let mut sum = 0;
        let mut points = vec![(x.px(0.0), y.px(0.0))];
        for (at, (_, value)) in self.bars.iter().enumerate() {
            sum += value;
            points.push((x.px(at as f64 + 1.0), y.px(sum as f64 / all as f64)));
        }
        pen.path(&points, palette::ALERT, 2.25);
        let at = cut(self.bars.iter().map(|bar| bar.1), self.cut);
        let (across, up) = (x.px(at as f64), y.px(self.cut));
        pen.dashes(&[(x.px(self.bars.len() as f64), up), (across, up)], palette::INK, 1.25);
        pen.dashes(&[(across, up), (across, y.px(0.0))], palette::INK, 1.25);
        let look = Type { bold: true, ..Type::LABEL };
        // At the right the line of shares is well above the cut.
        let right = x.px(self.bars.len() as f64);
        pen.text(&self.cut_label, (right, up - 10.0), Align::End, look);
    }

    /// The first bars by name, in the corner that bars from the largest down leave free.
    fn names(&self, pen: &mut Pen<'_>, right: f64, bottom: f64) {
        let named = self.bars.len().min(NAMED);
        let first = bottom - NAME_PX * (named as f64 + 0.3) - 20.0;
        for (at, (name, value)) in self.bars.iter().take(named).enumerate() {
            let y = first + NAME_PX * (at as f64 + 0.5);
            let name = fit(&format!("{} {name}", at + 1), 250.0, Type::NOTE.size);
            let look = Type::NOTE.colored(palette::INK);
            pen.text(&name, (right - 330.0, y), Align::Start, look);
            pen.text(&count(*value), (right - 12.0, y), Align::End, look);
        }
    }
}

#[cfg(test)]
mod tests;
