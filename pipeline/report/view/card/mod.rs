//! A card for each topic on the list.

pub(super) mod places;
mod plan;
mod rates;
mod scores;
pub(super) mod trend;

use serde::Serialize;

use super::list::{self, StabilityView};
use super::{ChartView, Charts, Source, file_stem};
use crate::language::{count, percent};
use crate::monitor::MONTHS_GIVEN;
use crate::propose::ProposedTopic;
use crate::report::format::{self, fill};
use crate::report::review_sentences::ReviewSentences;
use crate::report::review_words::ReviewWords;
use crate::report::terms;
use crate::report::words::Words;
use crate::topics::{Topic, TopicSource};

/// Typical texts shown.
const EXAMPLES: usize = 3;
/// Categories named; the rest are counted.
const CATEGORIES: usize = 12;

/// A cause with where to start.
#[derive(Debug, Serialize)]
pub struct CauseView {
    name: String,
    help: String,
}

/// One topic.
#[derive(Debug, Serialize)]
pub struct Card {
    number: usize,
    title: String,
    theme: String,
    review: String,
    orders: String,
    rank: String,
    standing: String,
    /// How many such topics stayed; empty without answers.
    outlook: String,
    /// That volume is all that speaks for it, and what that means; both empty otherwise.
    volume_only: String,
    volume_only_note: String,
    stability: StabilityView,
    department: String,
    department_share: String,
    /// The smallest fall that could be seen, and what that means; empty where months or categories
    /// to compare with are missing for all topics.
    detectable: String,
    detectable_note: String,
    why: String,
    trend: Option<ChartView>,
    places: Option<ChartView>,
    rates: Vec<rates::RateView>,
    scores: Vec<scores::ScoreView>,
    causes: Vec<CauseView>,
    best: String,
    categories: String,
    keywords: String,
    examples: Vec<String>,
    papers: Vec<plan::PaperView>,
    note: String,
    findings: String,
}

/// A card as a page.
#[derive(Debug, Serialize)]
pub struct CardPage {
    words: Words,
    r: ReviewWords,
    root: &'static str,
    path: String,
    eyebrow: String,
    card: Card,
}

impl CardPage {
    /// Where the page is.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// The pages of the listed topics, in the order of the list.
pub(super) fn pages(source: Source<'_>, charts: &mut Charts) -> Vec<CardPage> {
    let ids = ordered(source).into_iter().map(|proposed| &proposed.topic_id);
    let page = |(topic_id, card): (&String, Card)| CardPage {
        words: source.words,
        r: ReviewWords::of(source.language),
        root: "../",
        path: list::href(source, topic_id),
        eyebrow: source.report.title.to_owned(),
        card,
    };
    ids.zip(cards(source, charts)).map(page).collect()
}

fn ordered<'a>(source: Source<'a>) -> Vec<&'a ProposedTopic> {
    let mut topics: Vec<&ProposedTopic> = source.report.proposal.iter().collect();
    topics.sort_by_key(|topic| (topic.month, topic.theme_name.clone(), topic.rank));
    topics
}

/// The smallest fall that could be seen within a few months, and a note.
fn detectable(source: Source<'_>, topic_id: &str) -> (String, String) {
    let (all, words) = (source.report.detectable, ReviewWords::of(source.language));
    let says = ReviewSentences::of(source.language);
    let months = MONTHS_GIVEN.to_string();
    let values = [("months", months.as_str())];
    match all.get(topic_id) {
        _ if all.is_empty() => (String::new(), String::new()),
        Some(fall) => (percent(*fall), fill(words.detectable_note, &values)),
        None => (says.none_detectable.to_owned(), fill(says.none_detectable_note, &values)),
    }
}

/// The cards, in the order of the list.
fn cards(source: Source<'_>, charts: &mut Charts) -> Vec<Card> {
    let topics = ordered(source).into_iter().enumerate();
    topics.map(|(i, proposed)| card(source, charts, i + 1, proposed)).collect()
}

