//! Why a text is not read as a time, and the expression that says how it is meant.

use super::read_time;

/// Why a text is not read as a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Day and month in an order that nothing tells: both numbers and what stands between.
    DayOrMonth(u32, u32, char),
    /// A bare number of so many digits before the point, and whether it has one.
    Number(usize, bool),
    /// A number that a spreadsheet has rounded, such as 2.02402E+13.
    Rounded,
    /// None of the known forms.
    Unknown,
}

impl Problem {
    /// The formats with the day first and with the month first, where nothing tells which it is.
    pub fn formats(self, text: &str) -> Option<[String; 2]> {
        let Self::DayOrMonth(_, _, sign) = self else { return None };
        let (day_first, month_first) = formats(text, sign);
        Some([day_first, month_first])
    }

    /// What to write instead for a column of the expression `sql` in which `text` was found.
    pub fn fix(self, text: &str, sql: &str) -> Option<String> {
        let epoch = |unit: &str, number: &str| {
            format!(
                "a bare number is not read; if it counts {unit} since 1970, write \
                 to_timestamp_{unit}(cast({sql} as {number}))"
            )
        };
        match self {
            Self::DayOrMonth(first, second, sign) => {
                let (day_first, month_first) = formats(text, sign);
                let said = match (first > 12, second > 12) {
                    (false, false) => "day and month may stand in either order".to_owned(),
                    (true, _) => {
                        "the day stands first here, which other rows need not show".to_owned()
                    }
                    (_, true) => {
                        "the month stands first here, which other rows need not show".to_owned()
                    }
                };
                Some(format!(
                    "{said}; write to_timestamp({sql}, '{day_first}') for the day first, \
                     to_timestamp({sql}, '{month_first}') for the month first"
                ))
            }
            Self::Number(5, _) => Some(format!(
                "a bare number is not read; if it is a spreadsheet's serial day, write \
                 spreadsheet_time({sql})"
            )),
            Self::Number(9 | 10, true) => Some(epoch("seconds", "double")),
            Self::Number(9 | 10, false) => Some(epoch("seconds", "bigint")),
            Self::Number(12 | 13, true) => Some(epoch("millis", "double")),
            Self::Number(12 | 13, false) => Some(epoch("millis", "bigint")),
            Self::Number(16, _) => Some(epoch("micros", "bigint")),
            Self::Number(19, _) => Some(epoch("nanos", "bigint")),
            Self::Rounded => Some(
                "a spreadsheet has rounded it to a few digits; export the column as text".into(),
            ),
            Self::Unknown => zone_fix(text, sql),
            Self::Number(..) => None,
        }
    }
}

/// Zones whose names have one meaning among cities, with their offsets.
const ZONES: [(&str, &str); 6] = [
    ("EST", "-05:00"),
    ("EDT", "-04:00"),
    ("MST", "-07:00"),
    ("MDT", "-06:00"),
    ("PST", "-08:00"),
    ("PDT", "-07:00"),
];

/// What to write for a time that ends with a zone's name: its offset.
fn zone_fix(text: &str, sql: &str) -> Option<String> {
    let (time, zone) = text.trim_end().rsplit_once(' ')?;
    let is_name = (2..=5).contains(&zone.len()) && zone.bytes().all(|b| b.is_ascii_uppercase());
    if !is_name || read_time(time).is_err() {
        return None;
    }
    let known = ZONES.iter().find(|(name, _)| *name == zone);
    let (offset, meant) = match known {
        Some((_, offset)) => (*offset, "its offset"),
        None => ("+00:00", "the offset that is meant"),
    };
    Some(format!(
        "the name of a zone ({zone}) is not read; write {meant} in its place: \
         replace({sql}, ' {zone}', '{offset}')"
    ))
}

/// The two formats of a time with the day first and with the month first.
fn formats(text: &str, sign: char) -> (String, String) {
    let year_digits = text.split(sign).nth(2).unwrap_or_default();
    let year_digits = year_digits.bytes().take_while(u8::is_ascii_digit).count();
    let year = if year_digits == 2 { "%y" } else { "%Y" };
    let time = text.split_once([' ', 'T']).map_or("", |(_, time)| time);
    let has_half = time.to_ascii_lowercase().contains('m');
    let hour = if has_half { "%I" } else { "%H" };
    let mut after = match time.matches(':').count() {
        0 => String::new(),
        1 => format!(" {hour}:%M"),
        _ => format!(" {hour}:%M:%S"),
    };
    after.push_str(if time.contains('.') { "%.f" } else { "" });
    after.push_str(if has_half { " %p" } else { "" });
    (format!("%d{sign}%m{sign}{year}{after}"), format!("%m{sign}%d{sign}{year}{after}"))
}
