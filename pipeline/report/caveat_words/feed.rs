//! The words of the caveats about names, the feed, and what is too short to judge.

use super::super::caveat::{BulkImport, OddTimes, Oddity, RenameSuspicion, Silence};
use crate::invisible::shown;
use crate::language::{Language, count, counted, percent};
use crate::mine::{Judgement, NEIGHBOURS, NotAssessed, REPORTER_COLUMN};
use crate::monitor::SilentChannel;

/// Names that one sentence lists.
pub(super) const NAMED: usize = 12;

pub(super) fn quoted(names: &[String], language: Language) -> String {
    let name = |name: &String| match language {
        Language::Zh => format!("“{name}”"),
        Language::En => format!("“{name}”"),
    };
    let list =
        names.iter().take(NAMED).map(name).collect::<Vec<_>>().join(language.pick("、", ", "));
    match (names.len().saturating_sub(NAMED), language) {
        (0, _) => list,
        (more, Language::Zh) => format!("{list}等（另有 {more} 个）"),
        (more, Language::En) => format!("{list} and {more} more"),
    }
}

pub(super) fn renamed(found: &[RenameSuspicion], language: Language) -> String {
    if let [RenameSuspicion { kind, old, new, month, orders: (before, after) }] = found {
        let (old, new, month) =
            (quoted(old, language), quoted(new, language), month.format("%Y-%m"));
        let (before, after) = (count(before.round() as u64), count(after.round() as u64));
        return match language {
            Language::Zh => format!(
                "{old}（{kind}）的诉求到 {month} 前后为止（每月约 {before} 件），{new} 从此承接（每月约 {after} 件），疑似\
                 更名、拆分或合并。在 [[aliases]] 或 [names] settled 作出决定以前，这些名称及其下级不判断突增，逐月比较也不可靠。"
            ),
            Language::En => format!(
                "Orders of {old} ({kind}, some {before} a month) stop about {month} and seem to go \
                 on as {new} (some {after}): suspected to be renamed, split or merged. Until \
                 [[aliases]] or [names] settled decides, nothing of these names or inside them is \
                 judged sudden, and their months cannot be compared."
            ),
        };
    }
    let pair = |one: &RenameSuspicion| {
        let join = |names: &[String]| quoted(names, language);
        format!("{} → {} ({})", join(&one.old), join(&one.new), one.month.format("%Y-%m"))
    };
    let list =
        found.iter().take(NAMED).map(pair).collect::<Vec<_>>().join(language.pick("；", "; "));
    let n = found.len();
    match language {
        Language::Zh => format!(
            "{n} 处疑似更名、拆分或合并：{list}。在 [[aliases]] 或 [names] settled 作出决定以前，这些名称及其下级不判断突增，逐月比较也不可靠。"
        ),
        Language::En => format!(
            "{} renamed, split or merged: {list}. Until [[aliases]] or [names] settled decides, \
             nothing of these names or inside them is judged sudden, and their months cannot be \
             compared.",
            counted(n as u64, "name looks", "names look")
        ),
    }
}

pub(super) fn silent_channel(one: &SilentChannel, language: Language) -> String {
    let SilentChannel { name, months: (first, last), usual, share } = one;
    let (first, last) = (first.format("%Y-%m"), last.format("%Y-%m"));
    let (name, usual) = (shown(name), count(usual.round() as u64));
    let share = percent(*share);
    match language {
        Language::Zh => format!(
            "渠道“{name}”在 {first} 至 {last} 几乎没有诉求，此前每月约 {usual} 件（占 {share}）：停用、改名，还是没有报送？\
             确认以前，这几个月的合计可能偏少。"
        ),
        Language::En => format!(
            "Channel “{name}” has hardly any orders from {first} to {last}, after some {usual} a \
             month ({share} of all): closed, renamed, or not delivered? Until that is known, \
             totals of these months may be too low."
        ),
    }
}

pub(super) fn imports(found: &[BulkImport], language: Language) -> String {
    if let [BulkImport { day, orders, usual, seconds, categories }] = found {
        let (orders, usual) = (count(*orders), few(*usual, language));
        let span = span(*seconds, language);
        return match language {
            Language::Zh => format!(
                "{day} 有 {orders} 件工单在{span}同时出现（{usual}），像是批量导入旧单，不是当天的诉求。所涉 {categories} \
                 个类别那一周不判断突增。"
            ),
            Language::En => format!(
                "On {day}, {orders} orders came {span} ({usual}): this looks like a bulk import of \
                 older orders, not like that day's demand. Its {} not judged sudden in that week.",
                counted(*categories as u64, "category is", "categories are")
            ),
        };
    }
    let days: Vec<String> = found.iter().take(NAMED).map(|one| one.day.to_string()).collect();
    let (days, n) = (days.join(language.pick("、", ", ")), found.len());
    let orders = count(found.iter().map(|one| one.orders).sum());
    match language {
        Language::Zh => {
            format!("{n} 天像是批量导入旧单，共 {orders} 件：{days}。所涉类别在这些周不判断突增。")
        }
        Language::En => format!(
            "{n} days with what looks like bulk imports, {orders} orders together: {days}. Their \
             categories are not judged sudden in those weeks."
        ),
    }
}

