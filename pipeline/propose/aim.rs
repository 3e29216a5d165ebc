//! What a topic's plan could aim at: what the best comparable areas reach already. A suggestion;
//! people decide.

use super::proposal::Candidate;
use crate::language::{Language, percent};

/// Lead of the best areas, in resolution rate, from which they are held up as an aim.
const LEAD_MIN: f64 = 0.05;

/// The aim as a clause; `None` where areas hardly differ or nothing is known of resolution.
pub fn aim(candidate: &Candidate, language: Language) -> Option<String> {
    let solvability = &candidate.solvability;
    let gain = solvability.value.filter(|&gain| gain > 0.0)?;
    let (now, best) =
        (solvability.input("resolution_rate")?, solvability.input("best_resolution_rate")?);
    if best - now < LEAD_MIN {
        return None;
    }
    Some(match language {
        Language::Zh => format!(
            "解决率由{}向最好的一成同类区域（约{}）看齐，可减少未解决诉求约{}",
            percent(now),
            percent(best),
            percent(gain)
        ),
        Language::En => format!(
            "from {} resolved towards the best tenth of comparable areas (about {}), which would \
             spare about {} of the unresolved demands",
            percent(now),
            percent(best),
            percent(gain)
        ),
    })
}
