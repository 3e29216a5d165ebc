//! A map: areas by their outlines, or as tiles that lie about where the areas lie, shaded by a
//! figure.

use super::axis::Scale;
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::label_places::{Disc, place_labels};
use super::palette;
use super::type_width::{fit, width_px};

/// Closed outlines of an area: x grows to the east, y to the north, both in the same unit.
pub type Rings = Vec<Vec<(f64, f64)>>;

/// One area.
#[derive(Debug, Clone, PartialEq)]
pub struct MapShape {
    /// Its name.
    pub label: String,
    /// Its figure, already worded.
    pub figure: String,
    /// Its step of the key; `None` is what the data does not have.
    pub step: Option<usize>,
    /// Its outlines.
    pub rings: Rings,
}

/// A map.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaMap {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Names of the steps from the palest to the darkest.
    pub steps: Vec<String>,
    /// What an area without a figure means.
    pub unknown_label: String,
    /// Whether the shapes are tiles, whose names stand in them.
    pub is_tiles: bool,
    /// The areas.
    pub shapes: Vec<MapShape>,
}

const WIDTH_PX: f64 = 760.0;
const HEIGHT_MAX_PX: f64 = 620.0;
const MARGIN_PX: f64 = 8.0;

/// Labels on a map of outlines: the rest are told by the table beside it.
const LABELS: usize = 40;

/// Width of a tile from which its name can be read.
const NAMED_PX: f64 = 44.0;

/// Shade from which figures are white on it.
const DARK: f64 = 0.5;

/// Sheet positions of what is drawn.
struct Frame {
    x: Scale,
    y: Scale,
    bottom: f64,
}

impl AreaMap {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let frame = self.frame(heading.height_px() + 34.0);
        sheet(WIDTH_PX, frame.bottom + MARGIN_PX, &self.title, |pen| {
            heading.draw(pen);
            self.key(pen, heading.height_px() + 12.0);
            for shape in &self.shapes {
                self.shape(pen, shape, &frame);
            }
            match self.is_tiles {
                true => self.shapes.iter().for_each(|shape| self.in_tile(pen, shape, &frame)),
                false => self.labels(pen, &frame),
            }
        })
    }

    /// The largest frame of the shapes' own proportions.
    fn frame(&self, top: f64) -> Frame {
        let corners = || self.shapes.iter().flat_map(|shape| &shape.rings).flatten();
        let low = |of: fn(&(f64, f64)) -> f64| corners().map(of).fold(f64::INFINITY, f64::min);
        let high = |of: fn(&(f64, f64)) -> f64| corners().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (west, east) = (low(|c| c.0), high(|c| c.0));
        let (south, north) = (low(|c| c.1), high(|c| c.1));
        let (wide, tall) = (WIDTH_PX - 2.0 * MARGIN_PX, HEIGHT_MAX_PX);
        let scale = (wide / (east - west).max(f64::MIN_POSITIVE))
            .min(tall / (north - south).max(f64::MIN_POSITIVE));
        if !scale.is_finite() || corners().next().is_none() {
            let nowhere = Scale::new(0.0, 0.0, 0.0, 0.0);
            return Frame { x: nowhere, y: nowhere, bottom: top };
        }
        let left = (WIDTH_PX - (east - west) * scale) / 2.0;
        let bottom = top + (north - south) * scale;
        Frame {
            x: Scale::new(west, east, left, left + (east - west) * scale),
            y: Scale::new(south, north, bottom, top),
            bottom,
        }
    }

    fn shade(&self, step: usize) -> f64 {
        let last = self.steps.len().saturating_sub(1).max(1);
        0.06 + 0.72 * step as f64 / last as f64
    }

    fn key(&self, pen: &mut Pen<'_>, y: f64) {
        let mut x = 0.0;
        for (step, name) in self.steps.iter().enumerate() {
            pen.rect(x, y - 7.0, 26.0, 14.0, palette::shade(self.shade(step)));
            pen.frame(x, y - 7.0, 26.0, 14.0, palette::PAST, 1.0);
            pen.text(name, (x + 32.0, y), Align::Start, Type::NOTE);
            x += 32.0 + width_px(name, Type::NOTE.size) + 14.0;
        }
        if self.shapes.iter().any(|shape| shape.step.is_none()) {
            pen.rect(x, y - 7.0, 26.0, 14.0, palette::TRACK);
            pen.line((x, y + 7.0), (x + 26.0, y - 7.0), palette::PAST, 1.0);
            pen.text(&self.unknown_label, (x + 32.0, y), Align::Start, Type::NOTE);
        }
    }

    fn shape(&self, pen: &mut Pen<'_>, shape: &MapShape, frame: &Frame) {
        let fill = shape.step.map_or(palette::TRACK, |step| palette::shade(self.shade(step)));
        for ring in &shape.rings {
            let mut points: Vec<(f64, f64)> =
                ring.iter().map(|(x, y)| (frame.x.px(*x), frame.y.px(*y))).collect();
            // What is closer than a pixel is not seen.
            points.dedup_by(|next, kept| (next.0 - kept.0).hypot(next.1 - kept.1) < 0.75);
            if points.len() < 3 {
                continue;
            }
            pen.polygon(&points, fill);
            points.push(points[0]);
            pen.path(&points, palette::MUTED, 0.75);
            if shape.step.is_none() {
                let (left, top, right, bottom) = bounds(&points);
                pen.line((left, bottom), (right, top), palette::PAST, 1.0);
            }
        }
    }

    fn in_tile(&self, pen: &mut Pen<'_>, shape: &MapShape, frame: &Frame) {
        let Some(ring) = shape.rings.first() else { return };
        let corners: Vec<(f64, f64)> =
            ring.iter().map(|(x, y)| (frame.x.px(*x), frame.y.px(*y))).collect();
        let (left, top, right, bottom) = bounds(&corners);
        if right - left < NAMED_PX {
            return;
        }
        let is_dark = shape.step.is_some_and(|step| self.shade(step) >= DARK);
        let color = if is_dark { palette::PAPER } else { palette::INK };
        let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        let name = fit(&shape.label, right - left - 6.0, Type::NOTE.size);
        pen.text(&name, (x, y - 9.0), Align::Middle, Type::NOTE.colored(color));
        let look = Type { bold: true, ..Type::LABEL.colored(color) };
        pen.text(&shape.figure, (x, y + 9.0), Align::Middle, look);
    }

    /// Names and figures where they cover nothing, those of the darkest areas first.
    fn labels(&self, pen: &mut Pen<'_>, frame: &Frame) {
        let mut order: Vec<&MapShape> = self.shapes.iter().collect();
        order.sort_by_key(|shape| std::cmp::Reverse(shape.step));
        let texts: Vec<String> =
            order.iter().map(|shape| format!("{} {}", shape.label, shape.figure)).collect();
        let mut discs = Vec::new();
        for (shape, text) in order.iter().zip(&texts) {
            if let Some((x, y)) = middle(&shape.rings) {
                let center = (frame.x.px(x), frame.y.px(y));
                discs.push(Disc { center, radius: 2.0, label: text });
            }
        }
        let bounds = (0.0, 0.0, WIDTH_PX, frame.bottom + MARGIN_PX);
        for disc in &discs {
            pen.ring(disc.center, 2.0, palette::INK, 1.0);
        }
        for label in place_labels(&discs, LABELS, Type::NOTE.size, bounds, &[]) {
            // On a strip of paper, so that it is read on every shade.
            let width = width_px(&label.text, Type::NOTE.size);
            pen.rect(label.at.0 - 2.0, label.at.1 - 8.0, width + 4.0, 16.0, palette::PAPER);
            let look = Type::NOTE.colored(palette::INK);
            pen.text(&label.text, label.at, Align::Start, look);
        }
    }
}

