//! `yiti topics`

use super::Failure;
use super::terminal::print;
use crate::cli::{Common, Topics};
use crate::language::counted;
use crate::topics::messages::{Options, Step, run};
use crate::topics::text::Settings;

pub(super) fn perform(topics: &Topics, _common: &Common) -> Result<u8, Failure> {
    let options = Options {
        input: topics.input.clone(),
        output: topics.output.clone(),
        id: topics.id.clone(),
        text: topics.text.clone(),
        time: topics.time.clone(),
        area: topics.area.clone(),
        user: topics.user.clone(),
        settings: Settings::default(),
    };
    let summary = run(&options, &mut |step| match step {
        Step::Reading => tracing::info!("reading {}", options.input.display()),
        Step::Mining(messages) => tracing::info!(messages, "comparing {messages} messages"),
        Step::Writing(topics) => tracing::info!(topics, "writing {topics} topics"),
    })
    .map_err(Failure::failed)?;
    if let Some((drawn, all)) = summary.sampled {
        tracing::warn!(
            "only {drawn} of {all} distinct texts were compared pair by pair; all were assigned"
        );
    }
    print(&format!(
        "{}, {} in {}\n",
        counted(summary.messages as u64, "message", "messages"),
        summary.assigned,
        counted(summary.topics as u64, "topic", "topics")
    ))?;
    Ok(0)
}
