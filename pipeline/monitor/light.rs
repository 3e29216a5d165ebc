//! The light of a topic in a month, by a printed rule.

use yiti_stats::interrupted::{Effect, Verdict};

use super::{Light, MonitorSettings};
use crate::language::{Language, percent};

/// Green when the whole interval of the effect lies below 0, red when above, amber when it holds 0; grey without an
/// effect or with too few demands expected.
pub(super) fn light(effect: Option<&Effect>, settings: &MonitorSettings) -> Light {
    match effect.filter(|effect| effect.expected >= settings.expected_min).map(Effect::verdict) {
        None => Light::Grey,
        Some(Verdict::Lower) => Light::Green,
        Some(Verdict::Higher) => Light::Red,
        Some(Verdict::CannotTell) => Light::Amber,
    }
}

/// The rule in words, as printed beside the lights.
pub fn light_rule(settings: &MonitorSettings, language: Language) -> String {
    let (sure, few) = (percent(settings.confidence), settings.expected_min);
    // an unchanged topic leaves the interval on the lower side by chance this often
    let chance = percent((1.0 - settings.confidence) / 2.0);
    let [green, amber, red, grey] = [Light::Green, Light::Amber, Light::Red, Light::Grey].map(Light::mark);
    match language {
        Language::Zh => format!(
            "应有件数由该题往年同月水平和未列题诉求的变化推算。{green} 绿：实际低于应有，{sure} 区间全部在零以下；{red} 红：全部在零以上；\
             {amber} 黄：区间含零，看不出变化；{grey} 灰：数据不完整、没有可比的往年、应有件数推算不准或不足 {few} 件，不作判断。并无变化的题每月偶然\
             亮绿灯的机会约为 {chance}，亮红灯相同。"
        ),
        Language::En => format!(
            "Expected demands follow the topic's usual season and the change of all demands that are no topic. {green} green: \
             fewer than expected, the whole {sure} interval below zero; {red} red: above zero; {amber} amber: the interval \
             holds zero, no clear change; {grey} grey: incomplete month, no past to compare with, an expectation too uncertain, or fewer than {few} expected. \
             A topic that has not changed turns green by chance in about {chance} of the months, and red as often."
        ),
    }
}
