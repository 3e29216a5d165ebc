//! Findings about reporters and over neighbouring areas in one sentence, in both languages.

use crate::language::{Language, count, fill};
use crate::mine::{Cluster, Finding, FindingKind, Reporting, ReportingReason};
use crate::panel::{AreaId, Panel};
use crate::report::format;

/// Names of other categories that a sentence lists.
const OTHERS_NAMED: usize = 3;

/// What a finding about reporters says; nothing for other findings.
pub fn reporting_sentence(panel: &Panel, finding: &Finding, language: Language) -> String {
    match (&finding.reporting, finding.kind) {
        (Some(reporting), FindingKind::RepeatReporter) => {
            repeat(panel, finding, reporting, language)
        }
        (Some(reporting), _) => group(panel, finding, reporting, language),
        (None, _) => String::new(),
    }
}

/// What a cluster says, and how rare as much by chance is; nothing for other findings.
pub fn cluster_sentence(panel: &Panel, finding: &Finding, language: Language) -> String {
    let Some(Cluster { areas, rarity_months }) = &finding.cluster else { return String::new() };
    let names: Vec<&str> = areas.iter().map(|id| panel.area(*id).name.as_str()).collect();
    let what = &panel.category(finding.category).name;
    let (orders, expected) = (count(finding.orders), format::expected(finding.expected));
    let rare = rarity(*rarity_months, language);
    match language {
        Language::Zh => {
            let (names, n) = (names.join("、"), names.len());
            format!(
                "{names}等{n}个相邻地区“{what}”合计{orders}件（预计{expected}件），任一地区单独看都不突出；{rare}"
            )
        }
        Language::En => format!(
            "{} together, which are neighbours: {orders} demands about {what}, {expected} \
             expected; none stands out alone; {rare}",
            names.join(", ")
        ),
    }
}

/// Months of a year; beyond so many years nobody counts.
const YEAR_MONTHS: f64 = 12.0;
const YEARS_MAX: f64 = 100.0;

/// "as rare as once in 14 months".
fn rarity(months: f64, language: Language) -> String {
    let years = months / YEAR_MONTHS;
    match language {
        Language::Zh if years > YEARS_MAX => "这样的巧合百年难遇一次".to_owned(),
        Language::Zh if years >= 3.0 => format!("这样的巧合约{}年一次", years.round()),
        Language::Zh => format!("这样的巧合约{}个月一次", months.round().max(1.0)),
        Language::En if years > YEARS_MAX => {
            "chance gives as much less than once in 100 years".to_owned()
        }
        Language::En if years >= 3.0 => format!("as rare as once in {} years", years.round()),
        Language::En if months.round() <= 1.0 => "as rare as once a month".to_owned(),
        Language::En => format!("as rare as once in {} months", months.round()),
    }
}

fn repeat(panel: &Panel, finding: &Finding, reporting: &Reporting, language: Language) -> String {
    let place = place(panel, finding.area, language);
    let what = &panel.category(finding.category).name;
    let (orders, days) = (count(finding.orders), days(finding));
    let state = match (reporting.reason, language) {
        (ReportingReason::RepeatResolved, Language::Zh) => "最近一次回访已解决",
        (ReportingReason::RepeatUnresolved, Language::Zh) => "最近一次回访仍未解决",
        (_, Language::Zh) => "是否解决尚无回访",
        (ReportingReason::RepeatResolved, Language::En) => "the last one was resolved",
        (ReportingReason::RepeatUnresolved, Language::En) => "the last one was not resolved",
        (_, Language::En) => "whether they were resolved is not known",
    };
    let usual = finding.expected.map(|usual| format::expected(Some(usual)));
    match language {
        Language::Zh => {
            let usual = usual.map(|usual| format!("，其平时约{usual}件")).unwrap_or_default();
            format!("同一人{days}天内反映{place}“{what}”{orders}次{usual}；{state}")
        }
        Language::En => {
            let usual =
                usual.map(|usual| format!(" (usual for them: {usual})")).unwrap_or_default();
            format!(
                "One reporter, {orders} demands about {what} in {place} within {}{usual}; {state}",
                in_days(&days)
            )
        }
    }
}

fn group(panel: &Panel, finding: &Finding, reporting: &Reporting, language: Language) -> String {
    let place = place(panel, finding.area, language);
    let what = &panel.category(finding.category).name;
    let (reporters, days) = (count(u64::from(reporting.reporters)), days(finding));
    let (orders, expected) = (count(finding.orders), format::expected(finding.expected));
    let elsewhere = elsewhere(panel, reporting, language);
    match language {
        Language::Zh => {
            format!(
                "{reporters}人{days}天内反映{place}“{what}”，共{orders}件（平时约{expected}件）{elsewhere}"
            )
        }
        Language::En => format!(
            "{reporters} reporters within {} about {what} in {place}: {orders} demands \
             (usual: {expected}){elsewhere}",
            in_days(&days)
        ),
    }
}

/// What was filed under other categories, and how it is known to belong.
fn elsewhere(panel: &Panel, reporting: &Reporting, language: Language) -> String {
    if reporting.other_categories.is_empty() {
        return String::new();
    }
    let orders = count(reporting.orders_elsewhere);
    let named = reporting.other_categories.iter().take(OTHERS_NAMED);
    let named: Vec<&str> = named.map(|id| panel.category(*id).name.as_str()).collect();
    let more = reporting.other_categories.len() > OTHERS_NAMED;
    let by_texts = reporting.reason == ReportingReason::GroupByTexts;
    match language {
        Language::Zh => {
            let (list, more) = (named.join("、"), if more { "等" } else { "" });
            let why = if by_texts { "，所述为同一事" } else { "，同期同地也偏高" };
            format!("；其中{orders}件记在“{list}”{more}{why}")
        }
        Language::En => {
            let (list, more) = (named.join(", "), if more { " and others" } else { "" });
            let why = if by_texts { "that say the same" } else { "busy there just then too" };
            format!("; {orders} of them under {list}{more}, {why}")
        }
    }
}

fn in_days(days: &str) -> String {
    fill("{n} {n?day:days}", &[("n", days)])
}

fn days(finding: &Finding) -> String {
    ((finding.last_day - finding.first_day).num_days() + 1).to_string()
}

fn place(panel: &Panel, area: AreaId, language: Language) -> &str {
    match area == panel.city() {
        true => language.pick("全市", "the city"),
        false => &panel.area(area).name,
    }
}
