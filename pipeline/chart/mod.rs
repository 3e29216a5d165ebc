//! Charts: plain, already worded values in, SVG and PNG bytes out.
//!
//! One file a chart kind. Invariant: nothing here knows a language, a panel, a file or the clock; the one look at the
//! machine is the scan for fonts in [`png`].

mod axis;
mod bars;
mod before_after;
mod calendar;
mod canvas;
mod coverage;
mod heading;
mod label_places;
mod legend;
mod palette;
mod png;
mod quadrant;
mod ranking;
mod timeline;
mod trend;
mod type_width;

pub use bars::{Bar, Bars};
pub use before_after::{BeforeAfter, BeforeAfterMonth};
pub use calendar::{Calendar, CalendarRow};
pub use canvas::Svg;
pub use coverage::{CoverageChart, CoverageGroup, CoverageRow};
pub use png::{PngError, Rasteriser};
pub use quadrant::{Quadrant, QuadrantPoint};
pub use ranking::{Ranking, RankingRow};
pub use timeline::{Timeline, TimelineRow};
pub use trend::{Trend, TrendMonth};

#[cfg(test)]
mod tests;
