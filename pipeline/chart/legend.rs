//! Legends: keys in a row, wrapped to the width.

use plotters::style::RGBColor;

use super::canvas::{Align, Pen, Type};
use super::type_width::width_px;

/// The mark that a key shows.
#[derive(Debug, Clone, Copy)]
pub enum Mark {
    /// A line.
    Line(RGBColor),
    /// A filled field.
    Field(RGBColor),
    /// A ring.
    Ring(RGBColor),
}

const LINE_HEIGHT_PX: f64 = 20.0;
const MARK_PX: f64 = 18.0;
const GAP_PX: f64 = 18.0;

/// Draws keys from `top` downwards.
pub fn draw(pen: &mut Pen<'_>, top: f64, width: f64, keys: &[(Mark, &str)]) {
    for ((mark, label), (x, line)) in keys.iter().zip(places(width, keys)) {
        let y = top + LINE_HEIGHT_PX * (line as f64 + 0.5);
        draw_mark(pen, *mark, x, y);
        pen.text(label, (x + MARK_PX + 6.0, y), Align::Start, Type::NOTE);
    }
}

/// The height that the keys take.
pub fn height_px(width: f64, keys: &[(Mark, &str)]) -> f64 {
    places(width, keys).last().map_or(0.0, |&(_, line)| LINE_HEIGHT_PX * (line as f64 + 1.0))
}

/// Left edge and line of each key.
fn places(width: f64, keys: &[(Mark, &str)]) -> Vec<(f64, usize)> {
    let (mut x, mut line) = (0.0, 0);
    let mut places = Vec::with_capacity(keys.len());
    for (_, label) in keys {
        let key_width = MARK_PX + 6.0 + width_px(label, Type::NOTE.size);
        if x > 0.0 && x + key_width > width {
            (x, line) = (0.0, line + 1);
        }
        places.push((x, line));
        x += key_width + GAP_PX;
    }
    places
}

fn draw_mark(pen: &mut Pen<'_>, mark: Mark, x: f64, y: f64) {
    match mark {
        Mark::Line(color) => pen.line((x, y), (x + MARK_PX, y), color, 2.5),
        Mark::Field(color) => pen.rect(x, y - 5.0, MARK_PX, 10.0, color),
        Mark::Ring(color) => pen.ring((x + MARK_PX / 2.0, y), 4.0, color, 2.0),
    }
}
