//! The page of a week or a day: what broke out, what moved, what is overdue, whether the feed is
//! whole.

use serde::Serialize;

use super::super::super::caveat::{Remark, split};
use super::lights::Cell;
use super::{Context, late, outbreaks};
use crate::calendar::Cadence;
use crate::language::{count, percent};
use crate::monitor::{Mover, MoverOf};
use crate::report::format::{self, fill};
use crate::report::review_words::ReviewWords;
use crate::report::view::rows;
use crate::report::words::Words;

/// Movers shown to either side.
const MOVERS: usize = 10;

/// Share of the usual demands from which a feed counts as whole.
const WHOLE: f64 = 0.995;

/// One mover.
#[derive(Debug, Serialize)]
pub struct MoverLine {
    name: String,
    kind: &'static str,
    orders: Cell,
    change: Cell,
    difference: Cell,
    last_year: Cell,
}

/// A week's or a day's page.
#[derive(Debug, Serialize)]
pub struct WatchView {
    words: Words,
    r: ReviewWords,
    root: &'static str,
    eyebrow: String,
    title: String,
    answer: String,
    sure: String,
    meta: String,
    whole: bool,
    caveats: Vec<Remark>,
    outbreaks: outbreaks::Outbreaks,
    is_week: bool,
    movers: Vec<MoverLine>,
    movers_note: String,
    /// What is overdue: of a day.
    late: Option<late::Late>,
    late_lead: String,
    /// What is overdue in one line; empty where nothing is, and of a week.
    overdue: String,
    remarks: Vec<Remark>,
    rows: rows::Rows,
}

impl WatchView {
    pub(in crate::report) fn of(context: Context<'_>) -> Self {
        let source = context.source;
        let report = source.report;
        let is_week = report.period.cadence == Cadence::Weekly;
        let (mut first, rest) = split(report.caveats, source.language);
        let mut remarks = first.split_off(first.len().min(super::CAVEATS));
        remarks.extend(rest);
        let lines: Vec<MoverLine> =
            report.movers.iter().take(MOVERS).map(|mover| line(context, mover)).collect();
        let all = report.movers.len();
        let day = format::day(report.as_of, source.language);
        let overdue = if is_week { None } else { late::overdue(context) };
        let late_lead = match &overdue {
            Some(_) => context.says.late_day_lead,
            None if report.review.deadline_totals.is_empty() => context.words.late_none,
            None => context.says.late_day_none,
        };
        Self {
            words: source.words,
            r: context.words,
            root: "",
            eyebrow: report.settings.titles.of(report.period.cadence, source.language).to_owned(),
            title: format!("{} · {}", report.title, source.period_name()),
            answer: answer(context),
            sure: feed(context),
            meta: format!(
                "{} {} · {} {}",
                source.words.period,
                source.period(),
                source.words.as_of,
                format::day(report.as_of, source.language),
            ),
            whole: report.feed.is_some_and(|feed| feed.covered >= WHOLE),
            caveats: first,
            outbreaks: outbreaks::Outbreaks::of(context),
            is_week,
            movers_note: if all > lines.len() {
                super::super::near::shown_of(source, lines.len(), all, "tables/movers.csv")
            } else {
                String::new()
            },
            movers: if is_week { lines } else { Vec::new() },
            late: (!is_week).then(|| late::Late::of(context)),
            late_lead: fill(late_lead, &[("day", &day)]),
            overdue: overdue
                .map_or_else(String::new, |text| format!("{}{text}", context.says.late_day_open)),
            remarks,
            rows: rows::Rows::of(source),
        }
    }
}

/// How many outbreaks, of which how many began in the period.
fn answer(context: Context<'_>) -> String {
    let (report, says) = (context.source.report, context.says);
    let all = outbreaks::of_period(context);
    let several = all.iter().filter(|finding| finding.single_source != Some(true));
    let (mut new, mut continuing) = (0, 0);
    several.for_each(|finding| match finding.first_day >= report.period.first_day {
        true => new += 1,
        false => continuing += 1,
    });
    if new + continuing == 0 {
        return says.nothing_broke_out.to_owned();
    }
    let (new, continuing) = (count(new), count(continuing));
    fill(says.broke_out, &[("new", &new), ("continuing", &continuing)])
}

/// How many demands came, how many are usual, and whether all of them came.
fn feed(context: Context<'_>) -> String {
    let says = context.says;
    let Some(feed) = context.source.report.feed else { return String::new() };
    let usual = format::expected(Some(feed.usual));
    let came = fill(says.feed_came, &[("orders", &count(feed.orders)), ("usual", &usual)]);
    if feed.covered >= WHOLE {
        return format!("{came}{}", says.feed_whole);
    }
    let share = percent(feed.covered);
    format!("{came}{}", fill(says.feed_part, &[("share", &share)]))
}

fn line(context: Context<'_>, mover: &Mover) -> MoverLine {
    let (source, says) = (context.source, context.says);
    let difference = i64::from(mover.orders) - i64::from(mover.orders_prev);
    let (name, kind) = match mover.of {
        MoverOf::Category(category) => {
            (source.report.panel.category(category).name.clone(), says.mover_category)
        }
        MoverOf::District(area) => (source.area(area), says.mover_district),
    };
    let base = fill(says.from_week, &[("n", &count(mover.orders_prev.into()))]);
    MoverLine {
        name,
        kind,
        orders: Cell::new(count(mover.orders.into()), vec![], Some(mover.orders.into())),
        change: Cell::new(format::change(mover.change), vec![base], mover.change),
        difference: Cell::new(
            format!("{difference:+}").replace('-', "−"),
            vec![],
            Some(difference as f64),
        ),
        last_year: Cell::new(
            format::whole(mover.orders_last_year.map(u64::from)),
            vec![],
            mover.orders_last_year.map(f64::from),
        ),
    }
}
