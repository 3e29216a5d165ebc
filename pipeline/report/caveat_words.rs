//! The words of the caveats, Chinese beside English.

use super::caveat::{BulkImport, Caveat, OddTimes, Oddity, RenameSuspicion, Silence};
use crate::language::{Language, count, percent};
use crate::mine::{Judgement, NotAssessed};

/// Names that one sentence lists.
const NAMED: usize = 12;

/// What a caveat is about, in a word or two.
pub(super) const fn kind(caveat: &Caveat, language: Language) -> &'static str {
    let (zh, en) = match caveat {
        Caveat::Renamed(_) => ("疑似更名", "renamed?"),
        Caveat::BulkImports(_) => ("批量导入", "bulk import"),
        Caveat::PeriodNotOver { .. } | Caveat::MonthNotOver { .. } => ("统计期未完", "not over"),
        Caveat::BeginsLate { .. } => ("数据起点", "begin of the data"),
        Caveat::Silences(_) | Caveat::MonthsNotCovered(_) => ("数据缺失", "missing data"),
        Caveat::CannotTell(_) => ("暂不能判断", "cannot tell yet"),
        Caveat::OddTimes(_) | Caveat::ClosedBeforeOpened { .. } => ("时间异常", "odd times"),
        Caveat::Rejected { .. } | Caveat::Duplicates { .. } => ("未计入的行", "rows left out"),
        Caveat::UnknownNames { .. } | Caveat::Spellings(_) => ("名称", "names"),
        Caveat::Unreadable(_) => ("无法识别", "unreadable"),
        Caveat::Missing(_) => ("数据没有", "not in the data"),
        Caveat::MovedHolidays(_) => ("节假日", "holidays"),
        Caveat::TextsSampled { .. } => ("文本", "texts"),
        Caveat::Proposal(_) => ("选题", "proposal"),
        Caveat::Edit(_) => ("人工修订", "edits"),
    };
    language.pick(zh, en)
}

/// A caveat in one sentence.
pub(super) fn sentence(caveat: &Caveat, language: Language) -> String {
    match caveat {
        Caveat::Renamed(found) => renamed(found, language),
        Caveat::BulkImports(found) => imports(found, language),
        Caveat::Silences(found) => silences(found, language),
        Caveat::CannotTell(found) => {
            let list: Vec<String> = found.iter().map(|lack| cannot_tell(lack, language)).collect();
            list.join(language.pick("", " "))
        }
        Caveat::OddTimes(found) => {
            let list: Vec<String> = found.iter().map(|odd| odd_times(odd, language)).collect();
            list.join(language.pick("", " "))
        }
        Caveat::PeriodNotOver { .. }
        | Caveat::BeginsLate { .. }
        | Caveat::MonthNotOver { .. }
        | Caveat::MonthsNotCovered(_)
        | Caveat::MovedHolidays(_) => about_days(caveat, language),
        Caveat::UnknownNames { .. } | Caveat::Spellings(_) => about_names(caveat, language),
        Caveat::Proposal(text) | Caveat::Edit(text) => text.clone(),
        _ => about_rows(caveat, language),
    }
}

/// What a sentence sums up, one by one.
pub(super) fn details(caveat: &Caveat, language: Language) -> Vec<String> {
    match caveat {
        Caveat::Renamed(found) if found.len() > 1 => {
            found.iter().map(|one| renamed(std::slice::from_ref(one), language)).collect()
        }
        Caveat::BulkImports(found) if found.len() > 1 => {
            found.iter().map(|one| imports(std::slice::from_ref(one), language)).collect()
        }
        Caveat::Silences(found) if found.len() > 1 => {
            found.iter().map(|one| silences(std::slice::from_ref(one), language)).collect()
        }
        _ => Vec::new(),
    }
}

fn quoted(names: &[String], language: Language) -> String {
    let name = |name: &String| match language {
        Language::Zh => format!("“{name}”"),
        Language::En => format!("“{name}”"),
    };
    let list = names.iter().take(NAMED).map(name).collect::<Vec<_>>().join(language.pick("、", ", "));
    match (names.len().saturating_sub(NAMED), language) {
        (0, _) => list,
        (more, Language::Zh) => format!("{list}等（另有 {more} 个）"),
        (more, Language::En) => format!("{list} and {more} more"),
    }
}

