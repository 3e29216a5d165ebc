//! The words of the caveats, Chinese beside English.

mod feed;
mod names;

use super::caveat::{Caveat, UnreadableColumn};
use crate::language::{Language, count, counted, fill, percent};
use crate::panel::AreaLevel;
use feed::{imports, odd_times, renamed, silences, silent_channel};
use names::about_names;

pub(super) use feed::cannot_tell;

/// What a caveat is about, in a word or two.
pub(super) const fn kind(caveat: &Caveat, language: Language) -> &'static str {
    let (zh, en) = match caveat {
        Caveat::Renamed(_) => ("疑似更名", "renamed?"),
        Caveat::BulkImports(_) => ("批量导入", "bulk import"),
        Caveat::PeriodNotOver { .. } | Caveat::MonthNotOver { .. } => ("统计期未完", "not over"),
        Caveat::BeginsLate { .. } => ("数据起点", "begin of the data"),
        Caveat::Silences(_) | Caveat::SilentChannels(_) | Caveat::MonthsNotCovered(_) => {
            ("数据缺失", "missing data")
        }
        Caveat::CannotTell(_) => ("暂不能判断", "cannot tell yet"),
        Caveat::OddTimes(_) | Caveat::ClosedBeforeOpened { .. } => ("时间异常", "odd times"),
        Caveat::Rejected { .. } | Caveat::Duplicates { .. } | Caveat::Superseded { .. } => {
            ("未计入的行", "rows left out")
        }
        Caveat::UnknownNames { .. } | Caveat::Spellings(_) | Caveat::Addresses(_) => {
            ("名称", "names")
        }
        Caveat::Unreadable(_) => ("无法识别", "unreadable"),
        Caveat::Missing(_) => ("数据没有", "not in the data"),
        Caveat::MovedHolidays(_) => ("节假日", "holidays"),
        Caveat::TextsSampled { .. } => ("文本", "texts"),
        Caveat::Unlisted { .. } | Caveat::LevelNotAssessed { .. } => {
            ("长期高频", "persistent findings")
        }
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
        Caveat::SilentChannels(found) => {
            let list: Vec<String> = found.iter().map(|one| silent_channel(one, language)).collect();
            list.join(language.pick("", " "))
        }
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
        Caveat::UnknownNames { .. } | Caveat::Spellings(_) | Caveat::Addresses(_) => {
            about_names(caveat, language)
        }
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
            format!(
                "The data begins on {begins}: nothing is known of the days before, from {asked} on."
            )
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
                Language::Zh => {
                    format!("数据不全的月份（括号内为覆盖率）：{list}。这些月份不与其他月份比较。")
                }
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
                    Language::En => {
                        let now = counted(*now as u64, "day", "days");
                        format!("{now} in {month} ({then} the year before)")
                    }
                }
            };
            let list = months.iter().map(month).collect::<Vec<_>>().join(language.pick("，", ", "));
            match language {
                Language::Zh => format!("公休假日换了月份：{list}。这些月份的同比含有假期的影响。"),
                Language::En => format!(
                    "Public holidays fell in other months than the year before: {list}. That is part of these months' year-on-year change."
                ),
            }
        }
        _ => String::new(),
    }
}

