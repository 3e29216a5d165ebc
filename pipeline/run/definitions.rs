//! The definitions that a report prints, with the settings that were in force.

use crate::config::Config;
use crate::language::Language;
use crate::mine::{cluster_rule, cut_rule, group_rule, persistence_rule, repeat_rule, spike_rule};
use crate::propose::{score_rule, stability_rule};
use crate::report::Definition;

/// In the order of the report.
pub fn definitions(config: &Config) -> Vec<Definition> {
    let language = config.language;
    let define = |zh: &str, en: &str, text: String, source: Option<&str>| Definition {
        name: language.pick(zh, en).to_owned(),
        text,
        source: source.map(str::to_owned),
    };
    vec![
        define(
            "高频",
            "Frequent",
            cut_rule(&config.frequent, language),
            Some("DuMouchel 1999, Am. Stat. 53:177"),
        ),
        define(
            "长期高频",
            "Persistent",
            persistence_rule(&config.persistent, language),
            Some("Hirsch & Slack 1984, Water Resour. Res. 20:727"),
        ),
        define(
            "突增",
            "Sudden",
            spike_rule(&config.spike, language),
            Some(
                "Noufaily et al. 2013, Stat. Med. 32:1206; Benjamini & Hochberg 1995, JRSS B \
                 57:289",
            ),
        ),
        define(
            "连片突增",
            "Over neighbouring areas",
            cluster_rule(&config.spike, language),
            Some("Neill 2012, JRSS B 74:337"),
        ),
        define("多人同诉", "Groups", group_rule(&config.group, language), None),
        define("一人多诉", "Repeats", repeat_rule(&config.repeat, language), None),
        define("四个聚焦", "Four focuses", score_rule(&config.proposal, language), None),
        define(
            "稳定性",
            "Stability",
            stability_rule(&config.proposal, language),
            Some("Lahdelma & Salminen 2001, Oper. Res. 49:444"),
        ),
        define("环比、同比", "Change", change(language), None),
        define("三率", "Three rates", rates(language), Some("Wilson 1927, JASA 22:209")),
        define("统计月", "Statistical month", month(config), None),
    ]
}

fn change(language: Language) -> String {
    language
        .pick(
            "环比 =（本月 − 上月）÷ 上月；同比 =（本月 − 去年同月）÷ 去年同月。任何一月数据不全，则不作比较。",
            "Month on month = (this − previous) ÷ previous; year on year = (this − same month \
             last year) ÷ that. Withheld when either month is incomplete.",
        )
        .to_owned()
}

fn rates(language: Language) -> String {
    language
        .pick(
            "响应率、解决率、满意率 = 回访答“是”的件数 ÷ 有明确答复的件数。未回访的不在分母内，另行计数。",
            "Response, resolution and satisfaction rate = demands answered yes ÷ demands with a \
             known answer. Demands not asked are left out and counted apart.",
        )
        .to_owned()
}

fn month(config: &Config) -> String {
    let start = u32::from(config.calendar.month_start_day);
    match (config.language, start) {
        (Language::Zh, 1) => "自然月。".to_owned(),
        (Language::En, 1) => "The calendar month.".to_owned(),
        (Language::Zh, _) => format!("上月 {start} 日至本月 {} 日。", start - 1),
        (Language::En, _) => {
            format!("From day {start} of the month before to day {} of the month.", start - 1)
        }
    }
}
