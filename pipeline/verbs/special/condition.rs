//! What a special report on a condition tells: counts of the `demands` that meet it.

use anyhow::anyhow;
use chrono::NaiveDate;

use super::{Source, key, rows};
use crate::deliver::{CLOSED_DAYS, Edition, Slice, SliceKind, SliceRow};
use crate::verbs::Failure;

/// Counts of `demands`; closing is looked at for those that are old enough on the last day of the
/// data.
fn of_demands(as_of: NaiveDate) -> String {
    let old = format!("received_at < timestamp '{as_of}T00:00:00' - interval '{CLOSED_DAYS} days'");
    let closed = format!("closed_at <= received_at + interval '{CLOSED_DAYS} days'");
    format!(
        "count(*) as orders, count(resolved) as resolved_known, \
         count(*) filter (where resolved) as resolved, count(satisfied) as satisfied_known, \
         count(*) filter (where satisfied) as satisfied, \
         count(*) filter (where {old}) as old, \
         count(*) filter (where {old} and {closed}) as closed"
    )
}

impl Source<'_> {
    pub(super) fn condition(&self, condition: &str, edition: &Edition) -> Result<Slice, Failure> {
        if !self.session.table_exist("demands").unwrap_or(false) {
            return Err(Failure::usage(anyhow!(
                "--where: there is no warehouse beside what is published; run `yiti run` again, \
                 or name it with --warehouse"
            )));
        }
        let (first, last) = self.told;
        let day = edition.facts.period_last_day;
        let own = format!("({condition}) and cast(received_at as date) <= date '{day}'");
        let told = format!("{own} and stat_month between date '{first}' and date '{last}'");
        let counts = of_demands(edition.facts.as_of);
        let months = format!(
            "select stat_month as month, {counts} from demands where {own} \
             group by stat_month order by stat_month"
        );
        let groups = |column: &str| {
            format!(
                "select {column} as name, {counts} from demands where {told} and {column} is not \
                 null group by {column} order by orders desc, name"
            )
        };
        let city = format!(
            "select {counts} from demands where cast(received_at as date) <= date '{day}' \
             and stat_month between date '{first}' and date '{last}'"
        );
        let city = rows(&self.query(&city)?).into_iter().next().unwrap_or_default();
        // Where nothing is ever closed, closing is not in the data.
        let has_closing = city.closed.1 > 0;
        let read = |sql: &str| -> Result<Vec<SliceRow>, Failure> {
            let mut rows = rows(&self.query(sql)?);
            for row in rows.iter_mut().filter(|_| !has_closing) {
                row.closed = (0, 0);
            }
            Ok(rows)
        };
        let months = read(&months)?;
        if months.is_empty() {
            return Err(Failure::usage(anyhow!("--where {condition}: no demand meets it")));
        }
        Ok(Slice {
            key: key("where", condition),
            title: crate::deliver::condition_title(edition),
            kind: SliceKind::Condition(condition.to_owned()),
            months_told: self.told,
            months,
            city: if has_closing { city } else { SliceRow { closed: (0, 0), ..city } },
            categories: read(&groups("category"))?,
            areas: read(&groups("coalesce(district, street)"))?,
            finding_ids: Vec::new(),
        })
    }
}
