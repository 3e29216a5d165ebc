//! The rules of the proposal as a report prints them, with the settings that were in force.

use super::settings::Settings;
use crate::language::{Language, percent};

/// How topics are scored.
pub fn score_rule(settings: &Settings, language: Language) -> String {
    let [prominence, breadth, chronicity, municipal] = settings.weights.shares().map(percent);
    let share = percent(settings.solvability_share);
    let volume = percent(settings.volume_only_max);
    match language {
        Language::Zh => format!(
            "总分是已知各项的加权平均，权重：突出程度 {prominence}、量大面广 {breadth}、久拖可解 {chronicity}、须市级统筹 \
             {municipal}；未知的一项，其权重分给其余各项。突出程度 = 规模 ×（1、同比增长、突增占比的平均），规模 = 占比 ÷（占比 \
             + 一般事项占比）；量大面广 = √(规模 × 面)，诉求分布达到全市一半地区即为全面；久拖可解 = 持续时间 × \
             √(次年仍未解决的可能性 × 占未解决诉求的分量)，其中 {share} 视同类地区做得好多少而定；须市级统筹 = 失效是否各区共有 × \
             次年仍未解决的可能性 × √分量。可能性看未解决率在多少个月、多少个区有把握地高于全市，以及趋势和上一年。只因量大而列入的\
             题目至多占清单的 {volume}。没有解决情况的数据，以全部诉求代替未解决诉求，须市级统筹为未知。"
        ),
        Language::En => format!(
            "The score is the weighted mean of the focuses that are known, weights: prominence \
             {prominence}, breadth {breadth}, long unsolved but solvable {chronicity}, a case for \
             the city {municipal}; the weight of what is unknown goes to the rest. Prominence = \
             size × mean of (1, growth, share of surges), size = share ÷ (share + a typical \
             matter’s share). Breadth = √(size × width); demand that spreads over half of the \
             city’s areas is wide. Long unsolved = how long demand lasts × √(probability of \
             staying unresolved × part of the unresolved demand), {share} of it by how much better \
             comparable areas do. A case for the city = how far all districts fail alike × that \
             probability × √ of that part. The probability comes from in how many months and \
             districts the unresolved rate surely lies above the city’s, its trend, and the year \
             before. Topics for which volume alone speaks take {volume} of the list at most. \
             Without answers on resolution all demands stand for the unresolved ones, and the case \
             for the city is unknown."
        ),
    }
}

/// What the stability of a place on the list means.
pub fn stability_rule(settings: &Settings, language: Language) -> String {
    let (stable, marginal) = (percent(settings.stable_from), percent(settings.marginal_below));
    let draws = crate::language::count(u64::from(settings.draws));
    match language {
        Language::Zh => format!(
            "随机抽取 {draws} 组权重，同时计入各项得分的抽样误差，看题目在其中多少组下入选：≥{stable} 为稳定入选，<{marginal} \
             为边缘，其间为取决于权重。"
        ),
        Language::En => format!(
            "{draws} sets of weights are drawn at random, with the sampling noise of every score; \
             a topic selected under {stable} of them or more is stable, under less than {marginal} \
             marginal, and in between it depends on weights."
        ),
    }
}
