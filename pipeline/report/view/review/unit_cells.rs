//! Cells that areas, departments and channels share: demands against the month before, rates at the
//! same age.

use yiti_stats::rates::Answers;

use super::Context;
use super::lights::{ANSWERED_MIN, Cell};
use crate::language::{count, percent};
use crate::monitor::{BandRate, UnitRates};
use crate::report::format::{self, fill};

const CONFIDENCE: f64 = 0.95;

/// Demands, with the change against the month or the year before where both are complete.
pub(super) fn orders(context: Context<'_>, now: &UnitRates, before: Option<&UnitRates>) -> Cell {
    let Some(orders) = now.orders else { return Cell::unknown("") };
    let base = before.and_then(|before| before.orders);
    let change = base.filter(|base| *base > 0).map(|base| orders as f64 / base as f64 - 1.0);
    let note = change.zip(base).map(|(change, base)| {
        let wording = if context.is_year() { context.says.from_year } else { context.says.from };
        let from = fill(wording, &[("n", &count(base))]);
        format!("{} · {from}", format::change(Some(change)))
    });
    Cell::new(count(orders), note.into_iter().collect(), Some(orders as f64))
}

/// Share resolved within the age limit among demands old enough, with the change against the month
/// before: both months are looked at when they are equally old.
pub(super) fn at_age(context: Context<'_>, now: &UnitRates, before: Option<&UnitRates>) -> Cell {
    let says = context.says;
    if now.old_closed.is_none() {
        return Cell::unknown(context.source.words.not_in_data);
    }
    let of = |rates: &UnitRates| rates.resolved_at_age().or_else(|| rates.closed_at_age());
    let Some((rate, old)) = of(now).zip(now.old_orders().filter(|old| *old > 0)) else {
        return Cell::unknown(says.none_old);
    };
    let kind = match now.resolved_at_age() {
        Some(_) => BandRate::ResolvedAtAge,
        None => BandRate::ClosedAtAge,
    };
    let mut notes = vec![fill(says.of_old, &[("n", &count(old))])];
    let trials = now.trials(kind).map(|(yes, asked)| Answers { yes, asked });
    if let Some(estimate) = trials.and_then(|trials| trials.wilson(CONFIDENCE)) {
        let (low, high) = (percent(estimate.low), percent(estimate.high));
        notes.push(format!("{low}{}{high}", context.source.language.pick("—", " – ")));
    }
    if let Some(then) = before.and_then(of) {
        notes.push(fill(says.rate_points, &[("points", &super::lights::points(rate - then))]));
    }
    Cell::new(percent(rate), notes, Some(rate))
}

/// One of the three rates.
pub(super) type RateOf = fn(&UnitRates) -> Option<Answers>;

/// A share of known answers with numerator and denominator; where clearly fewer answers are in than
/// for the month before, that is said.
pub(super) fn answered(
    context: Context<'_>,
    now: &UnitRates,
    before: Option<&UnitRates>,
    of: RateOf,
) -> Cell {
    let says = context.says;
    let Some(answers) = of(now) else { return Cell::unknown(context.source.words.not_in_data) };
    let Some(rate) = answers.rate() else { return Cell::unknown(says.no_answer) };
    let asked_share = |rates: &UnitRates| {
        let (asked, orders) = (of(rates)?.asked, rates.orders.filter(|orders| *orders > 0)?);
        Some(asked as f64 / orders as f64)
    };
    let mut notes = vec![format!("{}/{}", count(answers.yes), count(answers.asked))];
    if let Some((share, then)) = asked_share(now).zip(before.and_then(asked_share))
        && share < ANSWERED_MIN * then
    {
        notes.push(fill(says.rate_young, &[("share", &format::whole_percent(share))]));
    }
    Cell::new(percent(rate), notes, Some(rate))
}

/// What the age column is called.
pub(super) fn age_label(context: Context<'_>) -> String {
    let days = context.source.report.review.age_days.to_string();
    let available = context.source.report.panel.available;
    let says = context.says;
    let label = if available.resolved { says.resolved_at_age } else { says.closed_at_age };
    fill(label, &[("days", &days)])
}

/// The same as a part of a file name: letters and digits as they are, and a fingerprint of the
/// whole where that is not all.
pub(super) fn stem(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if !name.is_empty() && name.len() <= 40 && name.chars().all(plain) {
        return name.to_ascii_lowercase();
    }
    let kept: String = name.chars().filter(|c| plain(*c)).take(24).collect();
    let hex = blake3::hash(name.as_bytes()).to_hex();
    let mark = &hex[..8];
    let dash = if kept.is_empty() { "" } else { "-" };
    format!("{}{dash}{mark}", kept.to_ascii_lowercase())
}
