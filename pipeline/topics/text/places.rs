//! Names inside texts: estates, roads, stations, buildings, companies, schools, lines; and area
//! codes.
//!
//! A name is what ends in a word for a place or an organisation (`…路`, `…小区`, `…有限公司`), back to the
//! last word that cannot be part of a name, or what stands in quotation marks. The rules find spans
//! to be weighed, not a gazetteer: a wrong boundary costs little, because a span is compared by its
//! n-grams.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::tokens::{Unit, is_han, units};

/// Most units before a suffix that belong to the name.
const NAME_UNITS_MAX: usize = 7;
/// Longest quotation that is taken for a name, in characters.
const QUOTE_CHARS_MAX: usize = 12;

/// Words that end a name, longer ones before their own endings.
const SUFFIXES: &str = "\
    有限责任公司 股份有限公司 有限公司 幼儿园 派出所 居委会 村委会 业委会 步行街 开发区 示范区 \
    工业园 产业园 公交站 地铁站 高铁站 火车站 汽车站 收费站 加油站 变电站 搅拌站 回收站 \
    中转站 卫生院 养老院 敬老院 菜市场 停车场 小区 社区 街道 大道 公路 国道 省道 高速 大桥 \
    立交 隧道 车站 号线 公园 广场 大厦 商场 市场 超市 酒店 宾馆 医院 诊所 学校 大学 学院 \
    中学 小学 公寓 公馆 花园 家园 新城 新村 公司 集团 银行 物业 置业 地产 工地 项目 国际 \
    中心 水库 景区 路 街 巷 桥 苑 园 城 湾 府 站 村 镇 乡";

/// The same by their last character.
static SUFFIXES_BY_END: LazyLock<FxHashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut by_end: FxHashMap<char, Vec<&str>> = FxHashMap::default();
    for suffix in SUFFIXES.split(' ') {
        by_end.entry(suffix.chars().next_back().unwrap_or_default()).or_default().push(suffix);
    }
    by_end
});

/// Characters that no name contains: a name begins after them.
static BREAKS: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    "的在是和与及了到从被把对将请问求我你他她它们这那该等又也都很没未已旁附近给让向于住至往靠区县市省".chars().collect()
});

/// Words of two characters that no name begins with.
static OPENERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "\
    配套 所谓 任何 各个 公办 民办 大型 旁边 对面 门口 周边 沿线 投诉 反映 咨询 建议 举报 关于 希望 要求 强烈 \
    坚决 反对 恳请 请求 呼吁 位于 坐落 经过 目前 现在 因为 由于 所有 部分 多个 其他 某些 一个 整个 本人 再次"
        .split(' ')
        .collect()
});

/// The names in `text`, as byte ranges in order of their ends.
pub fn names(text: &str) -> Vec<(usize, usize)> {
    let units = units(text);
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut free_from = 0;
    for last in 0..units.len() {
        let Some(suffix_units) = suffix_at(text, &units, last, free_from) else { continue };
        let first = name_start(text, &units, last + 1 - suffix_units, free_from);
        if first < last + 1 - suffix_units {
            found.push((units[first].start, units[last].end));
            free_from = last + 1;
        }
    }
    found.extend(quoted(text));
    found.sort_unstable_by_key(|&(start, end)| (end, start));
    found
}

/// Units of the longest suffix that ends with unit `last` and begins at or after `free_from`; none
/// if the name goes on to another suffix at once (`国际城`).
fn suffix_at(text: &str, units: &[Unit], last: usize, free_from: usize) -> Option<usize> {
    let length = suffix_of(text, &units[last])?.chars().count();
    if units.get(last + 1).is_some_and(|next| next.joined && suffix_of(text, next).is_some()) {
        return None;
    }
    let first = (last + 1).checked_sub(length)?;
    (first >= free_from).then_some(length)
}

/// The longest suffix that ends with `unit`.
fn suffix_of(text: &str, unit: &Unit) -> Option<&'static str> {
    let end = text[unit.start..unit.end].chars().next().filter(|_| unit.han)?;
    SUFFIXES_BY_END.get(&end)?.iter().find(|suffix| text[..unit.end].ends_with(**suffix)).copied()
}

/// First unit of the name whose suffix begins at unit `suffix`.
fn name_start(text: &str, units: &[Unit], suffix: usize, free_from: usize) -> usize {
    let mut first = suffix;
    while first > free_from && suffix - first < NAME_UNITS_MAX && units[first].joined {
        let before = &units[first - 1];
        let word = &text[before.start..before.end];
        if before.han && word.chars().any(|c| BREAKS.contains(&c)) {
            break;
        }
        first -= 1;
    }
    while suffix > first + 1 && OPENERS.contains(&text[units[first].start..units[first + 1].end]) {
        first += 2;
    }
    first.min(suffix)
}

/// What stands in quotation marks or book-title marks and is short.
fn quoted(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match c {
            '“' | '《' | '「' | '【' => open = Some(at + c.len_utf8()),
            '”' | '》' | '」' | '】' => {
                let Some(start) = open.take() else { continue };
                let length = text[start..at].chars().count();
                if (2..=QUOTE_CHARS_MAX).contains(&length) && text[start..at].chars().any(is_han) {
                    found.push((start, at));
                }
            }
            _ => {}
        }
    }
    found
}

/// The first area code in `text`: a capital letter and digits before 区, 县 or 市 (`A3区`), as in files
/// whose districts were anonymised. Codes inside longer names (`AB12区`, `x3区`) are not codes.
pub fn area_code(text: &str) -> Option<&str> {
    units(text).windows(2).find_map(|pair| {
        let code = &text[pair[0].start..pair[0].end];
        let next = &text[pair[1].start..pair[1].end];
        (pair[1].joined && is_code(code) && matches!(next, "区" | "县" | "市"))
            .then(|| &text[pair[0].start..pair[1].end])
    })
}

/// `text` with each area code (`A3区`, `A市`) made a space, unless it ends a name of Han characters
/// (`万境K9县`).
pub fn without_codes(text: &str) -> String {
    let units = units(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (index, pair) in units.windows(2).enumerate() {
        let code = &text[pair[0].start..pair[0].end];
        let area =
            pair[1].joined && matches!(&text[pair[1].start..pair[1].end], "区" | "县" | "市");
        let letter = code.len() == 1 && code.as_bytes()[0].is_ascii_uppercase();
        let before =
            index.checked_sub(1).map(|before| &text[units[before].start..units[before].end]);
        let in_name = pair[0].joined
            && before.is_some_and(|before| !matches!(before, "区" | "县" | "市" | "省" | "在"));
        if area && (letter || is_code(code)) && !in_name {
            out.push_str(&text[at..pair[0].start]);
            out.push(' ');
            at = pair[1].end;
        }
    }
    out.push_str(&text[at..]);
    out
}

/// One capital letter and one to three digits.
pub fn is_code(unit: &str) -> bool {
    let bytes = unit.as_bytes();
    (2..=4).contains(&bytes.len())
        && bytes[0].is_ascii_uppercase()
        && bytes[1..].iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests;