fn span(seconds: i64, language: Language) -> String {
    match (seconds, language) {
        (0, Language::Zh) => "同一时刻".to_owned(),
        (0, Language::En) => "at one moment".to_owned(),
        (1..=119, Language::Zh) => format!("{seconds} 秒内"),
        (1..=119, Language::En) => {
            format!("within {}", counted(seconds.unsigned_abs(), "second", "seconds"))
        }
        (120..7_200, Language::Zh) => format!("{} 分钟内", seconds.div_euclid(60) + 1),
        (120..7_200, Language::En) => format!("within {} minutes", seconds.div_euclid(60) + 1),
        (_, Language::Zh) => format!("{} 小时内", seconds.div_euclid(3_600) + 1),
        (_, Language::En) => format!("within {} hours", seconds.div_euclid(3_600) + 1),
    }
}

/// Orders that are usual: "hardly any" below a half.
fn few(orders: f64, language: Language) -> String {
    match orders.round() as u64 {
        0 => language.pick("通常几乎没有", "hardly any are usual").to_owned(),
        some => match language {
            Language::Zh => format!("通常约 {} 件", count(some)),
            Language::En => format!("about {} are usual", count(some)),
        },
    }
}

pub(super) fn silences(found: &[Silence], language: Language) -> String {
    if let [one] = found {
        let usual = count(one.usual.round() as u64);
        let at = |(day, hour): (chrono::NaiveDate, Option<usize>), minute: &str| match (
            hour, language,
        ) {
            (None, _) => day.to_string(),
            (Some(hour), Language::Zh) => format!("{day} {hour} 时"),
            (Some(hour), Language::En) => format!("{day} {hour:02}:{minute}"),
        };
        let (from, to) = (at(one.from, "00"), at(one.to, "59"));
        return match language {
            Language::Zh => format!("{from}至 {to}没有任何工单，按前后各周约有 {usual} 件。"),
            Language::En => {
                format!(
                    "No order at all from {from} to {to}: by the weeks around, about {usual} would \
                     be usual."
                )
            }
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
    let (n, usual) =
        (found.len(), count(found.iter().map(|one| one.usual).sum::<f64>().round() as u64));
    match language {
        Language::Zh => format!("{n} 段时间没有任何工单，按前后各周共约 {usual} 件：{list}。"),
        Language::En => {
            format!(
                "No order at all in {n} stretches, in which some {usual} together would be usual: \
                 {list}."
            )
        }
    }
}

/// What cannot be told yet, and what it needs.
pub(in crate::report) fn cannot_tell(lack: &NotAssessed, language: Language) -> String {
    let NotAssessed { what, needs, has, unit } = lack;
    if *unit == NEIGHBOURS {
        return language
            .pick(
                "暂不能判断：不知道哪些地区相邻（[areas] 的 neighbours、lon 和 lat 列，或 geojson）。",
                "Cannot be told: which areas are neighbours is not known ([areas]: a column \
                 neighbours, or lon and lat, or geojson).",
            )
            .to_owned();
    }
    if *unit == REPORTER_COLUMN {
        return language
            .pick(
                "暂不能判断：数据没有来电人（[columns] reporter）。",
                "Cannot be told: there are no reporters in this data ([columns] reporter).",
            )
            .to_owned();
    }
    let (what_zh, what_en, unit_zh, unit_en) = match what {
        Judgement::Spike => ("突增", "Sudden findings (spikes)", "个整周", "whole weeks of data"),
        Judgement::Persistent => {
            ("长期高频", "Persistent findings", "个完整月份", "complete months")
        }
        Judgement::YearOnYear => {
            ("同比", "Growth on the year before", "个完整月份", "complete months")
        }
        Judgement::Cluster => {
            ("连片突增", "Findings over neighbouring areas", "个整周", "whole weeks of data")
        }
        Judgement::RepeatReporter | Judgement::Group => {
            ("一人多诉、多人同诉", "Repeats and groups", "个整周", "whole weeks of data")
        }
    };
    match language {
        Language::Zh => format!("{what_zh}暂不能判断：需要 {needs} {unit_zh}，现有 {has} 个。"),
        Language::En => {
            format!("{what_en} cannot be told yet: that needs {needs} {unit_en}, there are {has}.")
        }
    }
}

pub(super) fn odd_times(odd: &OddTimes, language: Language) -> String {
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
        (Oddity::Future, Language::Zh) => {
            format!("{orders} 件工单的时间在今天之后（{days}），不计入本期。")
        }
        (Oddity::OutOfRange, Language::Zh) => {
            format!("{orders} 行的时间在 [check] 允许的日期之外（{days}），不计入。")
        }
        (Oddity::OutOfRange, Language::En) => {
            format!("{orders} {noun} outside the days that [check] allows ({days}): rejected.")
        }
        (Oddity::FarBefore, Language::En) => {
            format!(
                "{orders} {noun} far before all others ({days}): counted where it falls, but no \
                 begin of the data."
            )
        }
        (Oddity::FarAfter, Language::En) => {
            format!(
                "{orders} {noun} far after all others ({days}): counted where it falls, but no end \
                 of the data."
            )
        }
        (Oddity::Future, Language::En) => {
            format!("{orders} {noun} in the future ({days}), after all that is looked at.")
        }
    }
}
