//! What readers must know of the data before any figure, gravest first.

use super::{Decided, Job, Prepared};
use crate::language::{Language, count, percent};
use crate::panel::StatMonth;

/// One sentence each.
pub fn caveats(job: &Job, prepared: &Prepared, decided: &Decided) -> Vec<String> {
    let language = job.config.language;
    let mut all = coverage(job, prepared, language);
    all.extend(moved_holidays(prepared, language));
    all.extend(rows(job, prepared, language));
    all.extend(missing(prepared, language));
    all.extend(texts(prepared, decided, language));
    all.extend(decided.outcome.notes.iter().map(|note| note.sentence(language)));
    all.extend(decided.gathered.edits.iter().filter_map(|edit| edit.warning(language)));
    all
}

/// Days without orders at the beginning from which the page says so: an office may be closed over New Year.
const LATE_START_DAYS: i64 = 7;

fn coverage(job: &Job, prepared: &Prepared, language: Language) -> Vec<String> {
    let mut all = Vec::new();
    let window = prepared.clock.window;
    let last = prepared.clock.period.last_day(job.config.calendar.month_start_day);
    if window.period_last < last {
        let (seen, asked) = (window.period_last, last);
        all.push(match language {
            Language::Zh => format!("统计期未完：数据截至 {seen}，统计期到 {asked} 为止。"),
            Language::En => format!("The period is not over: the data ends on {seen}, the period on {asked}."),
        });
    }
    let (begins, asked_from) = (prepared.coverage.first_day, window.year_first);
    if (begins - asked_from).num_days() >= LATE_START_DAYS {
        all.push(match language {
            Language::Zh => format!("数据从 {begins} 开始，此前（{asked_from} 起）的情况无从得知。"),
            Language::En => {
                format!("The data begins on {begins}: nothing is known of the days before, from {asked_from} on.")
            }
        });
    }
    let months = &prepared.panel.months[prepared.panel.period_months.clone()];
    let is_over = |month: &&StatMonth| month.last_day <= window.period_last;
    let partial: Vec<String> = months
        .iter()
        .filter(|month| !month.complete && is_over(month))
        .map(|month| format!("{} ({})", month.month.format("%Y-%m"), percent(month.coverage)))
        .collect();
    if let Some(month) = months.iter().find(|month| !is_over(month)) {
        let (month, day) = (month.month.format("%Y-%m"), window.period_last);
        all.push(match language {
            Language::Zh => format!("{month} 只计到 {day}，不与其他月份比较。"),
            Language::En => format!("{month} counts up to {day} only; it is not compared with other months."),
        });
    }
    if !partial.is_empty() {
        let list = partial.join(language.pick("、", ", "));
        all.push(match language {
            Language::Zh => format!("数据不全的月份（括号内为覆盖率）：{list}。这些月份不与其他月份比较。"),
            Language::En => format!("Months that the feed does not fully cover (share covered): {list}. They are not compared with other months."),
        });
    }
    for gap in &prepared.coverage.gaps {
        let (from, from_hour, to, to_hour) = prepared.coverage.describe(gap);
        let expected = count(gap.expected.round() as u64);
        all.push(match language {
            Language::Zh => format!("{from} {from_hour} 时至 {to} {to_hour} 时没有任何工单，按往常约有 {expected} 件。"),
            Language::En => format!("No order at all from {from} {from_hour:02}:00 to {to} {to_hour:02}:59, where about {expected} are usual."),
        });
    }
    all
}

/// Days by which the holidays of a month differ from a year before, from which the page says so: a long weekend more or
/// less is no news.
const HOLIDAYS_MOVED_MIN: usize = 3;