fn about_rows(caveat: &Caveat, language: Language) -> String {
    match (caveat, language) {
        (Caveat::Rejected { rows, share, example }, _) => {
            let (rows, share) = (count(*rows), percent(*share));
            let example = example.as_ref().map(|example| match language {
                Language::Zh => format!("例如：{example}。"),
                Language::En => format!(" For example {example}."),
            });
            let example = example.unwrap_or_default();
            match language {
                Language::Zh => {
                    format!(
                        "{rows} 行（{share}）因数据错误未计入，逐行列于 rejects.parquet。{example}"
                    )
                }
                Language::En => {
                    let told = "{rows} {rows?row:rows} ({share}) {rows?was:were} rejected for errors; rejects.parquet lists {rows?it:each}.{example}";
                    fill(told, &[("rows", &rows), ("share", &share), ("example", &example)])
                }
            }
        }
        (Caveat::Duplicates { rows, .. }, Language::Zh) => {
            format!("{} 行的工单编号在同一文件中重复，只计最后一次。", count(*rows))
        }
        (Caveat::Duplicates { rows, .. }, Language::En) => {
            let rows = count(*rows);
            fill(
                "{rows} {rows?row repeats:rows repeat} an order_id of the same file; only the last of each counts.",
                &[("rows", &rows)],
            )
        }
        (Caveat::Superseded { rows, by_update, .. }, _) => {
            let rows = count(*rows);
            match (language, by_update) {
                (Language::Zh, true) => {
                    format!("{rows} 行被同一工单的较新版本取代：以 updated_at 最新者为准。")
                }
                (Language::Zh, false) => {
                    format!(
                        "{rows} 行被同一工单的较新版本取代：以 [source] paths 中较后的文件为准。"
                    )
                }
                (Language::En, true) => fill(
                    "{rows} {rows?row is:rows are} superseded by a newer version of the same order: the newest updated_at counts.",
                    &[("rows", &rows)],
                ),
                (Language::En, false) => fill(
                    "{rows} {rows?row is:rows are} superseded by another version of the same order: the later file of [source] \
                     paths counts; map updated_at if rows say when they were written.",
                    &[("rows", &rows)],
                ),
            }
        }
        (Caveat::ClosedBeforeOpened { orders, .. }, Language::Zh) => {
            format!("{} 件工单的办结时间早于受理时间。", count(*orders))
        }
        (Caveat::ClosedBeforeOpened { orders, .. }, Language::En) => {
            let told = counted(*orders, "order was", "orders were");
            format!(
                "{told} closed before {} received.",
                if *orders == 1 { "it was" } else { "they were" }
            )
        }
        (Caveat::Unreadable(columns), _) => {
            let one = |column: &UnreadableColumn| unreadable(column, language);
            columns.iter().map(one).collect::<Vec<_>>().join(language.pick("", " "))
        }
        (Caveat::Unlisted { level, listed, persistent }, _) => {
            let (level, more) = (level_name(*level, language), count((persistent - listed) as u64));
            let listed = count(*listed as u64);
            match language {
                Language::Zh => {
                    format!("{level}一级长期高频列出最强的 {listed} 项，另有 {more} 项未列出。")
                }
                Language::En => format!(
                    "Of persistent findings on the level of {level} the strongest {listed} are listed; there are {more} more."
                ),
            }
        }
        (Caveat::LevelNotAssessed { level, reason }, _) => {
            let (level, reason) = (level_name(*level, language), reason.reason(language));
            match language {
                Language::Zh => format!("{level}：{reason}"),
                Language::En => format!("Level of {level}: {reason}"),
            }
        }
        (Caveat::Missing(columns), _) => {
            let list: Vec<&str> = columns.iter().map(|(zh, en)| language.pick(zh, en)).collect();
            let list = list.join(language.pick("、", ", "));
            match language {
                Language::Zh => format!("本数据没有：{list}。依赖它们的指标一律空缺，不作推测。"),
                Language::En => {
                    format!(
                        "Not in this data: {list}. What depends on them is left blank, not guessed."
                    )
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

/// Values that count as unknown, the commonest of them, and the line that would say what they mean.
fn unreadable(lost: &UnreadableColumn, language: Language) -> String {
    let UnreadableColumn { column, examples, is_answer, .. } = lost;
    let values = count(lost.values);
    let quoted = examples.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(", ");
    let shown = match (examples.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Zh) => format!("（最常见：{quoted}）"),
        (false, Language::En) => format!(" (most often {quoted})"),
    };
    let fix = match (*is_answer && !examples.is_empty(), language) {
        (false, _) => String::new(),
        (true, Language::Zh) => format!("；如有含义，请在 [answers] 的 yes 或 no 中加入 {quoted}"),
        (true, Language::En) => {
            format!("; if they mean something, add {quoted} to yes or no of [answers]")
        }
    };
    match language {
        Language::Zh => format!("{column} 有 {values} 个值无法识别{shown}，按未知处理{fix}。"),
        Language::En => {
            let told = "{values} {values?value:values} of {column} cannot be read{shown} and {values?counts:count} as unknown{fix}.";
            let places =
                [("values", values.as_str()), ("column", column), ("shown", &shown), ("fix", &fix)];
            fill(told, &places)
        }
    }
}

const fn level_name(level: AreaLevel, language: Language) -> &'static str {
    match (level, language) {
        (AreaLevel::City, Language::Zh) => "全市",
        (AreaLevel::District, Language::Zh) => "区",
        (AreaLevel::Street, Language::Zh) => "街道乡镇",
        (AreaLevel::Community, Language::Zh) => "社区村",
        (AreaLevel::City, Language::En) => "the city",
        (AreaLevel::District, Language::En) => "districts",
        (AreaLevel::Street, Language::En) => "streets",
        (AreaLevel::Community, Language::En) => "communities",
    }
}
