//! Rounds of drawing, clustering, splitting and assigning, so that any number of texts needs
//! bounded memory.

use rand::SeedableRng;
use rand::seq::index::sample;
use rand_chacha::ChaCha8Rng;

use super::assign::Centres;
use super::cluster::average_linkage;
use super::documents::Document;
use super::settings::Settings;
use super::similarity::{Setting, matrix};
use super::split::split;
use super::topic::Group;
use super::vectors::fit;

/// Topics as indices of documents, and how many documents were compared pair by pair.
#[derive(Debug, Default, PartialEq)]
pub struct Grouped {
    /// In the order they were found.
    pub groups: Vec<Group>,
    /// Documents drawn in all rounds.
    pub drawn: usize,
}

/// Groups `documents`.
///
/// Up to `pairwise_texts_max` texts: one round over all. More: each round draws so many of those
/// that no topic has yet (by `seed`), clusters them, and gives every other text its nearest new
/// topic; rounds end when one finds no new topic.
pub fn group(documents: &[Document], settings: &Settings) -> Grouped {
    let mut rng = ChaCha8Rng::seed_from_u64(settings.seed);
    let mut left: Vec<usize> = (0..documents.len()).collect();
    let mut grouped = Grouped::default();
    for _ in 0..settings.rounds_max {
        let amount = left.len().min(settings.pairwise_texts_max);
        let mut drawn: Vec<usize> =
            sample(&mut rng, left.len(), amount).into_iter().map(|at| left[at]).collect();
        drawn.sort_unstable();
        let found = round(documents, &drawn, &left, settings);
        grouped.drawn += drawn.len();
        if found.is_empty() {
            break;
        }
        let mut taken = vec![false; documents.len()];
        found
            .iter()
            .flat_map(|group| &group.by_typicality)
            .for_each(|&member| taken[member] = true);
        left.retain(|&index| !taken[index]);
        grouped.groups.extend(found);
        if amount < settings.pairwise_texts_max {
            break;
        }
    }
    grouped
}

/// Groups that are known beforehand, as indices of `documents`: most typical first.
pub fn known_groups(
    documents: &[Document],
    groups: &[Vec<usize>],
    settings: &Settings,
) -> Vec<Group> {
    let texts: Vec<&Document> = documents.iter().collect();
    let (lexicon, rows) = fit(&texts, settings);
    let places: Vec<Setting> = texts.iter().map(|text| text.setting()).collect();
    let centres = Centres::new(groups, &rows, &places, &lexicon);
    let typical = |(topic, members): (usize, &Vec<usize>)| {
        by_typicality(
            members.iter().map(|&member| (centres.dot(topic, &rows[member]), member)).collect(),
        )
    };
    groups.iter().enumerate().map(typical).collect()
}

/// One round: the topics among `drawn`, with every text of `left` that is near enough.
fn round(
    documents: &[Document],
    drawn: &[usize],
    left: &[usize],
    settings: &Settings,
) -> Vec<Group> {
    let texts: Vec<&Document> = drawn.iter().map(|&index| &documents[index]).collect();
    let (lexicon, rows) = fit(&texts, settings);
    let places: Vec<Setting> = texts.iter().map(|text| text.setting()).collect();
    let joined = average_linkage(
        matrix(&rows, lexicon.width(), &places, settings),
        settings.join_similarity,
    );
    let parts = joined.iter().flat_map(|group| split(group, &texts, &rows, &lexicon, settings));
    let cores: Vec<Vec<usize>> = parts.filter(|part| enough(part, &texts, settings)).collect();
    let centres = Centres::new(&cores, &rows, &places, &lexicon);

    let mut in_core = vec![false; documents.len()];
    let mut members: Vec<Vec<(f32, usize)>> = Vec::with_capacity(cores.len());
    for (topic, core) in cores.iter().enumerate() {
        core.iter().for_each(|&member| in_core[drawn[member]] = true);
        members.push(
            core.iter().map(|&member| (centres.dot(topic, &rows[member]), drawn[member])).collect(),
        );
    }
    let others: Vec<usize> = left.iter().copied().filter(|&index| !in_core[index]).collect();
    let other_texts: Vec<&Document> = others.iter().map(|&index| &documents[index]).collect();
    for (index, nearest) in
        others.iter().zip(centres.nearest_of_all(&other_texts, &lexicon, settings))
    {
        if let Some((topic, similarity)) = nearest {
            members[topic].push((similarity, *index));
        }
    }
    members.into_iter().map(by_typicality).collect()
}

/// Members with their similarity to the centre, as a group.
fn by_typicality(mut members: Vec<(f32, usize)>) -> Group {
    members.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let n = members.len() as f64;
    let to_centre = members.iter().map(|&(similarity, _)| f64::from(similarity)).sum::<f64>() / n;
    // The centre holds each member itself with weight 1/n: taken out, what is left is the mean over
    // pairs.
    let cohesion = if n > 1.0 { ((n * to_centre - 1.0) / (n - 1.0)).clamp(0.0, 1.0) } else { 1.0 };
    Group { by_typicality: members.into_iter().map(|(_, index)| index).collect(), cohesion }
}

/// Whether a group has messages enough to be a topic.
fn enough(group: &[usize], texts: &[&Document], settings: &Settings) -> bool {
    group.iter().map(|&member| texts[member].messages.len()).sum::<usize>()
        >= settings.topic_texts_min
}
