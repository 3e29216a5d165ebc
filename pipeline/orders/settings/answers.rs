//! `[answers]`: which words of a call-back mean yes, no, and not asked.

use serde::{Deserialize, Serialize};

/// Words for one question or for all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerList {
    /// Words that mean yes.
    pub yes: Vec<String>,
    /// Words that mean no.
    pub no: Vec<String>,
    /// Words that mean that nobody asked or answered: not known, and nothing is wrong with them.
    pub unknown: Vec<String>,
}

/// `[answers]`: a city's own words, which come before the built-in ones.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswersSettings {
    /// Words that mean yes.
    pub yes: Vec<String>,
    /// Words that mean no.
    pub no: Vec<String>,
    /// Words that mean that nobody asked or answered.
    pub unknown: Vec<String>,
    /// `[answers.responded]`: words of this column, which come before those of all.
    pub responded: AnswerList,
    /// `[answers.resolved]`
    pub resolved: AnswerList,
    /// `[answers.satisfied]`
    pub satisfied: AnswerList,
    /// `[answers.escalated]`
    pub escalated: AnswerList,
}

impl AnswersSettings {
    /// The words of all columns.
    pub fn common(&self) -> AnswerList {
        let Self { yes, no, unknown, .. } = self.clone();
        AnswerList { yes, no, unknown }
    }

    /// The words of one column alone.
    pub fn of(&self, column: &str) -> Option<&AnswerList> {
        match column {
            "responded" => Some(&self.responded),
            "resolved" => Some(&self.resolved),
            "satisfied" => Some(&self.satisfied),
            "escalated" => Some(&self.escalated),
            _ => None,
        }
    }

    /// Whether no word means two things.
    ///
    /// # Errors
    /// Names the word.
    pub fn validate(&self) -> Result<(), String> {
        let own = [&self.responded, &self.resolved, &self.satisfied, &self.escalated];
        for words in own.into_iter().chain([&self.common()]) {
            let lists = [&words.yes, &words.no, &words.unknown];
            for (at, list) in lists.iter().enumerate() {
                let twice = |word: &&String| lists[at + 1..].iter().any(|l| l.contains(word));
                if let Some(word) = list.iter().find(twice) {
                    return Err(format!("{word:?} stands in two of yes, no, unknown: keep one"));
                }
            }
        }
        Ok(())
    }
}