fn renamed(found: &[RenameSuspicion], language: Language) -> String {
    if let [RenameSuspicion { kind, old, new, month, orders: (before, after) }] = found {
        let (old, new, month) = (quoted(old, language), quoted(new, language), month.format("%Y-%m"));
        let (before, after) = (count(before.round() as u64), count(after.round() as u64));
        return match language {
            Language::Zh => format!(
                "{old}（{kind}）的诉求到 {month} 前后为止（每月约 {before} 件），{new} 从此承接（每月约 {after} 件），构成相近：疑似\
                 更名、拆分或合并。在 [[aliases]] 作出决定以前，这些名称及其下级不判断突增，逐月比较也不可靠。"
            ),
            Language::En => format!(
                "{old} ({kind}) ends about {month} (some {before} orders a month) and {new} takes over (some {after}), of \
                 like make-up: suspected to be renamed, split or merged. Until [[aliases]] decides, nothing of these names \
                 or inside them is judged sudden, and their months cannot be compared."
            ),
        };
    }
    let pair = |one: &RenameSuspicion| {
        let join = |names: &[String]| quoted(names, language);
        format!("{} → {} ({})", join(&one.old), join(&one.new), one.month.format("%Y-%m"))
    };
    let list = found.iter().take(NAMED).map(pair).collect::<Vec<_>>().join(language.pick("；", "; "));
    let n = found.len();
    match language {
        Language::Zh => format!(
            "{n} 处疑似更名、拆分或合并：{list}。在 [[aliases]] 作出决定以前，这些名称及其下级不判断突增，逐月比较也不可靠。"
        ),
        Language::En => format!(
            "{n} names look renamed, split or merged: {list}. Until [[aliases]] decides, nothing of these names or inside \
             them is judged sudden, and their months cannot be compared."
        ),
    }
}

fn imports(found: &[BulkImport], language: Language) -> String {
    if let [BulkImport { day, orders, usual, seconds, categories }] = found {
        let (orders, usual) = (count(*orders), few(*usual));
        let span = span(*seconds, language);
        return match language {
            Language::Zh => format!(
                "{day} 有 {orders} 件工单在{span}同时出现（通常约 {usual} 件），像是批量导入旧单，不是当天的诉求。所涉 {categories} \
                 个类别那一周不判断突增。"
            ),
            Language::En => format!(
                "On {day}, {orders} orders came {span} (about {usual} are usual): this looks like a bulk import of older \
                 orders, not like that day's demand. Its {categories} categories are not judged sudden in that week."
            ),
        };
    }
    let days: Vec<String> = found.iter().take(NAMED).map(|one| one.day.to_string()).collect();
    let (days, n) = (days.join(language.pick("、", ", ")), found.len());
    let orders = count(found.iter().map(|one| one.orders).sum());
    match language {
        Language::Zh => format!(
            "{n} 天像是批量导入旧单，共 {orders} 件：{days}。所涉类别在这些周不判断突增。"
        ),
        Language::En => format!(
            "{n} days with what looks like bulk imports, {orders} orders together: {days}. Their categories are not judged \
             sudden in those weeks."
        ),
    }
}

fn span(seconds: i64, language: Language) -> String {
    match (seconds, language) {
        (0, Language::Zh) => "同一时刻".to_owned(),
        (0, Language::En) => "at one moment".to_owned(),
        (1..=119, Language::Zh) => format!("{seconds} 秒内"),
        (1..=119, Language::En) => format!("within {seconds} seconds"),
        (_, Language::Zh) => format!("{} 分钟内", seconds.div_euclid(60) + 1),
        (_, Language::En) => format!("within {} minutes", seconds.div_euclid(60) + 1),
    }
}

/// One decimal under ten, none above.
fn few(orders: f64) -> String {
    if orders < 9.95 { format!("{orders:.1}") } else { count(orders.round() as u64) }
}

fn silences(found: &[Silence], language: Language) -> String {
    if let [one] = found {
        let usual = count(one.usual.round() as u64);
        let at = |(day, hour): (chrono::NaiveDate, Option<usize>), minute: &str| match (hour, language) {
            (None, _) => day.to_string(),
            (Some(hour), Language::Zh) => format!("{day} {hour} 时"),
            (Some(hour), Language::En) => format!("{day} {hour:02}:{minute}"),
        };
        let (from, to) = (at(one.from, "00"), at(one.to, "59"));
        return match language {
            Language::Zh => format!("{from}至 {to}没有任何工单，按前后各周约有 {usual} 件。"),
            Language::En => format!(
                "No order at all from {from} to {to}, where about {usual} are usual in the weeks around."
            ),
        };
    }
    let days = |one: &Silence| match one.from.0 == one.to.0 {
        true => one.from.0.to_string(),
        false => format!("{} – {}", one.from.0, one.to.0),
    };
    let mut largest: Vec<&Silence> = found.iter().collect();
    largest.sort_by(|a, b| b.usual.total_cmp(&a.usual));
    largest.truncate(NAMED);
    largest.sort_by_key(|one| one.from);
    let list = largest.into_iter().map(days).collect::<Vec<_>>().join(language.pick("、", ", "));
    let (n, usual) = (found.len(), count(found.iter().map(|one| one.usual).sum::<f64>().round() as u64));
    match language {
        Language::Zh => format!("{n} 段时间没有任何工单，按前后各周共约 {usual} 件：{list}。"),
        Language::En => {
            format!("No order at all in {n} stretches, in which some {usual} together are usual: {list}.")
        }
    }
}

