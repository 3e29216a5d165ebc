//! A sheet to draw on, in pixels: plotters' SVG backend at a quarter of a pixel, with texts laid
//! out by us.

use std::fmt::Write as _;

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color as _, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle,
};

use super::palette;

/// Backend units per pixel: plotters draws on whole units only, and whole pixels look ragged.
const UNITS_PER_PX: f64 = 4.0;

/// The fonts named in every SVG, so that Chinese is shown in its simplified forms wherever a reader
/// has a font for it.
const FONT_STACK: &str =
    "system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg {
    /// The SVG document.
    pub text: String,
    /// Width in CSS pixels.
    pub width_px: u32,
    /// Height in CSS pixels.
    pub height_px: u32,
}

/// Horizontal place of a text relative to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Starts at the point.
    Start,
    /// Centred on the point.
    Middle,
    /// Ends at the point.
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Type {
    /// Size in pixels.
    pub size: f64,
    /// Colour.
    pub color: RGBColor,
    /// Bold?
    pub bold: bool,
}

impl Type {
    /// Chart titles.
    pub const TITLE: Self = Self { size: 15.0, color: palette::INK, bold: true };
    /// Labels that are read.
    pub const LABEL: Self = Self { size: 13.0, color: palette::INK, bold: false };
    /// Units, ticks, notes.
    pub const NOTE: Self = Self { size: 12.0, color: palette::MUTED, bold: false };

    /// The same in another colour.
    pub const fn colored(self, color: RGBColor) -> Self {
        Self { color, ..self }
    }
}

/// Draws on one sheet; all positions are pixels from the upper left corner.
pub struct Pen<'a> {
    backend: SVGBackend<'a>,
}

/// Draws a sheet of the given size; `title` is what a screen reader says.
pub fn sheet(width_px: f64, height_px: f64, title: &str, draw: impl FnOnce(&mut Pen<'_>)) -> Svg {
    let size = (units(width_px).unsigned_abs(), units(height_px).unsigned_abs());
    let mut text = String::new();
    let mut pen = Pen { backend: SVGBackend::with_string(&mut text, size) };
    pen.rect(0.0, 0.0, width_px, height_px, palette::PAPER);
    draw(&mut pen);
    in_memory(pen.backend.present());
    drop(pen);
    let (width_px, height_px) = (width_px.round() as u32, height_px.round() as u32);
    Svg { text: with_header(&text, size, (width_px, height_px), title), width_px, height_px }
}

/// Replaces the backend's opening tag by one with pixel size, fonts and a title, and drops what
/// says nothing.
fn with_header(text: &str, units: (u32, u32), px: (u32, u32), title: &str) -> String {
    let body = text.split_once('>').map_or("", |(_, body)| body);
    let body = body.replace(" font-family=\"sans-serif\"", "").replace(" opacity=\"1\"", "");
    let mut out = String::with_capacity(body.len() + 512);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} \
         {}\" role=\"img\" xml:lang=\"zh-Hans\" font-family=\"{FONT_STACK}\" \
         stroke-linejoin=\"round\">\n<title>{}</title>",
        px.0,
        px.1,
        units.0,
        units.1,
        escape(title)
    );
    out.push_str(&body);
    out
}

/// Text made safe between XML tags.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Pixels in backend units.
fn units(px: f64) -> i32 {
    (px * UNITS_PER_PX).round() as i32
}

/// A point in backend units.
fn point((x, y): (f64, f64)) -> (i32, i32) {
    (units(x), units(y))
}

/// A stroke of `width_px`.
fn stroke(color: RGBColor, width_px: f64) -> ShapeStyle {
    ShapeStyle {
        color: color.to_rgba(),
        filled: false,
        stroke_width: units(width_px).unsigned_abs(),
    }
}

/// Takes the result of drawing into memory, which has nothing that could fail.
fn in_memory<E: std::fmt::Debug>(result: Result<(), E>) {
    result.expect("drawing into a string does no input or output");
}

impl Pen<'_> {
    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), color: RGBColor, width_px: f64) {
        in_memory(self.backend.draw_line(point(from), point(to), &stroke(color, width_px)));
    }

    /// A broken line through points.
    pub fn path(&mut self, points: &[(f64, f64)], color: RGBColor, width_px: f64) {
        if points.len() > 1 {
            in_memory(
                self.backend.draw_path(points.iter().copied().map(point), &stroke(color, width_px)),
            );
        }
    }

    /// A filled polygon.
    pub fn polygon(&mut self, points: &[(f64, f64)], color: RGBColor) {
        in_memory(self.backend.fill_polygon(points.iter().copied().map(point), &color));
    }

    /// A filled rectangle.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, color: RGBColor) {
        in_memory(self.backend.draw_rect(
            point((x, y)),
            point((x + width, y + height)),
            &color,
            true,
        ));
    }

    /// The outline of a rectangle.
    pub fn frame(
        &mut self,
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        color: RGBColor,
        width_px: f64,
    ) {
        let (right, below) = (x + width, y + height);
        self.path(
            &[(x, y), (right, y), (right, below), (x, below), (x, y), (right, y)],
            color,
            width_px,
        );
    }

    /// A filled disc.
    pub fn disc(&mut self, center: (f64, f64), radius_px: f64, color: RGBColor) {
        in_memory(self.backend.draw_circle(
            point(center),
            units(radius_px).unsigned_abs(),
            &color,
            true,
        ));
    }

    /// A ring on paper.
    pub fn ring(&mut self, center: (f64, f64), radius_px: f64, color: RGBColor, width_px: f64) {
        self.disc(center, radius_px, palette::PAPER);
        let style = stroke(color, width_px);
        in_memory(self.backend.draw_circle(
            point(center),
            units(radius_px).unsigned_abs(),
            &style,
            false,
        ));
    }

    /// A dashed line through points.
    pub fn dashes(&mut self, points: &[(f64, f64)], color: RGBColor, width_px: f64) {
        for pair in points.windows(2) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let pieces = ((dx.hypot(dy) / 8.0).round() as usize).max(1);
            let at = |share: f64| (pair[0].0 + dx * share, pair[0].1 + dy * share);
            for piece in 0..pieces {
                let (start, end) =
                    (piece as f64 / pieces as f64, (piece as f64 + 0.6) / pieces as f64);
                self.line(at(start), at(end), color, width_px);
            }
        }
    }

    /// One line of text that runs upwards from a point, its middle at `x`.
    pub fn text_upwards(&mut self, text: &str, (x, y): (f64, f64), look: Type) {
        let weight = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::SansSerif, look.size * UNITS_PER_PX * 1.24, weight);
        let style = TextStyle {
            font: font.transform(FontTransform::Rotate270),
            color: look.color.to_backend_color(),
            pos: Pos::new(HPos::Left, VPos::Center),
        };
        in_memory(self.backend.draw_text(text, &style, point((x + look.size * 0.09, y))));
    }

    /// One line of text, its middle at `y`.
    pub fn text(&mut self, text: &str, (x, y): (f64, f64), align: Align, look: Type) {
        let horizontal = match align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let weight = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        // The backend divides sizes by 1.24; half an ex sits a little high for figures and Chinese.
        let size = look.size * UNITS_PER_PX * 1.24;
        let style = TextStyle {
            font: FontDesc::new(FontFamily::SansSerif, size, weight),
            color: look.color.to_backend_color(),
            pos: Pos::new(horizontal, VPos::Center),
        };
        in_memory(self.backend.draw_text(text, &style, point((x, y + look.size * 0.09))));
    }
}
