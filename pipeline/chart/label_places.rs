//! Labels beside points: placed one after the other where they cover nothing; the rest stay
//! unlabelled.

use super::type_width::{fit, width_px};

/// A drawn point that would like a label.
#[derive(Debug, Clone, Copy)]
pub struct Disc<'a> {
    /// Its centre.
    pub center: (f64, f64),
    /// Its radius.
    pub radius: f64,
    /// The label.
    pub label: &'a str,
}

/// A label with its place: left end, middle of the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The text, cut to 150 pixels.
    pub text: String,
    /// Where it starts.
    pub at: (f64, f64),
}

/// A rectangle: left, top, right, bottom.
pub type Bounds = (f64, f64, f64, f64);

/// Places labels for up to `most` of the first points, in their order, within `bounds` and off the
/// `lines`.
pub fn place_labels(
    discs: &[Disc<'_>],
    most: usize,
    size: f64,
    bounds: Bounds,
    lines: &[Bounds],
) -> Vec<Label> {
    let marks: Vec<Bounds> = discs
        .iter()
        .map(|d| {
            (
                d.center.0 - d.radius,
                d.center.1 - d.radius,
                d.center.0 + d.radius,
                d.center.1 + d.radius,
            )
        })
        .collect();
    let mut taken: Vec<Bounds> = lines.to_vec();
    let mut labels = Vec::new();
    for (i, disc) in discs.iter().enumerate() {
        if labels.len() == most {
            break;
        }
        let text = fit(disc.label, 150.0, size);
        let boxes = spots(disc, width_px(&text, size), size);
        let others = || marks.iter().enumerate().filter(|&(j, _)| j != i).map(|(_, mark)| mark);
        let free = |spot: &Bounds| {
            inside(spot, &bounds) && !taken.iter().chain(others()).any(|b| overlap(spot, b))
        };
        if let Some(spot) = boxes.into_iter().find(free) {
            labels.push(Label { text, at: (spot.0, (spot.1 + spot.3) / 2.0) });
            taken.push(spot);
        }
    }
    labels
}

/// Right, left, above, below, then the four corners.
fn spots(disc: &Disc<'_>, width: f64, size: f64) -> [Bounds; 8] {
    let (x, y) = disc.center;
    let (gap, half) = (disc.radius + 3.0, size * 0.58);
    let boxed = |left: f64, middle: f64| (left, middle - half, left + width, middle + half);
    [
        boxed(x + gap, y),
        boxed(x - gap - width, y),
        boxed(x - width / 2.0, y - gap - half),
        boxed(x - width / 2.0, y + gap + half),
        boxed(x - width, y - gap - half),
        boxed(x - width, y + gap + half),
        boxed(x, y - gap - half),
        boxed(x, y + gap + half),
    ]
}

fn inside(inner: &Bounds, outer: &Bounds) -> bool {
    inner.0 >= outer.0 && inner.1 >= outer.1 && inner.2 <= outer.2 && inner.3 <= outer.3
}

fn overlap(a: &Bounds, b: &Bounds) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}