/// What cannot be told yet, and what it needs.
pub(super) fn cannot_tell(lack: &NotAssessed, language: Language) -> String {
    let NotAssessed { what, needs, has, .. } = lack;
    let (what_zh, what_en, unit_zh, unit_en) = match what {
        Judgement::Spike => ("突增", "Sudden findings (spikes)", "个整周", "whole weeks of data"),
        Judgement::Persistent => ("长期高频", "Persistent findings", "个完整月份", "complete months"),
        Judgement::YearOnYear => ("同比", "Growth on the year before", "个完整月份", "complete months"),
    };
    match language {
        Language::Zh => format!("{what_zh}暂不能判断：需要 {needs} {unit_zh}，现有 {has} 个。"),
        Language::En => format!("{what_en} cannot be told yet: that needs {needs} {unit_en}, there are {has}."),
    }
}

fn odd_times(odd: &OddTimes, language: Language) -> String {
    let orders = count(odd.orders);
    let (first, last) = odd.days;
    let days = if first == last { first.to_string() } else { format!("{first} – {last}") };
    let noun = if odd.orders == 1 { "order lies" } else { "orders lie" };
    match (odd.oddity, language) {
        (Oddity::FarBefore, Language::Zh) => {
            format!("{orders} 件工单的时间远早于其他工单（{days}），照常计数，但不作为数据的起点。")
        }
        (Oddity::FarAfter, Language::Zh) => {
            format!("{orders} 件工单的时间远晚于其他工单（{days}），照常计数，但不作为数据的终点。")
        }
        (Oddity::Future, Language::Zh) => format!("{orders} 件工单的时间在今天之后（{days}），不计入本期。"),
        (Oddity::FarBefore, Language::En) => format!(
            "{orders} {noun} far before all others ({days}): counted where it falls, but no begin of the data."
        ),
        (Oddity::FarAfter, Language::En) => format!(
            "{orders} {noun} far after all others ({days}): counted where it falls, but no end of the data."
        ),
        (Oddity::Future, Language::En) => format!("{orders} {noun} in the future ({days}), after all that is looked at."),
    }
}

fn about_days(caveat: &Caveat, language: Language) -> String {
    match (caveat, language) {
        (Caveat::PeriodNotOver { seen, asked }, Language::Zh) => {
            format!("统计期未完：数据截至 {seen}，统计期到 {asked} 为止。")
        }
        (Caveat::PeriodNotOver { seen, asked }, Language::En) => {
            format!("The period is not over: the data ends on {seen}, the period on {asked}.")
        }
        (Caveat::BeginsLate { begins, asked }, Language::Zh) => {
            format!("数据从 {begins} 开始，此前（{asked} 起）的情况无从得知。")
        }
        (Caveat::BeginsLate { begins, asked }, Language::En) => {
            format!("The data begins on {begins}: nothing is known of the days before, from {asked} on.")
        }
        (Caveat::MonthNotOver { month, seen }, Language::Zh) => {
            format!("{} 只计到 {seen}，不与其他月份比较。", month.format("%Y-%m"))
        }
        (Caveat::MonthNotOver { month, seen }, Language::En) => {
            let month = month.format("%Y-%m");
            format!("{month} counts up to {seen} only; it is not compared with other months.")
        }
        (Caveat::MonthsNotCovered(months), _) => {
            let month = |(month, share): &(chrono::NaiveDate, f64)| {
                format!("{} ({})", month.format("%Y-%m"), percent(*share))
            };
            let list = months.iter().map(month).collect::<Vec<_>>().join(language.pick("、", ", "));
            match language {
                Language::Zh => format!("数据不全的月份（括号内为覆盖率）：{list}。这些月份不与其他月份比较。"),
                Language::En => format!(
                    "Months that the feed does not fully cover (share covered): {list}. They are not compared with other \
                     months."
                ),
            }
        }
        (Caveat::MovedHolidays(months), _) => {
            let month = |(month, now, then): &(chrono::NaiveDate, usize, usize)| {
                let month = month.format("%Y-%m");
                match language {
                    Language::Zh => format!("{month} 有 {now} 天（上年同月 {then} 天）"),
                    Language::En => format!("{now} in {month} ({then} the year before)"),
                }
            };
            let list = months.iter().map(month).collect::<Vec<_>>().join(language.pick("，", ", "));
            match language {
                Language::Zh => format!("公休假日换了月份：{list}。这些月份的同比含有假期的影响。"),
                Language::En => format!(
                    "Days of public holidays moved: {list}. They are part of these months' year-on-year change."
                ),
            }
        }
        _ => String::new(),
    }
}

