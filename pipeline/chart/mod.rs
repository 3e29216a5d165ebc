//! Charts: plain, already worded values in, SVG and PNG bytes out.
//!
//! One file a chart kind. Invariant: nothing here knows a language, a panel, a file or the clock;
//! the one look at the machine is the scan for fonts in [`png`].

mod area_map;
mod axis;
mod bars;
mod before_after;
mod calendar;
mod canvas;
mod coverage;
mod curves;
mod heading;
mod heat_map;
mod label_places;
mod legend;
mod months;
mod palette;
mod pareto;
mod png;
mod quadrant;
mod ranking;
mod small_multiples;
mod timeline;
mod trend;
mod type_width;

pub use area_map::{AreaMap, MapShape, Rings, tiles};
pub use bars::{Bar, Bars};
pub use before_after::{BeforeAfter, BeforeAfterMonth};
pub use calendar::{Calendar, CalendarRow};
pub use canvas::Svg;
pub use coverage::{CoverageChart, CoverageGroup, CoverageRow};
pub use curves::{Curve, Curves};
pub use heat_map::{HeatCell, HeatMap, HeatRow};
pub use pareto::{Pareto, cut};
pub use png::{PngError, Rasteriser};
pub use quadrant::{Quadrant, QuadrantPoint};
pub use ranking::{Ranking, RankingRow};
pub use small_multiples::{SmallChart, SmallMultiples};
pub use timeline::{Timeline, TimelineRow};
pub use trend::{Trend, TrendMonth};

#[cfg(test)]
mod tests;
