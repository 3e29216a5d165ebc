//! The colours of all charts: few, of different lightness, and told apart with any colour vision
//! (after Okabe & Ito).

use plotters::style::RGBColor;

/// Text and the outline of what matters most.
pub const INK: RGBColor = RGBColor(0x1b, 0x26, 0x33);
/// Secondary text: units, ticks, notes.
pub const MUTED: RGBColor = RGBColor(0x5a, 0x66, 0x75);
/// Last year, and whatever is only there to compare with.
pub const PAST: RGBColor = RGBColor(0xa3, 0xad, 0xb9);
/// Grid lines.
pub const GRID: RGBColor = RGBColor(0xe3, 0xe8, 0xee);
/// Empty tracks behind bars.
pub const TRACK: RGBColor = RGBColor(0xf0, 0xf3, 0xf6);
/// This year: the one colour of the page.
pub const ACCENT: RGBColor = RGBColor(0x00, 0x5f, 0x9e);
/// The expected band.
pub const BAND: RGBColor = RGBColor(0xcf, 0xe1, 0xef);
/// What asks for attention.
pub const ALERT: RGBColor = RGBColor(0xc2, 0x4d, 0x00);
/// Paper.
pub const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);

/// A step of the one-hue scale from paper (0) to the accent (1).
pub fn shade(share: f64) -> RGBColor {
    let share = share.clamp(0.0, 1.0);
    let mix = |from: u8, to: u8| {
        (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8
    };
    RGBColor(mix(PAPER.0, ACCENT.0), mix(PAPER.1, ACCENT.1), mix(PAPER.2, ACCENT.2))
}