fn moved_holidays(prepared: &Prepared, language: Language) -> Option<String> {
    let panel = &prepared.panel;
    let days = |month: usize| prepared.holidays.count(panel.months[month].first_day, panel.months[month].last_day);
    let moved = panel.period_months.clone().filter_map(|month| {
        let (now, then) = (days(month)?, days(month.checked_sub(12)?)?);
        let name = panel.months[month].month.format("%Y-%m");
        (now.abs_diff(then) >= HOLIDAYS_MOVED_MIN).then(|| match language {
            Language::Zh => format!("{name} 有 {now} 天（上年同月 {then} 天）"),
            Language::En => format!("{now} in {name} ({then} the year before)"),
        })
    });
    let list = moved.collect::<Vec<_>>().join(language.pick("，", ", "));
    (!list.is_empty()).then(|| match language {
        Language::Zh => format!("公休假日换了月份：{list}。这些月份的同比含有假期的影响。"),
        Language::En => {
            format!("Days of public holidays moved: {list}. They are part of these months' year-on-year change.")
        }
    })
}

fn rows(job: &Job, prepared: &Prepared, language: Language) -> Vec<String> {
    let rows = &prepared.opened.staged.reconciliation;
    let mut all = Vec::new();
    if rows.rejected > 0 {
        let (rejected, share) = (count(rows.rejected), percent(rows.rejected as f64 / rows.read as f64));
        all.push(match language {
            Language::Zh => format!("{rejected} 行（{share}）因数据错误未计入，逐行列于 rejects.parquet。"),
            Language::En => format!("{rejected} rows ({share}) were rejected for errors; rejects.parquet lists each."),
        });
    }
    if rows.duplicate > 0 {
        let duplicate = count(rows.duplicate);
        all.push(match language {
            Language::Zh => format!("{duplicate} 行的工单编号在同一文件中重复，只计最后一次。"),
            Language::En => {
                format!("{duplicate} rows repeat an order_id of the same file; only the last of each counts.")
            }
        });
    }
    if rows.superseded > 0 {
        let superseded = count(rows.superseded);
        let by = if job.config.any_columns().updated_at.is_some() { "updated_at" } else { "paths" };
        all.push(match (language, by) {
            (Language::Zh, "paths") => format!("{superseded} 行被同一工单的较新版本取代：以 [source] paths 中较后的文件为准。"),
            (Language::Zh, _) => format!("{superseded} 行被同一工单的较新版本取代：以 {by} 最新者为准。"),
            (Language::En, "paths") => format!(
                "{superseded} rows are superseded by a newer version of the same order: the later file of [source] paths counts."
            ),
            (Language::En, _) => format!(
                "{superseded} rows are superseded by a newer version of the same order: the newest {by} counts."
            ),
        });
    }
    for (column, unreadable) in &rows.unreadable_values {
        let unreadable = count(*unreadable);
        all.push(match language {
            Language::Zh => format!("{column} 有 {unreadable} 个值无法识别，按未知处理。"),
            Language::En => format!("{unreadable} values of {column} cannot be read and count as unknown."),
        });
    }
    all
}

fn missing(prepared: &Prepared, language: Language) -> Vec<String> {
    let has = prepared.panel.available;
    let columns = [
        (has.resolved, "解决率", "resolution"),
        (has.satisfied, "满意率", "satisfaction"),
        (has.responded, "响应率", "response"),
        (has.reporter, "来电人", "reporters"),
        (has.department, "承办单位", "departments"),
    ];
    let absent: Vec<&str> =
        columns.iter().filter(|(known, _, _)| !known).map(|(_, zh, en)| language.pick(zh, en)).collect();
    if absent.is_empty() {
        return Vec::new();
    }
    let list = absent.join(language.pick("、", ", "));
    vec![match language {
        Language::Zh => format!("本数据没有：{list}。依赖它们的指标一律空缺，不作推测。"),
        Language::En => format!("Not in this data: {list}. What depends on them is left blank, not guessed."),
    }]
}

fn texts(prepared: &Prepared, decided: &Decided, language: Language) -> Option<String> {
    let orders = prepared.orders_in_year;
    if decided.texts == 0 || decided.texts as u64 >= orders {
        return None;
    }
    let (all, read) = (count(orders), count(decided.texts as u64));
    Some(match language {
        Language::Zh => format!(
            "具体问题在近十二个月 {all} 件工单的 {read} 条文本里查找；小的问题可能未列出，列出的诉求量是估计值。"
        ),
        Language::En => format!(
            "Concrete matters were looked for in {read} texts of the last twelve months' {all} orders. Small ones may be \
             missing, and the orders of those found are estimates."
        ),
    })
}
