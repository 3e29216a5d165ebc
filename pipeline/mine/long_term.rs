//! What else is worth knowing of a long-lasting demand: its trend, what stays unresolved, who calls
//! again.

use yiti_stats::trend::{self, Trend};

use super::period;
use crate::language::{Language, percent};
use crate::panel::{AreaId, CategoryId, Counts, Panel};

/// A trend is only spoken of below this p-value.
const TREND_P_MAX: f64 = 0.05;

/// Fewest months for a trend: two years.
const TREND_MONTHS_MIN: usize = 24;

/// Background of one cell.
pub(super) struct LongTerm {
    /// Resolved ÷ known answers over the months looked at.
    pub resolution_rate: Option<f64>,
    /// Share of orders by somebody who had already called in the same cell and month.
    pub repeat_share: Option<f64>,
    /// Over history and period, when there are two years.
    pub trend: Option<Trend>,
}

impl LongTerm {
    /// Gathers the figures of a cell; rates over `months`, the trend over all complete months up to
    /// the period's end.
    pub fn of(panel: &Panel, area: AreaId, category: CategoryId, months: &[usize]) -> Self {
        let mut total = Counts::default();
        for cell in
            panel.cell(area, category).iter().filter(|c| months.contains(&usize::from(c.month)))
        {
            total.add(&cell.counts);
        }
        let repeat_share = (panel.available.reporter && total.orders > 0)
            .then(|| f64::from(total.repeat_orders) / f64::from(total.orders));
        Self {
            resolution_rate: period::resolution_rate(panel, &total),
            repeat_share,
            trend: monthly_trend(panel, area, category),
        }
    }

    /// The figures in words, each only where known, and the full stop.
    pub fn sentence(&self, language: Language) -> String {
        let mut text = String::new();
        if let Some(rate) = self.resolution_rate {
            let unresolved = percent(1.0 - rate);
            text += &match language {
                Language::Zh => format!("；回访未解决 {unresolved}"),
                Language::En => format!("; {unresolved} unresolved at call-back"),
            };
        }
        if let Some(share) = self.repeat_share {
            let repeats = percent(share);
            text += &match language {
                Language::Zh => format!("，同一人当月重复反映 {repeats}"),
                Language::En => format!("; {repeats} repeat calls within the month"),
            };
        }
        if let Some(trend) = self.trend {
            text += &trend_words(&trend, language);
        }
        text + language.pick("。", ".")
    }
}

fn monthly_trend(panel: &Panel, area: AreaId, category: CategoryId) -> Option<Trend> {
    let end = panel.period_months.end;
    let known = (0..end).filter(|&m| panel.months[m].complete).count();
    if known < TREND_MONTHS_MIN {
        return None;
    }
    let orders = panel.monthly_orders(area, category);
    let series: Vec<_> =
        (0..end).map(|m| panel.months[m].complete.then(|| f64::from(orders[m]))).collect();
    trend::seasonal_mann_kendall(&series, 12)
}

fn trend_words(trend: &Trend, language: Language) -> String {
    let slope = trend.slope_per_cycle;
    if trend.p_value > TREND_P_MAX || slope == 0.0 {
        return language
            .pick("；与往年同月相比无明显升降", "; no clear trend against the same months before")
            .to_owned();
    }
    let size = slope.abs();
    match (language, slope > 0.0) {
        (Language::Zh, true) => format!("；与往年同月相比在上升，每月约多 {size:.0} 件"),
        (Language::Zh, false) => format!("；与往年同月相比在下降，每月约少 {size:.0} 件"),
        (Language::En, true) => format!("; rising by about {size:.0} a month from year to year"),
        (Language::En, false) => format!("; falling by about {size:.0} a month from year to year"),
    }
}