fn card(source: Source<'_>, charts: &mut Charts, number: usize, proposed: &ProposedTopic) -> Card {
    let (report, words) = (source.report, source.words);
    let topic = report.topic(&proposed.topic_id);
    let candidate = report.candidate(&proposed.topic_id);
    let stem = file_stem(&proposed.topic_id);
    let share = proposed.lead_department.as_ref().map(|(_, share)| format::whole_percent(*share));
    let causes: Vec<CauseView> =
        proposed.causes.iter().map(|cause| cause_view(source, cause)).collect();
    let volume_only = candidate.is_some_and(|candidate| candidate.volume_only == Some(true));
    let of_volume = |word: &str| if volume_only { word.to_owned() } else { String::new() };
    let outlook = candidate.and_then(|candidate| candidate.outlook);
    let findings = topic.map_or(0, |topic| topic.finding_ids.len());
    let (detectable, detectable_note) = detectable(source, &proposed.topic_id);
    let month = format::month_name(proposed.month, source.language);
    Card {
        number,
        title: proposed.title.clone(),
        theme: theme(source, proposed),
        review: fill(words.review_in, &[("month", &month)]),
        orders: count(proposed.orders),
        rank: rank(source, proposed),
        standing: proposed
            .standing
            .map(|standing| standing.clause(source.language))
            .unwrap_or_default(),
        outlook: outlook.map(|outlook| outlook.sentence(source.language)).unwrap_or_default(),
        volume_only: of_volume(words.card_volume_only),
        volume_only_note: of_volume(words.card_volume_only_note),
        stability: list::stability(source, candidate),
        department: list::department(source, proposed),
        detectable,
        detectable_note,
        department_share: share
            .map(|share| fill(words.lead_share, &[("share", &share)]))
            .unwrap_or_default(),
        why: proposed.why.clone(),
        trend: topic.and_then(|topic| {
            let (svg, alt) = trend::trend(source, topic)?;
            Some(charts.add(&format!("trend_{stem}"), svg, &alt))
        }),
        places: topic.and_then(|topic| {
            let (svg, alt) = places::bars(source, topic)?;
            Some(charts.add(&format!("where_{stem}"), svg, &alt))
        }),
        rates: rates::rates(source, topic),
        scores: candidate.map(|candidate| scores::scores(source, candidate)).unwrap_or_default(),
        papers: plan::papers(source, proposed, topic, candidate, &causes),
        causes,
        best: topic.map(|topic| places::best(source, topic)).unwrap_or_default(),
        categories: topic.map(|topic| categories(source, topic)).unwrap_or_default(),
        keywords: topic.map(|topic| source.join(&topic.keywords)).unwrap_or_default(),
        examples: topic
            .map(|topic| topic.examples.iter().take(EXAMPLES).cloned().collect())
            .unwrap_or_default(),
        note: match topic.map(|topic| topic.source) {
            Some(TopicSource::Texts) => words.card_texts_note.to_owned(),
            _ => String::new(),
        },
        findings: match findings {
            0 => String::new(),
            n => fill(words.card_findings, &[("n", &n.to_string())]),
        },
    }
}

/// The theme, with the source's own heading where the title does not speak for itself.
fn theme(source: Source<'_>, proposed: &ProposedTopic) -> String {
    let theme = list::theme_name(source, &proposed.theme_name);
    match list::heading(source, &proposed.topic_id) {
        heading if heading.is_empty() || heading == theme => theme,
        heading => format!("{theme} · {heading}"),
    }
}

/// The rank, with its range over weightings where that was drawn.
fn rank(source: Source<'_>, proposed: &ProposedTopic) -> String {
    let words = source.words;
    let rank = fill(words.card_rank, &[("rank", &proposed.rank.to_string())]);
    match source.report.candidate(&proposed.topic_id).and_then(|candidate| candidate.rank_range) {
        Some((low, high)) if low != high => {
            let range = fill(
                words.card_rank_range,
                &[("low", &low.to_string()), ("high", &high.to_string())],
            );
            format!("{rank}{}{range}", source.language.pick("，", ", "))
        }
        _ => rank,
    }
}

fn cause_view(source: Source<'_>, cause: &str) -> CauseView {
    let help = terms::help(cause, source.language).unwrap_or_default();
    CauseView { name: source.cause(cause), help: help.to_owned() }
}

fn categories(source: Source<'_>, topic: &Topic) -> String {
    let panel = source.report.panel;
    let names = topic.categories.iter().map(|&category| panel.category(category).name.clone());
    let shown: Vec<String> = names.take(CATEGORIES).collect();
    match topic.categories.len().saturating_sub(CATEGORIES) {
        0 => source.join(&shown),
        more => format!("{} +{more}", source.join(&shown)),
    }
}
