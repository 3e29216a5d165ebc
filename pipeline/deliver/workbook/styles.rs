//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::language::Language;
use crate::publish::Kind;

/// Dark blue on white: a contrast of 9:1.
const INK: Color = Color::RGB(0x1B_3A_5C);
/// Behind headings, under dark text.
const HEADING: Color = Color::RGB(0xDC_E6_F1);

/// The formats of a workbook.
pub struct Styles {
    base: Format,
    /// The sheet's title.
    pub title: Format,
    /// Lines above a table.
    pub lead: Format,
    /// Headings of a table.
    pub heading: Format,
    /// Links within the workbook.
    pub link: Format,
    /// Texts; a little to the right, away from the numbers of the column before.
    pub text: Format,
}

impl Styles {
    /// The formats for a language.
    pub fn of(language: Language) -> Self {
        let base = Format::new()
            .set_font_name(language.pick("微软雅黑", "Calibri"))
            .set_font_size(11)
            .set_align(FormatAlign::Top);
        Self {
            title: base.clone().set_bold().set_font_size(16).set_font_color(INK),
            lead: base.clone(),
            heading: base
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_background_color(HEADING)
                .set_border_bottom(FormatBorder::Medium),
            link: base
                .clone()
                .set_font_color(Color::RGB(0x05_46_8C))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            text: base.clone().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            base,
        }
    }

    /// Makes the plainest of them the workbook's own.
    pub fn install(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        book.set_default_format(&self.base, 20, 64).map(drop)
    }

    /// The format of a column's cells.
    pub fn cells(&self, kind: Kind) -> Format {
        let number = |code: &str| self.base.clone().set_num_format(code);
        match kind {
            Kind::Text | Kind::Json => self.text.clone(),
            Kind::Id | Kind::Name | Kind::Code | Kind::Flag => self.text.clone(),
            Kind::Day => number("yyyy-mm-dd"),
            Kind::Month => number("yyyy-mm"),
            Kind::Count => number("#,##0"),
            Kind::Rank => number("0"),
            Kind::Share => number("0.0%"),
            Kind::Change => number("+0.0%;-0.0%;0.0%"),
            Kind::Score => number("0.000"),
            Kind::P => number("0.0000"),
            // Of a hundred and more, parts of one are noise.
            Kind::Number => number("[>=100]#,##0;[<=-100]-#,##0;0.00"),
        }
    }
}
