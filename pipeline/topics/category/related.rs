//! Categories that are one matter by the data: they share words, and their months and places move
//! together.
//!
//! For two categories with enough demand and a shared word in their names, over months `m` and
//! areas `a`: with `n_cm` the demands of category `c`, `n_c`, `n_m` the margins and `n` the total
//! over all item categories, the Pearson residual is `(n_cm − e_cm) / √e_cm`, `e_cm = n_c n_m / n`;
//! the same over areas. Categories are joined when the residual profiles correlate over months and
//! over areas, both: shared season alone, or shared places alone, is common among unrelated
//! matters. Areas are those of the coarsest level that has [`MIN_PROFILE`], for counts large enough
//! to correlate; of more than [`MAX_PROFILE`] areas each sees too few. Groups are complete: every
//! pair in a group fulfils the rule, so chains cannot join what is not alike. Fewer than
//! [`MIN_PROFILE`] months or areas: no join. A flat profile correlates with nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{CategorySettings, category_path};
use crate::panel::{AreaId, AreaLevel, CategoryId, Panel};

/// Least length of a profile: correlations over fewer points are mostly chance.
const MIN_PROFILE: usize = 8;

/// Most areas of a profile.
const MAX_PROFILE: usize = 2_000;

/// Words that say nothing of what a category is about.
const COMMON_WORDS: [&str; 26] = [
    "request",
    "requests",
    "complaint",
    "complaints",
    "issue",
    "issues",
    "problem",
    "problems",
    "general",
    "other",
    "the",
    "and",
    "for",
    "city",
    "public",
    "service",
    "services",
    "问题",
    "管理",
    "其他",
    "服务",
    "投诉",
    "纠纷",
    "相关",
    "情况",
    "咨询",
];

/// A category's profiles.
struct Profile {
    id: CategoryId,
    words: BTreeSet<String>,
    months: Vec<f64>,
    areas: Vec<f64>,
}

/// Divides categories into groups; most groups hold one. Largest categories lead; ties go to the
/// earlier category.
pub(super) fn related(
    panel: &Panel,
    categories: &[CategoryId],
    settings: &CategorySettings,
) -> Vec<Vec<CategoryId>> {
    let counts = Counted::of(panel);
    let least = f64::from(settings.join_min_orders);
    let (mut large, mut small) = (Vec::new(), Vec::new());
    for &id in categories {
        let orders: f64 = counts.by_area(panel, id).iter().sum();
        if orders >= least { large.push((id, orders)) } else { small.push(id) }
    }
    large.sort_by(|a: &(CategoryId, f64), b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut groups: Vec<Vec<Profile>> = Vec::new();
    for (id, _) in large {
        let profile = counts.profile(panel, id);
        match groups.iter_mut().find(|g| g.iter().all(|other| alike(&profile, other, settings))) {
            Some(group) => group.push(profile),
            None => groups.push(vec![profile]),
        }
    }
    let joined = groups.into_iter().map(|g| g.into_iter().map(|p| p.id).collect());
    joined.chain(small.into_iter().map(|id| vec![id])).collect()
}

/// Demands of all item categories together, by month over the whole history, and by area over the
/// period.
struct Counted {
    /// Positions of the areas that profiles are over.
    areas: BTreeMap<AreaId, usize>,
    month_totals: Vec<f64>,
    area_totals: Vec<f64>,
}

impl Counted {
    fn of(panel: &Panel) -> Self {
        let areas: BTreeMap<AreaId, usize> =
            profile_areas(panel).into_iter().enumerate().map(|(at, area)| (area, at)).collect();
        let area_totals = vec![0.0; areas.len()];
        let mut all = Self { areas, month_totals: vec![0.0; panel.months.len()], area_totals };
        for item in panel.items() {
            let own = (all.by_month(panel, item), all.by_area(panel, item));
            all.month_totals.iter_mut().zip(own.0).for_each(|(total, n)| *total += n);
            all.area_totals.iter_mut().zip(own.1).for_each(|(total, n)| *total += n);
        }
        all
    }

    fn by_month(&self, panel: &Panel, id: CategoryId) -> Vec<f64> {
        panel.monthly_orders(panel.city(), id).into_iter().map(f64::from).collect()
    }

    fn by_area(&self, panel: &Panel, id: CategoryId) -> Vec<f64> {
        let mut orders = vec![0.0; self.areas.len()];
        for cell in panel.cells_of_category(id) {
            let is_counted = panel.period_months.contains(&usize::from(cell.month));
            if let Some(&at) = self.areas.get(&cell.area).filter(|_| is_counted) {
                orders[at] += f64::from(cell.counts.orders);
            }
        }
        orders
    }

    fn profile(&self, panel: &Panel, id: CategoryId) -> Profile {
        Profile {
            id,
            words: words(category_path(panel, id).1),
            months: residuals(&self.by_month(panel, id), &self.month_totals),
            areas: residuals(&self.by_area(panel, id), &self.area_totals),
        }
    }
}

fn profile_areas(panel: &Panel) -> Vec<AreaId> {
    let levels = [AreaLevel::District, AreaLevel::Street, AreaLevel::Community];
    let lists = levels.map(|level| panel.areas_of(level).collect::<Vec<_>>());
    let coarsest = lists.into_iter().find(|areas| areas.len() >= MIN_PROFILE).unwrap_or_default();
    if coarsest.len() > MAX_PROFILE { Vec::new() } else { coarsest }
}

/// The words of a name that say what it is about: English words, and pairs of neighbouring Chinese
/// characters.
pub(super) fn words(name: &str) -> BTreeSet<String> {
    let lower = name.to_lowercase();
    let mut words = BTreeSet::new();
    for part in lower.split(|c: char| !c.is_alphanumeric()) {
        let chars: Vec<char> = part.chars().collect();
        if part.is_ascii() {
            if chars.len() > 2 {
                words.insert(part.strip_suffix('s').unwrap_or(part).to_owned());
            }
        } else {
            words.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        }
    }
    words.retain(|w| !COMMON_WORDS.contains(&w.as_str()));
    words
}

fn alike(a: &Profile, b: &Profile, settings: &CategorySettings) -> bool {
    let over = |x: &[f64], y: &[f64], least: f64| correlation(x, y).is_some_and(|r| r >= least);
    !a.words.is_disjoint(&b.words)
        && over(&a.months, &b.months, settings.join_month_correlation)
        && over(&a.areas, &b.areas, settings.join_area_correlation)
}

/// Pearson residuals of counts against their share of the totals; where a total is 0, nothing was
/// expected: 0.
fn residuals(counts: &[f64], totals: &[f64]) -> Vec<f64> {
    let share = counts.iter().sum::<f64>() / totals.iter().sum::<f64>();
    let residual = |(&n, &total): (&f64, &f64)| {
        let expected = share * total;
        if expected > 0.0 { (n - expected) / expected.sqrt() } else { 0.0 }
    };
    counts.iter().zip(totals).map(residual).collect()
}

/// Pearson's correlation; `None` for short or flat profiles.
fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.len() < MIN_PROFILE {
        return None;
    }
    let n = x.len() as f64;
    let (mean_x, mean_y) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (a, b) in x.iter().zip(y) {
        xy += (a - mean_x) * (b - mean_y);
        xx += (a - mean_x).powi(2);
        yy += (b - mean_y).powi(2);
    }
    let scale = (xx * yy).sqrt();
    (scale > 0.0).then(|| xy / scale)
}
