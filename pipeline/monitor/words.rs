//! The monitor's sentences on effects, in both languages.

use yiti_stats::interrupted::{BASELINE_MONTHS_MIN, DETECTABLE_MAX};
use yiti_stats::placebo::PLACEBOS_MIN;

use super::estimate::{Estimate, NoEstimate};
use super::{
    Falsification, Light, MeasureEffect, MonitorSettings, MonthSummary, UntreatedLights, Verdict,
};
use crate::language::{Language, count, fill, percent};

/// A topic since its measure, with verdict, interval, placebos and what could have been seen.
pub(super) fn measure(
    effect: &MeasureEffect,
    settings: &MonitorSettings,
    language: Language,
) -> String {
    let verdict = effect.verdict.words(language);
    let estimate = match &effect.estimate {
        Ok(estimate) => estimate,
        Err(why) => {
            return fill(
                language.pick("{verdict}：{why}。", "{verdict}: {why}."),
                &[("verdict", verdict), ("why", &no_estimate(*why, language))],
            );
        }
    };
    let sentence = fill(
        language.pick(
            "{verdict}{remark}：措施实施后 {months} 个完整月共 {observed} 件，按未列题诉求推算应有 {expected} 件，\
             {change}（区间 {low} 至 {high}，宽到使{covered}都显示不出变化）。",
            "{verdict}{remark}: {observed} {observed?demand:demands} in {months} complete \
             {months?month:months} since the measure, {expected} expected had the topic moved as \
             untreated demands did: {change} (interval {low} to {high}, as wide as needed for \
             {covered} to show no effect).",
        ),
        &[
            ("verdict", verdict),
            ("remark", &remark(effect.verdict, estimate, settings, language)),
            ("months", &effect.months.to_string()),
            ("observed", &count(estimate.effect.observed as u64)),
            ("expected", &count(estimate.effect.expected.round() as u64)),
            ("change", &change(estimate.effect.effect)),
            ("low", &change(estimate.effect.low)),
            ("high", &change(estimate.effect.high)),
            ("covered", &covered(settings.confidence, language)),
        ],
    );
    sentence + &placebos(effect, estimate, language)
}

/// What the verdict is short of, or how far it goes.
fn remark(
    verdict: Verdict,
    estimate: &Estimate,
    settings: &MonitorSettings,
    language: Language,
) -> String {
    if estimate.effect.expected < settings.expected_min {
        return fill(
            language.pick("（应有不足 {n} 件）", " (fewer than {n} expected)"),
            &[("n", &settings.expected_min.to_string())],
        );
    }
    match verdict {
        Verdict::DidNotFall if estimate.effect.low <= 0.0 => fill(
            language.pick("（降幅不到 {least}）", " (by less than {least}, if at all)"),
            &[("least", &percent(settings.fall_min))],
        ),
        _ => String::new(),
    }
}

fn placebos(effect: &MeasureEffect, estimate: &Estimate, language: Language) -> String {
    let mut text = fill(
        language.pick(
            "降幅在它和 {n} 类未列题诉求中排第 {rank}；能看出的最小降幅为 {least}。",
            " Of it and {n} untreated categories it ranks {rank} by how far it fell; the smallest \
             fall that could be seen is {least}.",
        ),
        &[
            ("n", &estimate.placebos.to_string()),
            ("rank", &estimate.placebo_rank.to_string()),
            ("least", &percent(estimate.smallest_detectable)),
        ],
    );
    if let Some(Falsification { tried, outside }) = effect.placebo_dates {
        text += &fill(
            language.pick(
                "假设措施更早开始，{tried} 个时点中有 {outside} 个同样显示变化。",
                " Had the measure begun earlier, the same calculation would show an effect at \
                 {outside} of {tried} dates.",
            ),
            &[("tried", &tried.to_string()), ("outside", &outside.to_string())],
        );
    }
    text
}

/// Why there is no effect to tell.
pub(super) fn no_estimate(why: NoEstimate, language: Language) -> String {
    let number = |n: usize| n.to_string();
    match why {
        NoEstimate::FewPlacebos { found: 0 } => language
            .pick(
                "其他类别都在已有措施的题中，没有未采取措施的类别可作对照",
                "every other category belongs to a topic with a measure, nothing untreated is left \
                 to compare with",
            )
            .to_owned(),
        NoEstimate::FewPlacebos { found } => fill(
            language.pick(
                "可作对照的未列题类别只有 {found} 个，至少要 {least} 个",
                "only {found} untreated categories to compare with, at least {least} are needed",
            ),
            &[("found", &number(found)), ("least", &number(PLACEBOS_MIN))],
        ),
        NoEstimate::NoControl => language
            .pick("未列题的诉求太少，不能作对照", "too few untreated demands to compare with")
            .to_owned(),
        NoEstimate::ShortBaseline { found } => fill(
            language.pick(
                "之前只有 {found} 个完整月，至少要 {least} 个",
                "only {found} complete months before, at least {least} are needed",
            ),
            &[("found", &number(found)), ("least", &number(BASELINE_MONTHS_MIN))],
        ),
        NoEstimate::NoDemandBefore => {
            language.pick("之前没有此类诉求", "no such demand before").to_owned()
        }
        NoEstimate::NotSettled => language
            .pick("之前的月份推算不出应有件数", "the months before give no expectation")
            .to_owned(),
        NoEstimate::NoMonths => language
            .pick("措施之后还没有完整的月份", "no complete month since the measure yet")
            .to_owned(),
        NoEstimate::TooUncertain => fill(
            language.pick(
                "应有件数推算不准，即使下降 {most} 也看不出来",
                "the expectation is so uncertain that even a fall of {most} could not be seen",
            ),
            &[("most", &format!("{:.0}%", DETECTABLE_MAX * 100.0))],
        ),
    }
}

