//! Completion curves: the share that is closed by each day of age, as steps.

use super::axis::Scale;
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::palette;

/// One curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Its name.
    pub label: String,
    /// Days of age with the share closed by their end, in [0, 1]; ages ascending.
    pub steps: Vec<(u32, f64)>,
    /// Drawn in grey: only there to compare with.
    pub is_past: bool,
}

/// Curves over each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Curves {
    /// What they show.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Name of the days' axis.
    pub axis_label: String,
    /// Last day of age shown.
    pub days: u32,
    /// Days with a dashed upright, and what stands there.
    pub marks: Vec<(u32, String)>,
    /// The curves; later ones lie over earlier ones.
    pub curves: Vec<Curve>,
}

const WIDTH_PX: f64 = 500.0;
const PLOT_HEIGHT_PX: f64 = 200.0;
const LEFT_PX: f64 = 48.0;

impl Curves {
    /// Draws them.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let color = |curve: &Curve| if curve.is_past { palette::PAST } else { palette::ACCENT };
        let keys: Vec<(Mark, &str)> = self
            .curves
            .iter()
            .map(|curve| (Mark::Line(color(curve)), curve.label.as_str()))
            .collect();
        let top = heading.height_px() + legend::height_px(WIDTH_PX, &keys) + 30.0;
        sheet(WIDTH_PX, top + PLOT_HEIGHT_PX + 46.0, &self.title, |pen| {
            heading.draw(pen);
            legend::draw(pen, heading.height_px(), WIDTH_PX, &keys);
            self.plot(pen, top);
        })
    }

    fn plot(&self, pen: &mut Pen<'_>, top: f64) {
        let bottom = top + PLOT_HEIGHT_PX;
        let x = Scale::new(0.0, f64::from(self.days.max(1)), LEFT_PX, WIDTH_PX - 8.0);
        let y = Scale::new(0.0, 1.0, bottom, top);
        for percent in [0, 25, 50, 75, 100] {
            let at = y.px(f64::from(percent) / 100.0);
            pen.line((LEFT_PX, at), (WIDTH_PX - 8.0, at), palette::GRID, 1.0);
            pen.text(&format!("{percent}%"), (LEFT_PX - 8.0, at), Align::End, Type::NOTE);
        }
        let every = [1, 2, 5, 7, 10, 15, 30, 60].into_iter().find(|step| self.days / step <= 8);
        for day in (0..=self.days).step_by(every.unwrap_or(90) as usize) {
            let at = (x.px(f64::from(day)), bottom + 15.0);
            pen.text(&day.to_string(), at, Align::Middle, Type::NOTE);
        }
        pen.text(&self.axis_label, (WIDTH_PX - 8.0, bottom + 34.0), Align::End, Type::NOTE);
        for (day, name) in &self.marks {
            let at = x.px(f64::from(*day));
            pen.dashes(&[(at, top - 6.0), (at, bottom)], palette::INK, 1.0);
            let align = if at > WIDTH_PX * 0.7 { Align::End } else { Align::Start };
            pen.text(name, (at, top - 15.0), align, Type::NOTE.colored(palette::INK));
        }
        for curve in &self.curves {
            let (color, width) =
                if curve.is_past { (palette::PAST, 2.0) } else { (palette::ACCENT, 2.75) };
            pen.path(&stairs(curve, self.days, x, y), color, width);
        }
    }
}

/// Corners of a curve that rises at the end of each day of age.
fn stairs(curve: &Curve, days: u32, x: Scale, y: Scale) -> Vec<(f64, f64)> {
    let mut share = 0.0;
    let mut points = vec![(x.px(0.0), y.px(0.0))];
    for &(age, closed) in curve.steps.iter().take_while(|(age, _)| *age <= days) {
        let at = x.px(f64::from(age));
        points.extend([(at, y.px(share)), (at, y.px(closed))]);
        share = closed;
    }
    points.push((x.px(f64::from(days)), y.px(share)));
    points
}
