//! The words of the caveats about rows and values: left out, unreadable, missing, not listed.

use super::super::caveat::{Caveat, UnreadableColumn};
use super::level_name;
use crate::language::{Language, count, counted, fill, percent};

pub(super) fn about_rows(caveat: &Caveat, language: Language) -> String {
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
                    let told = "{rows} {rows?row:rows} ({share}) {rows?was:were} rejected for \
                                errors; rejects.parquet lists {rows?it:each}.{example}";
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
                "{rows} {rows?row repeats:rows repeat} an order_id of the same file; only the last \
                 of each counts.",
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
                    "{rows} {rows?row is:rows are} superseded by a newer version of the same \
                     order: the newest updated_at counts.",
                    &[("rows", &rows)],
                ),
                (Language::En, false) => fill(
                    "{rows} {rows?row is:rows are} superseded by another version of the same \
                     order: the later file of [source] paths counts; map updated_at if rows say \
                     when they were written.",
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
                    "Of persistent findings on the level of {level} the strongest {listed} are \
                     listed; there are {more} more."
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
            "Concrete matters were looked for in {} texts of the last twelve months' {} orders. \
             Small ones may be missing, and the orders of those found are estimates.",
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
            let told = "{values} {values?value:values} of {column} cannot be read{shown} and \
                        {values?counts:count} as unknown{fix}.";
            let places =
                [("values", values.as_str()), ("column", column), ("shown", &shown), ("fix", &fix)];
            fill(told, &places)
        }
    }
}