/// Left, top, right and bottom of some points.
fn bounds(points: &[(f64, f64)]) -> (f64, f64, f64, f64) {
    points.iter().fold((f64::MAX, f64::MAX, f64::MIN, f64::MIN), |b, p| {
        (b.0.min(p.0), b.1.min(p.1), b.2.max(p.0), b.3.max(p.1))
    })
}

/// The centre of gravity of the largest ring; `None` without one.
fn middle(rings: &Rings) -> Option<(f64, f64)> {
    let area = |ring: &Vec<(f64, f64)>| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0
    };
    let largest = rings.iter().max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()))?;
    let corners = largest.len().max(1) as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| largest.iter().map(of).sum::<f64>() / corners;
    // About the mean corner, so that far coordinates lose no digits.
    let (x0, y0) = (mean(|c| c.0), mean(|c| c.1));
    let own: Vec<(f64, f64)> = largest.iter().map(|(x, y)| (x - x0, y - y0)).collect();
    let whole = area(&own);
    if whole == 0.0 {
        return Some((x0, y0));
    }
    let next = own.iter().cycle().skip(1);
    let (x, y) = own.iter().zip(next).fold((0.0, 0.0), |sum, (a, b)| {
        let cross = a.0 * b.1 - b.0 * a.1;
        (sum.0 + (a.0 + b.0) * cross, sum.1 + (a.1 + b.1) * cross)
    });
    Some((x0 + x / (6.0 * whole), y0 + y / (6.0 * whole)))
}

/// A square for each point: rows from north to south, from west to east within a row.
pub fn tiles(points: &[(f64, f64)]) -> Vec<Rings> {
    let columns = ((points.len() as f64).sqrt().ceil() as usize).max(1);
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|&a, &b| points[b].1.total_cmp(&points[a].1).then(a.cmp(&b)));
    let mut all = vec![Rings::new(); points.len()];
    for (row, areas) in order.chunks_mut(columns).enumerate() {
        areas.sort_by(|&a, &b| points[a].0.total_cmp(&points[b].0).then(a.cmp(&b)));
        let indent = (columns - areas.len()) as f64 / 2.0;
        for (column, &area) in areas.iter().enumerate() {
            let (x, y) = (column as f64 + indent, -(row as f64) * 0.8);
            let (right, below) = (x + 0.96, y - 0.76);
            all[area] = vec![vec![(x, y), (right, y), (right, below), (x, below)]];
        }
    }
    all
}

#[cfg(test)]
mod tests;
