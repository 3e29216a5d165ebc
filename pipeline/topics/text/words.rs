//! Words of a text: jieba for Chinese, plain words otherwise.

use std::sync::LazyLock;

use jieba_rs::{Jieba, Tag};

use super::tokens::is_han;

/// The dictionary is large and never changes: loaded once, on first use.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Loads the dictionary, if nobody has: a fifth of a second that other work need not wait for.
pub fn load_dictionary() {
    LazyLock::force(&JIEBA);
}

/// Nouns, verbs and words of other languages in order, lower case, without signs, numbers and
/// single characters.
pub fn words(text: &str) -> Vec<String> {
    tagged(text)
        .into_iter()
        .filter(|tag| ["n", "v", "j", "eng", "x"].iter().any(|class| tag.tag.starts_with(class)))
        .map(|tag| tag.word.to_lowercase())
        .filter(|word| {
            word.chars().all(char::is_alphanumeric) && word.chars().any(char::is_alphabetic)
        })
        .filter(|word| word.chars().count() > if word.chars().any(is_han) { 1 } else { 2 })
        .collect()
}

/// Words with their part of speech (`nr` is a personal name).
pub fn tagged(text: &str) -> Vec<Tag<'_>> {
    JIEBA.tag(text, true)
}

#[cfg(test)]
mod tests;