/// The rule of the lights, as printed beside them, and how often it was seen to turn by chance.
pub fn light_rule(
    settings: &MonitorSettings,
    summary: &[MonthSummary],
    language: Language,
) -> String {
    let [green, amber, red, grey] =
        [Light::Green, Light::Amber, Light::Red, Light::Grey].map(Light::mark);
    let rule = fill(
        language.pick(
            "应有件数由该题往年同月水平和未列题诉求的变化推算；区间宽到使{covered}都显示不出变化。{green} 绿：实际低于应有，区间全部在零以下；\
             {red} 红：全部在零以上；{amber} 黄：区间含零，看不出变化；{grey} 灰：数据不完整、没有可比的往年或可作对照的类别、应有件数\
             不足 {few} 件，或推算太不准，减半也看不出，不作判断。",
            "Expected demands follow the topic's usual season and the change of all demands that \
             are no topic; the interval is as wide as needed for {covered} to show no effect. \
             {green} green: fewer than expected, the whole interval below zero; {red} red: above \
             zero; {amber} amber: the interval holds zero, no clear change; {grey} grey: \
             incomplete month, no past or no untreated categories to compare with, fewer than \
             {few} expected, or so uncertain that even a halving could not be told. ",
        ),
        &[
            ("covered", &covered(settings.confidence, language)),
            ("green", green),
            ("amber", amber),
            ("red", red),
            ("grey", grey),
            ("few", &settings.expected_min.to_string()),
        ],
    );
    rule + &turned_by_chance(summary, language)
}

/// How often lights of untreated categories turned, as measured in the months of the period.
fn turned_by_chance(summary: &[MonthSummary], language: Language) -> String {
    let sum = |of: fn(&UntreatedLights) -> u32| -> u32 {
        summary.iter().map(|month| of(&month.untreated)).sum()
    };
    let (judged, green, red) = (sum(|u| u.judged), sum(|u| u.green), sum(|u| u.red));
    if judged == 0 {
        return language
            .pick(
                "没有可以同样亮灯的未列题类别，没有举措也会亮灯的机会无从测得。",
                "No untreated category could be judged in the same way: how often lights turn \
                 without a measure is not known here.",
            )
            .to_owned();
    }
    let share = |part: u32| percent(f64::from(part) / f64::from(judged));
    fill(
        language.pick(
            "没有举措也会亮灯的机会（实测）：未列题的类别按同样方法逐月判断 {judged} 次，亮绿灯 {green} 次（{green_share}），\
             亮红灯 {red} 次（{red_share}），或属偶然，或另有原因。",
            "Without a measure, as counted here: untreated categories judged in the same way \
             {judged} {judged?time:times}, month by month, turned green {green} {green?time:times} \
             ({green_share}) and red {red} {red?time:times} ({red_share}), by chance or for other \
             reasons.",
        ),
        &[
            ("judged", &count(judged.into())),
            ("green", &count(green.into())),
            ("green_share", &share(green)),
            ("red", &count(red.into())),
            ("red_share", &share(red)),
        ],
    )
}

/// `19 of 20 untreated categories`; of a confidence that is no such share, `98.7% of …`.
fn covered(confidence: f64, language: Language) -> String {
    let all = 1.0 / (1.0 - confidence);
    let whole = all.round();
    if (all - whole).abs() < 1e-6 && whole <= 100.0 {
        let values = [("part", (whole - 1.0).to_string()), ("whole", whole.to_string())];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        return fill(
            language.pick(
                "每 {whole} 类未列题诉求有 {part} 类",
                "{part} of {whole} untreated categories",
            ),
            &values,
        );
    }
    let share = percent(confidence);
    fill(
        language.pick("{share} 的未列题诉求类别", "{share} of untreated categories"),
        &[("share", &share)],
    )
}

/// A share with its sign: `−12.5%`.
fn change(share: f64) -> String {
    format!("{:+.1}%", share * 100.0).replace('-', "−")
}
