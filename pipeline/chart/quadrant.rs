//! Volume × satisfaction: where much is asked and little is solved.

use super::axis::{Scale, ticks_between};
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::label_places::{Disc, place_labels};
use super::palette;
use crate::language::count;

/// One area or issue.
#[derive(Debug, Clone, PartialEq)]
pub struct QuadrantPoint {
    /// Its name.
    pub label: String,
    /// Demands, at least 1.
    pub volume: f64,
    /// In [0, 1].
    pub rate: f64,
}

/// A chart of points in four fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Quadrant {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Name of the horizontal axis.
    pub volume_label: String,
    /// Name of the vertical axis.
    pub rate_label: String,
    /// What the corner of large volume and low rate is called.
    pub alert_label: String,
    /// Volume and rate at which the lines stand.
    pub lines: (f64, f64),
    /// The points; labels go to the alert corner first, then to the largest volumes.
    pub points: Vec<QuadrantPoint>,
}

const WIDTH_PX: f64 = 500.0;
const PLOT_HEIGHT_PX: f64 = 300.0;
const LEFT_PX: f64 = 44.0;
const LABELS_MAX: usize = 16;

impl Quadrant {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let top = heading.height_px() + 24.0;
        sheet(WIDTH_PX, top + PLOT_HEIGHT_PX + 46.0, &self.title, |pen| {
            heading.draw(pen);
            pen.text(&self.rate_label, (0.0, top - 14.0), Align::Start, Type::NOTE);
            self.plot(pen, top, top + PLOT_HEIGHT_PX);
        })
    }

    fn plot(&self, pen: &mut Pen<'_>, top: f64, bottom: f64) {
        let (x, y) = (self.volume_scale(), self.rate_scale(top, bottom));
        let (middle_x, middle_y) = (x.px(self.lines.0.log10()), y.px(self.lines.1));
        pen.rect(
            middle_x,
            middle_y,
            WIDTH_PX - middle_x,
            bottom - middle_y,
            plotters::style::RGBColor(0xfd, 0xf1, 0xe8),
        );
        self.axes(pen, x, y, bottom);
        pen.dashes(&[(middle_x, top), (middle_x, bottom)], palette::MUTED, 1.0);
        pen.dashes(&[(LEFT_PX, middle_y), (WIDTH_PX, middle_y)], palette::MUTED, 1.0);
        let alert = Type { size: 12.0, color: palette::ALERT, bold: true };
        pen.text(&self.alert_label, (WIDTH_PX - 6.0, bottom - 10.0), Align::End, alert);
        self.draw_points(pen, x, y, (top, bottom));
    }

    fn draw_points(&self, pen: &mut Pen<'_>, x: Scale, y: Scale, span: (f64, f64)) {
        let discs: Vec<Disc<'_>> = self
            .by_weight()
            .into_iter()
            .map(|p| Disc {
                center: (x.px(p.volume.max(1.0).log10()), y.px(p.rate)),
                radius: 4.5,
                label: &p.label,
            })
            .collect();
        for (disc, point) in discs.iter().zip(self.by_weight()) {
            let color = if self.is_alert(point) { palette::ALERT } else { palette::ACCENT };
            pen.disc(disc.center, disc.radius, color);
        }
        let bounds = (LEFT_PX, span.0 - 6.0, WIDTH_PX, span.1 - 20.0);
        let (middle_x, middle_y) = (x.px(self.lines.0.log10()), y.px(self.lines.1));
        let lines = [(middle_x, span.0, middle_x, span.1), (LEFT_PX, middle_y, WIDTH_PX, middle_y)];
        for label in place_labels(&discs, LABELS_MAX, 12.0, bounds, &lines) {
            pen.text(&label.text, label.at, Align::Start, Type::NOTE.colored(palette::INK));
        }
    }

    fn is_alert(&self, point: &QuadrantPoint) -> bool {
        point.volume >= self.lines.0 && point.rate < self.lines.1
    }

    /// The points that matter most first.
    fn by_weight(&self) -> Vec<&QuadrantPoint> {
        let mut points: Vec<&QuadrantPoint> = self.points.iter().collect();
        points.sort_by(|a, b| {
            self.is_alert(b)
                .cmp(&self.is_alert(a))
                .then(b.volume.total_cmp(&a.volume))
                .then(a.label.cmp(&b.label))
        });
        points
    }

    fn volume_scale(&self) -> Scale {
        let logs = || self.points.iter().map(|p| p.volume.max(1.0).log10());
        let (low, high) = (logs().fold(f64::INFINITY, f64::min), logs().fold(0.0, f64::max));
        let pad = ((high - low) * 0.06).max(0.05);
        Scale::new((low - pad).max(0.0), high + pad, LEFT_PX, WIDTH_PX)
    }

    fn rate_scale(&self, top: f64, bottom: f64) -> Scale {
        let (low, high) = self.rate_span();
        Scale::new(low, high, bottom, top)
    }

    /// The rates shown: all points and a little air, within [0, 1].
    fn rate_span(&self) -> (f64, f64) {
        let rates = || self.points.iter().map(|p| p.rate);
        let (low, high) = (rates().fold(1.0, f64::min), rates().fold(0.0, f64::max));
        let pad = ((high - low) * 0.1).max(0.02);
        ((low - pad).max(0.0), (high + pad).min(1.0))
    }

    fn axes(&self, pen: &mut Pen<'_>, x: Scale, y: Scale, bottom: f64) {
        let (low, high) = self.rate_span();
        for tick in ticks_between(low, high, 5) {
            pen.line((LEFT_PX, y.px(tick)), (WIDTH_PX, y.px(tick)), palette::GRID, 1.0);
            let label = format!("{}%", (tick * 1000.0).round() / 10.0);
            pen.text(&label, (LEFT_PX - 8.0, y.px(tick)), Align::End, Type::NOTE);
        }
        pen.line((LEFT_PX, bottom), (WIDTH_PX, bottom), palette::PAST, 1.0);
        for tick in self.volume_ticks(x) {
            let at = x.px(tick.log10());
            pen.line((at, bottom), (at, bottom + 4.0), palette::PAST, 1.0);
            pen.text(&count(tick as u64), (at, bottom + 15.0), Align::Middle, Type::NOTE);
        }
        pen.text(&self.volume_label, (WIDTH_PX, bottom + 34.0), Align::End, Type::NOTE);
    }

    /// 1, 2, 5 × 10^k within the plot, thinned to stand at least 54 pixels apart.
    fn volume_ticks(&self, x: Scale) -> Vec<f64> {
        let all = (0..9).flat_map(|power| [1.0, 2.0, 5.0].map(|lead| lead * 10f64.powi(power)));
        let mut last = LEFT_PX - 40.0;
        all.filter(|tick| {
            let at = x.px(tick.log10());
            let fits = (LEFT_PX..=WIDTH_PX - 20.0).contains(&at) && at - last >= 54.0;
            if fits {
                last = at;
            }
            fits
        })
        .collect()
    }
}
