//! The words of the caveats, Chinese beside English.

mod feed;
mod names;
mod rows;

use super::caveat::Caveat;
use crate::language::{Language, counted, percent};
use crate::panel::AreaLevel;
use feed::{imports, odd_times, renamed, silences, silent_channel};
use names::about_names;
use rows::about_rows;

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
                    "Months that the feed does not fully cover (share covered): {list}. They are \
                     not compared with other months."
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
                    "Public holidays fell in other months than the year before: {list}. That is \
                     part of these months' year-on-year change."
                ),
            }
        }
        _ => String::new(),
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
