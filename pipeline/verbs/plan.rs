//! `yiti plan`: what would change against the last published proposal of the same kind of period.

use chrono::NaiveDate;

use super::Failure;
use super::job::job;
use super::terminal::{Terminal, print};
use crate::cli::{Common, Source};
use crate::language::Language;
use crate::propose::plan::{Published, plan};
use crate::publish::read_published;
use crate::run::{Steps, Watch, decide, prepare_with_texts, published_until};

pub(super) fn perform(source: &Source, common: &Common, today: NaiveDate) -> Result<u8, Failure> {
    let job = job(source, common, today)?;
    let terminal = Terminal::new(common);
    let show = |event| terminal.show(event);
    let watch = Watch(&show);
    let mut steps = Steps::new(&watch);
    let done = prepare_with_texts(&job, &watch, &mut steps).and_then(|(prepared, texts)| {
        let decided = decide(&job, &prepared, texts, &mut steps)?;
        Ok((prepared.clock.period, decided))
    });
    terminal.finish();
    let (period, decided) = done?;
    let language = job.config.language;
    let since = published_until(&job.output, period, job.config.calendar.month_start_day);
    let published = match &since {
        Some((_, folder)) => read_published(folder).map_err(Failure::failed)?,
        None => Published::default(),
    };
    if let Some((since, _)) = since {
        print(&match language {
            Language::Zh => format!("对照已发布的 {since} 期：\n"),
            Language::En => format!("Against the published {since}:\n"),
        })?;
    }
    print(&plan(&published, &decided.outcome, language).text(language))?;
    Ok(0)
}
