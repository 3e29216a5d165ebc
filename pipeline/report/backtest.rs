//! The backtest as a chart: what each list covers of the months after the ones it was made from.

use chrono::Months;

use super::{NamedChart, ReportFile, ReportSettings, ReportWarning, chart_files};
use crate::chart::{CoverageChart, CoverageGroup, CoverageRow, Rasteriser};
use crate::language::Language;
use crate::propose::backtest::{Coverage, List, headline};

/// The chart as SVG and, where wanted, PNG, with what could not be drawn. `with_answers`: whether
/// the data has answers on resolution.
pub fn backtest_chart(
    windows: &[Vec<Coverage>],
    with_answers: bool,
    settings: &ReportSettings,
    language: Language,
) -> (Vec<ReportFile>, Vec<ReportWarning>) {
    let pick = |zh: &str, en: &str| language.pick(zh, en).to_owned();
    let title = headline(windows, language);
    let chart = CoverageChart {
        title: title.unwrap_or_else(|| {
            pick("回测：没有可比的诉求", "Backtest: there was nothing to cover")
        }),
        unit: pick(
            "各清单题目数相同、目标相同；所列为其类别占后一时段相应诉求的比例。标题为各时段平均",
            "Same length, same target; shares of the later demands that lie in a list’s \
             categories. Title: mean over the windows",
        ),
        columns: match with_answers {
            true => [
                pick("占未解决诉求", "of the unresolved demands"),
                pick("占长期未解决诉求", "of those that persistently stayed unresolved"),
            ],
            false => [
                pick(
                    "占全部诉求（本数据没有解决情况）",
                    "of all demands (resolution is not in this data)",
                ),
                pick("占持续的诉求", "of the demands that lasted"),
            ],
        },
        own_label: pick("本系统提议", "the proposal"),
        other_label: pick("对照清单", "lists to compare with"),
        groups: windows.iter().filter_map(|rows| group(rows, with_answers, language)).collect(),
    };
    let charts = [NamedChart { name: "backtest".to_owned(), svg: chart.draw() }];
    let fonts = settings.png.then(Rasteriser::new);
    chart_files(&charts, fonts.as_ref(), settings.png_scale)
}

fn group(rows: &[Coverage], with_answers: bool, language: Language) -> Option<CoverageGroup> {
    let first = rows.first()?;
    let span = |from: chrono::NaiveDate| {
        let last = from + Months::new(first.months as u32 - 1);
        format!("{}{}{}", from.format("%Y-%m"), language.pick("至", " – "), last.format("%Y-%m"))
    };
    let (past, next) = (span(first.from), span(first.next));
    let doubtful = match (first.doubtful.len(), language) {
        (0, _) => String::new(),
        (n, Language::Zh) => format!("；{n}个月数据不全"),
        (n, Language::En) => format!("; {n} month(s) not fully covered"),
    };
    let label = match language {
        Language::Zh => {
            format!("用{past}的数据提出，以{next}检验（{}题{doubtful}）", first.topics.len())
        }
        Language::En => format!(
            "Proposed from {past}, held against {next} ({} topics{doubtful})",
            first.topics.len()
        ),
    };
    // Without answers the first two simple lists are one and the same.
    let shown = rows.iter().filter(|row| with_answers || row.list != List::TopUnresolved);
    let row = |row: &Coverage| CoverageRow {
        label: row.list.title(language).to_owned(),
        shares: [row.unresolved, row.persistent],
        own: row.list == List::Proposal,
    };
    Some(CoverageGroup { label, rows: shown.map(row).collect() })
}