fn about_names(caveat: &Caveat, language: Language) -> String {
    match caveat {
        Caveat::UnknownNames { orders, share, spellings } => {
            let (orders, share, list) = (count(*orders), percent(*share), quoted(spellings, language));
            match language {
                Language::Zh => format!("{orders} 处名称（相当于工单的 {share}）写作{list}，按未知处理（[names] placeholders）。"),
                Language::En => format!(
                    "{orders} names ({share} of the orders) read {list} and count as unknown ([names] placeholders)."
                ),
            }
        }
        Caveat::Spellings(names) => {
            let n = names.len();
            let one = |(name, others): &(String, Vec<String>)| {
                format!("{name} ({})", quoted(&others[..others.len().min(3)], language))
            };
            let list = names.iter().take(NAMED).map(one).collect::<Vec<_>>().join(language.pick("；", "; "));
            match language {
                Language::Zh => format!("{n} 个名称有几种写法，各按一个名称计：{list}。"),
                Language::En => format!("{n} names are spelt in several ways and count as one each: {list}."),
            }
        }
        _ => String::new(),
    }
}

fn about_rows(caveat: &Caveat, language: Language) -> String {
    match (caveat, language) {
        (Caveat::Rejected { rows, share }, _) => {
            let (rows, share) = (count(*rows), percent(*share));
            match language {
                Language::Zh => format!("{rows} 行（{share}）因数据错误未计入，逐行列于 rejects.parquet。"),
                Language::En => format!("{rows} rows ({share}) were rejected for errors; rejects.parquet lists each."),
            }
        }
        (Caveat::Duplicates { rows, .. }, Language::Zh) => {
            format!("{} 行的工单编号已出现过，只计第一次。", count(*rows))
        }
        (Caveat::Duplicates { rows, .. }, Language::En) => {
            format!("{} rows repeat an order_id; only the first of each counts.", count(*rows))
        }
        (Caveat::ClosedBeforeOpened { orders, .. }, Language::Zh) => {
            format!("{} 件工单的办结时间早于受理时间。", count(*orders))
        }
        (Caveat::ClosedBeforeOpened { orders, .. }, Language::En) => {
            format!("{} orders were closed before they were received.", count(*orders))
        }
        (Caveat::Unreadable(columns), _) => {
            let one = |(column, values): &(String, u64)| match language {
                Language::Zh => format!("{column} 有 {} 个值无法识别，按未知处理。", count(*values)),
                Language::En => format!("{} values of {column} cannot be read and count as unknown.", count(*values)),
            };
            columns.iter().map(one).collect::<Vec<_>>().join(language.pick("", " "))
        }
        (Caveat::Missing(columns), _) => {
            let list: Vec<&str> = columns.iter().map(|(zh, en)| language.pick(zh, en)).collect();
            let list = list.join(language.pick("、", ", "));
            match language {
                Language::Zh => format!("本数据没有：{list}。依赖它们的指标一律空缺，不作推测。"),
                Language::En => {
                    format!("Not in this data: {list}. What depends on them is left blank, not guessed.")
                }
            }
        }
        (Caveat::TextsSampled { texts, orders }, Language::Zh) => format!(
            "具体问题在近十二个月 {} 件工单的 {} 条文本里查找；小的问题可能未列出，列出的诉求量是估计值。",
            count(*orders),
            count(*texts)
        ),
        (Caveat::TextsSampled { texts, orders }, Language::En) => format!(
            "Concrete matters were looked for in {} texts of the last twelve months' {} orders. Small ones may be missing, \
             and the orders of those found are estimates.",
            count(*texts),
            count(*orders)
        ),
        _ => String::new(),
    }
}
