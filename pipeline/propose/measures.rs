//! The skeleton of 一方案三清单: a plan and the lists of responsibilities, policies and tasks of one topic.
//!
//! What the data can fill in is filled in; the rest is `None` and left blank for people. Nothing here is a decision.

use super::proposal::{Candidate, ProposedTopic};
use super::request::{Labels, Outcome};
use super::season::Review;
use crate::language::{Language, percent};

/// One line of a plan or list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What belongs here.
    pub label: String,
    /// What the data say; `None` = for people to fill in.
    pub filled: Option<String>,
}

/// One topic's plan and three lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measures {
    /// The topic.
    pub topic_id: String,
    /// Its title.
    pub title: String,
    /// 方案: problem, causes, aim, calendar.
    pub plan: Vec<Line>,
    /// 责任清单: who leads, who helps.
    pub responsibilities: Vec<Line>,
    /// 政策清单: which rules to make or mend.
    pub policies: Vec<Line>,
    /// 任务清单: what to do, where first.
    pub tasks: Vec<Line>,
}

/// The skeleton of every proposed topic, in the order of the proposal.
pub fn measures(outcome: &Outcome, labels: &Labels, language: Language) -> Vec<Measures> {
    let of = |topic: &ProposedTopic| {
        let candidate = outcome.candidates.iter().find(|c| c.topic_id == topic.topic_id)?;
        let review = outcome.calendar.iter().find(|r| r.topic_ids.contains(&topic.topic_id));
        Some(skeleton(topic, candidate, review, labels, language))
    };
    outcome.proposal.iter().filter_map(of).collect()
}

fn skeleton(
    topic: &ProposedTopic,
    candidate: &Candidate,
    review: Option<&Review>,
    labels: &Labels,
    language: Language,
) -> Measures {
    let line = |zh: &str, en: &str, filled: Option<String>| Line { label: language.pick(zh, en).to_owned(), filled };
    let lead = topic.lead_department.as_ref().map(|(name, share)| match language {
        Language::Zh => format!("{name}（办理该议题{}的诉求，建议）", percent(*share)),
        Language::En => format!("{name} (handled {} of its demands; suggested)", percent(*share)),
    });
    Measures {
        topic_id: topic.topic_id.clone(),
        title: topic.title.clone(),
        plan: vec![
            line("问题", "Problem", Some(topic.why.clone())),
            line("成因", "Causes", causes(topic, labels, language)),
            line("目标", "Aim", aim(candidate, language)),
            line("专题审议", "Review", Some(review_month(topic.month, review, language))),
        ],
        responsibilities: vec![
            line("分管市领导", "Vice-mayor", None),
            line("主责部门", "Lead department", lead),
            line("协办部门", "Helping departments", None),
            line("联系人", "Contact", None),
        ],
        policies: vec![line("拟制定的政策", "Rules to make", None), line("拟修订的政策", "Rules to mend", None)],
        tasks: vec![
            line("先行区域", "Where to learn from", learn_from(candidate, language)),
            line("年度任务", "Tasks of the year", None),
            line("完成时限", "Deadlines", None),
        ],
    }
}

fn causes(topic: &ProposedTopic, labels: &Labels, language: Language) -> Option<String> {
    let names: Vec<&str> = topic.causes.iter().map(|key| labels.causes.get(key).unwrap_or(key).as_str()).collect();
    (!names.is_empty()).then(|| names.join(language.pick("、", "; ")))
}

/// What the best comparable areas reach already; blank where areas do not differ or nothing is known.
fn aim(candidate: &Candidate, language: Language) -> Option<String> {
    let solvability = &candidate.solvability;
    let gain = solvability.value.filter(|&gain| gain > 0.0)?;
    let (now, best) = (solvability.input("resolution_rate")?, solvability.input("best_resolution_rate")?);
    Some(match language {
        Language::Zh => format!(
            "解决率由{}向最好的一成同类区域（约{}）看齐，可减少未解决诉求约{}",
            percent(now),
            percent(best),
            percent(gain)
        ),
        Language::En => format!(
            "from {} resolved towards the best tenth of comparable areas (about {}), which would spare about {} of the \
             unresolved demands",
            percent(now),
            percent(best),
            percent(gain)
        ),
    })
}

fn learn_from(candidate: &Candidate, language: Language) -> Option<String> {
    let best =
        candidate.solvability.input("best_resolution_rate").filter(|_| candidate.solvability.value > Some(0.0))?;
    Some(match language {
        Language::Zh => format!("解决率约{}及以上的区域（见议题页分区表）", percent(best)),
        Language::En => format!("areas that resolve about {} and more (see the topic's table by area)", percent(best)),
    })
}

fn review_month(month: u32, review: Option<&Review>, language: Language) -> String {
    let peak = review.and_then(|review| {
        let known = review.season.iter().enumerate().filter_map(|(m, index)| Some((m, (*index)?)));
        known.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).filter(|peak| peak.1 >= 1.2)
    });
    match (language, peak) {
        (Language::Zh, Some((m, _))) => format!("{month}月（诉求高峰在{}月）；全年自1月起推进", m + 1),
        (Language::Zh, None) => format!("{month}月；全年自1月起推进"),
        (Language::En, Some((m, _))) => {
            format!("month {month} (demand peaks in month {}); work starts in January", m + 1)
        }
        (Language::En, None) => format!("month {month}; work starts in January"),
    }
}
