//! From scores to a list: names turned into positions, clashes named, the selection itself.

use yiti_stats::diversity::effective_number_of_counts;
use yiti_stats::select::{self, Limits, Selector};

use super::assess::Assessed;
use super::decided::Decided;
use super::error::{Clash, Note, ProposeError};
use super::history::is_named;
use super::settings::Settings;

/// Places that every theme may have: three are reviewed in one month.
const PER_THEME_MIN: usize = 3;

/// The groups and limits of a run, ready to choose under any scores.
pub(super) struct Choice {
    pub selector: Selector,
    /// Positions of topics that nothing keeps off, into the assessed topics.
    pub eligible: Vec<usize>,
    pub notes: Vec<Note>,
}

/// Clashes between what is wanted, unwanted, adopted and rejected.
pub(super) fn contradictions(decided: &Decided, settings: &Settings) -> Vec<Clash> {
    let topics = &decided.topics;
    let mut clashes = Vec::new();
    for name in &settings.must_include {
        let Some(topic) = topics.iter().find(|topic| is_named(topic, name)) else {
            clashes.push(Clash::UnknownInclude { name: name.clone(), nearest: nearest(name, decided) });
            continue;
        };
        let title = topic.title.clone();
        if settings.must_exclude.iter().any(|name| is_named(topic, name)) {
            clashes.push(Clash::IncludedAndExcluded { title });
        } else if let Some(rejection) = decided.rejection(&topic.topic_id) {
            clashes.push(Clash::IncludedAndRejected { title, who: rejection.who.clone(), line: rejection.line });
        }
    }
    for topic in topics.iter().filter(|topic| decided.is_adopted(&topic.topic_id)) {
        if settings.must_exclude.iter().any(|name| is_named(topic, name)) {
            let line = decided.verdicts[&topic.topic_id].line;
            clashes.push(Clash::AdoptedAndExcluded { title: topic.title.clone(), line });
        }
    }
    clashes
}

/// Names in `must_exclude` and in the ledger that match nothing.
pub(super) fn unmatched(decided: &Decided, settings: &Settings) -> Vec<Note> {
    let known = |name: &&String| decided.topics.iter().any(|topic| is_named(topic, name));
    let unknown = settings.must_exclude.iter().filter(|name| !known(name));
    let mut notes: Vec<Note> = unknown.map(|name| Note::UnknownExclude { name: name.clone() }).collect();
    let decisions = decided.unmatched.iter();
    notes.extend(decisions.map(|d| Note::UnmatchedDecision { line: d.line, topic: d.topic.clone() }));
    notes
}

/// Positions of topics that must be on the list.
pub(super) fn fixed(assessed: &[Assessed], decided: &Decided, settings: &Settings) -> Vec<usize> {
    let is_fixed = |a: &Assessed| {
        decided.is_adopted(&a.topic.topic_id) || settings.must_include.iter().any(|name| is_named(&a.topic, name))
    };
    (0..assessed.len()).filter(|&i| is_fixed(&assessed[i])).collect()
}

/// Checks the limits over the eligible topics. `groups`: the theme of each assessed topic.
///
/// # Errors
/// Limits that the wanted topics break. Too few candidates is no error: the list is shorter and a note says so.
pub(super) fn prepare(
    assessed: &[Assessed],
    groups: &[String],
    fixed: &[usize],
    settings: &Settings,
) -> Result<Choice, ProposeError> {
    let eligible: Vec<usize> = (0..assessed.len()).filter(|&i| assessed[i].exclusion.is_none()).collect();
    let mut names: Vec<&String> = eligible.iter().map(|&i| &groups[i]).collect();
    names.sort();
    names.dedup();
    let group_of: Vec<usize> = eligible.iter().map(|&i| names.binary_search(&&groups[i]).unwrap_or_default()).collect();
    let fixed: Vec<usize> = (0..eligible.len()).filter(|&p| fixed.contains(&eligible[p])).collect();
    let demands: Vec<u64> = (0..names.len())
        .map(|group| (0..eligible.len()).filter(|&p| group_of[p] == group).map(|p| assessed[eligible[p]].orders).sum())
        .collect();
    let per_theme = settings.per_theme.unwrap_or_else(|| usual_per_theme(settings.topics, &demands));
    let limits = Limits { pick: settings.topics, groups: settings.themes, per_group: per_theme };
    match Selector::new(&group_of, limits, &fixed, &[]) {
        Ok(selector) => Ok(Choice { selector, eligible, notes: Vec::new() }),
        Err(clashes) => match clashes[..] {
            [select::Clash::TooFew { pick, possible, .. }] => {
                let shorter = Limits { pick: possible, ..limits };
                let selector = Selector::new(&group_of, shorter, &fixed, &[])
                    .map_err(|clashes| named(&clashes, &names, settings))?;
                let note = Note::Shortfall {
                    wanted: pick,
                    possible,
                    eligible: eligible.len(),
                    groups: names.len(),
                    per_theme,
                    themes: settings.themes,
                };
                Ok(Choice { selector, eligible, notes: vec![note] })
            }
            _ => Err(named(&clashes, &names, settings)),
        },
    }
}

/// Most topics of one theme unless the settings say: a quarter of the list, or twice an even share where the candidates'
/// demand lies in few themes (effective number, inverse Simpson); at least three. `demands`: one entry a theme.
fn usual_per_theme(topics: usize, demands: &[u64]) -> usize {
    let themes = effective_number_of_counts(demands).unwrap_or(1.0);
    let twice_even = (2.0 * topics as f64 / themes).ceil() as usize;
    topics.div_ceil(4).max(twice_even).max(PER_THEME_MIN)
}

fn named(clashes: &[select::Clash], groups: &[&String], settings: &Settings) -> ProposeError {
    let name = |clash: &select::Clash| match *clash {
        select::Clash::TooManyFixed { fixed, .. } => {
            Some(Clash::TooManyIncluded { included: fixed, topics: settings.topics })
        }
        select::Clash::GroupOverfull { group, fixed, per_group } => {
            Some(Clash::ThemeOverfull { theme: groups[group].clone(), included: fixed, per_theme: per_group })
        }
        select::Clash::TooManyGroups { fixed_groups, groups } => {
            Some(Clash::TooManyThemes { included: fixed_groups, themes: groups })
        }
        select::Clash::FixedAndBarred { .. } | select::Clash::TooFew { .. } => None,
    };
    ProposeError::Clash(clashes.iter().filter_map(name).collect())
}

/// The three titles that share most letters with the name.
fn nearest(name: &str, decided: &Decided) -> Vec<String> {
    let shared = |title: &str| name.chars().filter(|c| !c.is_whitespace() && title.contains(*c)).count();
    let mut titles: Vec<(usize, &str)> =
        decided.topics.iter().map(|t| (shared(&t.title), t.title.as_str())).filter(|t| t.0 > 1).collect();
    titles.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    titles.into_iter().take(3).map(|(_, title)| title.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_may_have_more_places_where_there_are_few_themes() {
        assert_eq!(usual_per_theme(17, &[100; 12]), 5, "a quarter");
        assert_eq!(usual_per_theme(17, &[100; 4]), 9, "twice an even share of four themes");
        assert_eq!(usual_per_theme(17, &[100, 100, 100, 100, 1]), 9, "a theme without demand is hardly one");
        assert_eq!(usual_per_theme(6, &[100; 12]), 3);
        assert_eq!(usual_per_theme(6, &[]), 12, "no theme, no limit that binds");
    }
}
