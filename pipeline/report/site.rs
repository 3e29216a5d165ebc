//! The site of a period: which pages it has, by the period's kind.

use rayon::prelude::*;

use super::input::Report;
use super::page::{Pages, ReportError};
use super::view::review::{
    AreaPage, Context, DepartmentPage, MonthView, TopicPage, UnitRanks, WatchView,
};
use super::view::{CardPage, Charts, PartPage, Source, YearSite};
use super::{NamedChart, ReportFile};
use crate::calendar::Cadence;
use crate::panel::AreaId;

type FilesAndCharts = (Vec<ReportFile>, Vec<NamedChart>);
type FilesOrError = Result<Vec<ReportFile>, ReportError>;

/// The pages, the first one first, and the charts on them.
///
/// # Errors
/// A template that does not fit its values: a mistake in the program, not in the data.
pub(super) fn compose(
    report: &Report<'_>,
) -> Result<(Vec<ReportFile>, Vec<NamedChart>), ReportError> {
    let pages = Pages::new()?;
    let ranks = UnitRanks::of(report);
    match (report.period.cadence, Context::of(Source::of(report), &ranks)) {
        (Cadence::Monthly, Some(context)) => month(report, context, &pages),
        (Cadence::Weekly | Cadence::Daily, Some(context)) => {
            let page = pages.html("watch.html", &WatchView::of(context))?;
            let methods = pages.html("part.html", &PartPage::methods(context.source))?;
            Ok((vec![file("index.html", page), file("methods.html", methods)], Vec::new()))
        }
        _ => year(report, &ranks, &pages),
    }
}

/// The list, a page for each listed topic, findings, candidates, methods, and a page for each
/// district and department.
fn year(
    report: &Report<'_>,
    ranks: &UnitRanks<'_>,
    pages: &Pages,
) -> Result<(Vec<ReportFile>, Vec<NamedChart>), ReportError> {
    let (site, mut charts) = YearSite::of(report, ranks);
    let part = |path: &str, page: &PartPage| -> Result<ReportFile, ReportError> {
        Ok(file(path, pages.html("part.html", page)?))
    };
    let mut files = vec![
        file("index.html", pages.html("page.html", &site.index)?),
        part("candidates.html", &site.candidates)?,
        part("findings.html", &site.findings)?,
        part("where_when.html", &site.where_when)?,
        part("methods.html", &PartPage::methods(Source::of(report)))?,
    ];
    let of_topic = |page: &CardPage| Ok(file(page.path(), pages.html("card.html", page)?));
    let of_topics: FilesOrError = site.topics.par_iter().map(of_topic).collect();
    files.extend(of_topics?);
    if let Some(context) = Context::of(Source::of(report), ranks) {
        let (pages_of_units, charts_of_units) = units(context, pages)?;
        files.extend(pages_of_units);
        charts.extend(charts_of_units);
    }
    Ok((files, charts))
}

/// The bulletin and a page for each topic.
fn month(
    report: &Report<'_>,
    context: Context<'_>,
    pages: &Pages,
) -> Result<(Vec<ReportFile>, Vec<NamedChart>), ReportError> {
    let mut charts = Charts(Vec::new());
    let bulletin = MonthView::of(context, &mut charts);
    let topics: Vec<TopicPage> =
        report.followed.iter().map(|topic| TopicPage::of(context, topic, &mut charts)).collect();
    let methods = PartPage::methods(context.source);
    let mut files = vec![
        file("index.html", pages.html("month.html", &bulletin)?),
        file("methods.html", pages.html("part.html", &methods)?),
    ];
    let of_topic = |page: &TopicPage| Ok(file(page.path(), pages.html("topic.html", page)?));
    let of_topics: FilesOrError = topics.par_iter().map(of_topic).collect();
    files.extend(of_topics?);
    let (unit_pages, unit_charts) = units(context, pages)?;
    files.extend(unit_pages);
    charts.0.extend(unit_charts);
    Ok((files, charts.0))
}

/// A page for each district and department, up to a few hundred, and the charts on them.
fn units(context: Context<'_>, pages: &Pages) -> Result<FilesAndCharts, ReportError> {
    let of_area = |area: AreaId| {
        let mut charts = Charts(Vec::new());
        let page = AreaPage::of(context, area, &mut charts);
        Ok((file(page.path(), pages.html("area.html", &page)?), charts.0))
    };
    let of_department = |name: &str| {
        let mut charts = Charts(Vec::new());
        let page = DepartmentPage::of(context, name, &mut charts);
        Ok((file(page.path(), pages.html("department.html", &page)?), charts.0))
    };
    let districts = context.districts_with_page();
    let departments = context.units.with_page();
    let (districts, departments) = rayon::join(
        || districts.into_par_iter().map(of_area).collect::<Result<Vec<_>, ReportError>>(),
        || {
            departments
                .par_iter()
                .copied()
                .map(of_department)
                .collect::<Result<Vec<_>, ReportError>>()
        },
    );
    let (files, charts): (Vec<_>, Vec<_>) = districts?.into_iter().chain(departments?).unzip();
    Ok((files, charts.concat()))
}

fn file(path: &str, html: String) -> ReportFile {
    ReportFile { path: path.to_owned(), bytes: html.into_bytes() }
}
