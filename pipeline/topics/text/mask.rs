//! What must not be published: telephone, identity and other long numbers, e-mail addresses, number
//! plates, names of people, doors.
//!
//! Every text that leaves the miner goes through [`mask`]. Numbers, addresses and plates are masked
//! as soon as orders are read; here they are masked again, since the miner also works on messages
//! that are no orders. Names of people are found by rules and a dictionary; a name that neither
//! knows stays. Names of places and organisations stay as they are.

use super::places;
use super::tokens::is_han;
use super::words::tagged;
use crate::orders::mask_numbers;

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康\
                        毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关\
                        苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄柏宁柯阮桂闵解强丛娄肖";
/// After a name: its owner is a person. The name before is masked but for the surname.
const HONORIFICS: &str = "\
    先生|女士|小姐|老师|师傅|医生|警官|书记|主任|经理|局长|校长|老板|律师";
/// After a name: it is the name of a firm or a school.
const FIRMS: &str = "\
    英语|培训|公司|机构|学校|集团|酒店|教育|餐饮|健身|超市|医院";
/// Before a name.
const INTRODUCERS: &str = "\
    我叫|名叫|我是|本人|姓名|姓名:|姓名：|联系人|联系人:|联系人：|法人|法人代表|包工头|负责人|\
    房东|村民";

/// `text` with everything of that kind masked.
pub fn mask(text: &str) -> String {
    mask_doors(&mask_numbers(&mask_people(text)))
}

/// Before the number of a flat.
const BUILDINGS: [&str; 7] = ["单元", "号楼", "栋", "幢", "号院", "座", "门"];
/// After a number that is no flat's, also behind a building.
const NO_FLATS: [&str; 14] =
    ["号楼", "号院", "层", "楼", "单元", "栋", "幢", "米", "元", "人", "年", "月", "日", "个"];

/// `text` with the numbers of flats as stars: 3号楼2单元501室 → 3号楼2单元***室. A building alone
/// says no more than where a matter is.
fn mask_doors(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(begin) = text[at..].find(|c: char| c.is_ascii_digit()).map(|n| at + n) {
        let length = text[begin..].bytes().take_while(u8::is_ascii_digit).count();
        let (before, after) = (&text[..begin], &text[begin + length..]);
        let in_building = BUILDINGS.iter().any(|word| before.ends_with(word));
        let is_other = NO_FLATS.iter().any(|word| after.starts_with(word));
        let is_flat = match length {
            2..=4 if after.starts_with('室') => true,
            3..=4 => in_building && !is_other,
            _ => false,
        };
        out.push_str(&text[at..begin]);
        out.push_str(if is_flat { "***" } else { &text[begin..begin + length] });
        at = begin + length;
    }
    out.push_str(&text[at..]);
    out
}

/// `text` with the given names of people as 某: 张三丰 → 张某某; `Mr Smith` → `Mr ***`.
fn mask_people(text: &str) -> String {
    let places = places::names(text);
    let tags = tagged(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (index, tag) in tags.iter().enumerate() {
        let (start, end) = (tag.byte_start, tag.byte_end);
        let Some(surname) = tag.word.chars().next().filter(|c| SURNAMES.contains(*c)) else {
            continue;
        };
        let length = tag.word.chars().count();
        let in_place = places.iter().any(|&(from, to)| from < end && start < to);
        let addressed = HONORIFICS.split('|').any(|word| text[end..].starts_with(word));
        let introduced = INTRODUCERS.split('|').any(|word| text[..start].ends_with(word));
        let follows =
            tags.get(index + 1).is_some_and(|next| next.tag.starts_with("ns") || next.word == "路")
                || FIRMS.split('|').any(|firm| text[end..].starts_with(firm));
        let known = tag.tag.starts_with("nr") && (length == 3 || addressed || introduced);
        if known
            && (2..=3).contains(&length)
            && tag.word.chars().all(is_han)
            && !follows
            && (!in_place || introduced)
        {
            out.push_str(&text[at..start]);
            out.push(surname);
            out.extend(std::iter::repeat_n('某', length - 1));
            at = end;
        }
    }
    out.push_str(&text[at..]);
    mask_titled(&out)
}

/// The word after Mr, Mrs, Ms or Dr.
fn mask_titled(text: &str) -> String {
    let mut titled = false;
    let words = text.split(' ').map(|word| {
        let name = titled && word.chars().next().is_some_and(|c| c.is_ascii_uppercase());
        titled = matches!(word.trim_end_matches('.'), "Mr" | "Mrs" | "Ms" | "Dr");
        if name { "***" } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
