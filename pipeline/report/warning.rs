//! What a rendered report could not show as it should.

use crate::chart::Rasteriser;
use crate::language::Language;

/// A warning with its next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportWarning {
    /// No installed font has Chinese characters: PNGs lack them, pages and SVGs do not.
    NoChineseFont,
    /// No font at all: PNGs have no text, pages and SVGs do.
    NoFont,
    /// One chart has no PNG.
    NoPng {
        /// Its path.
        chart: String,
        /// Why.
        reason: String,
    },
}

impl ReportWarning {
    /// The warning about this machine's fonts, if there is one.
    pub(super) fn of_fonts(fonts: &Rasteriser) -> Option<Self> {
        match (fonts.has_text(), fonts.has_chinese()) {
            (false, _) => Some(Self::NoFont),
            (true, false) => Some(Self::NoChineseFont),
            (true, true) => None,
        }
    }

    /// The warning and the next step, for people.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NoChineseFont => language
                .pick(
                    "PNG 图中的汉字无法显示：请安装一种中文字体，如 Noto Sans CJK SC。网页和 SVG 图不受影响。",
                    "PNG charts lack Chinese characters: install a CJK font such as Noto Sans CJK \
                     SC. The page and the SVG charts are not affected.",
                )
                .to_owned(),
            Self::NoFont => language
                .pick(
                    "PNG 图中没有文字：本机没有任何字体，请安装一种，如 Noto Sans CJK SC。网页和 SVG 图不受影响。",
                    "PNG charts have no text: this machine has no font; install one such as Noto \
                     Sans CJK SC. The page and the SVG charts are not affected.",
                )
                .to_owned(),
            Self::NoPng { chart, reason } => match language {
                Language::Zh => format!("{chart} 没有生成：{reason}。SVG 图不受影响。"),
                Language::En => format!("{chart} was not made: {reason}. The SVG chart is not \
                                         affected."),
            },
        }
    }
}
