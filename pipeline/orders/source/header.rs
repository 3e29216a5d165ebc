//! Where the table begins: title lines above the header, and what its columns are called.

/// The first rows of a file or sheet that are not empty.
pub struct Row {
    /// Its line or row, 1 = the first.
    pub number: u64,
    /// Its cells, trimmed.
    pub cells: Vec<String>,
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// Rows looked at.
pub const ROWS_SEEN: usize = 200;

/// Title lines that may stand above a header; a file that has more is no table.
const TITLES_MAX: usize = 20;

/// Share of its columns that a header names at least: index columns and spare ones have no name.
const NAMED_MIN: f64 = 0.8;

/// Share of its columns that a title line fills at most.
const TITLE_MAX: f64 = 0.34;

/// The row that names the columns.
///
/// # Errors
/// When the first rows are neither a header nor titles above one: which row may be it.
pub fn find_header(rows: &[Row]) -> Result<u64, String> {
    let Some(first) = rows.first() else { return Err("it is empty".into()) };
    let width = usual_width(rows);
    if width <= 1 {
        return Ok(first.number);
    }
    let is_title = |row: &&Row| {
        let filled = row.filled();
        filled <= 1 || (filled as f64 <= TITLE_MAX * width as f64 && row.cells.len() <= width)
    };
    let titles = rows.iter().take_while(is_title).count();
    let Some(header) = rows.get(titles).filter(|_| titles <= TITLES_MAX) else {
        return Err("its first lines have too few fields for a table".into());
    };
    if titles == 0 || names_columns(header, width) {
        if titles == 0 && !may_be_header(header, width) {
            let named = rows.iter().take(TITLES_MAX).find(|row| names_columns(row, width));
            let fitting = named.map_or(String::new(), |row| {
                format!("; line {} looks like the header", row.number)
            });
            let (filled, line) = (header.filled(), header.number);
            return Err(format!("line {line} fills {filled} of {width} fields{fitting}"));
        }
        return Ok(header.number);
    }
    let (title, line) = (first.number, header.number);
    Err(format!("line {title} looks like a title, and line {line} below is no clear header"))
}

/// The number of columns that most rows fill, spare ones at the end not counted.
fn usual_width(rows: &[Row]) -> usize {
    let last = |row: &Row| row.cells.iter().rposition(|cell| !cell.is_empty());
    let wide = rows.iter().filter_map(last).max().map_or(0, |last| last + 1);
    let mut counts = vec![0_usize; rows.iter().map(|row| row.cells.len()).max().unwrap_or(0) + 1];
    rows.iter().for_each(|row| counts[row.cells.len()] += 1);
    let most = counts.iter().enumerate().max_by_key(|(_, count)| **count);
    most.map_or(0, |(width, _)| width.min(wide))
}

/// Names for nearly all columns, each another, none of them a number.
fn names_columns(row: &Row, width: usize) -> bool {
    let names: Vec<&String> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let distinct: std::collections::HashSet<&&String> = names.iter().collect();
    let is_number = |name: &&&String| name.parse::<f64>().is_ok();
    names.len() as f64 >= NAMED_MIN * width as f64
        && distinct.len() == names.len()
        && !names.iter().any(|name| is_number(&name))
}

/// The first line is the header unless it leaves too many columns without a name: a line of few
/// words over a wide table is no header.
fn may_be_header(row: &Row, width: usize) -> bool {
    let spare = row.cells.len() != width;
    row.filled() as f64 >= NAMED_MIN * width as f64 || (spare && row.filled() == row.cells.len())
}

/// Names by which the columns can be mapped: those without one are called by their position, and
/// of several that have one name, the later ones get a number.
pub fn column_names(cells: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, cell) in cells.into_iter().enumerate() {
        let name = match cell.trim() {
            "" => format!("column {}", at + 1),
            name => name.to_owned(),
        };
        let mut number = 1;
        let mut unique = name.clone();
        while names.contains(&unique) {
            number += 1;
            unique = format!("{name} ({number})");
        }
        names.push(unique);
    }
    names
}

#[cfg(test)]
mod tests;
