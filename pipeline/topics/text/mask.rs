//! What must not be published: telephone, identity and other long numbers, e-mail addresses, number plates, names of people.
//!
//! Every text that leaves the miner goes through [`mask`]. Names of people are found by rules and a dictionary; a name
//! that neither knows stays. Names of places and organisations stay as they are.

use super::places;
use super::tokens::is_han;
use super::words::tagged;

/// Runs of digits from this length on are masked (telephone, identity, bank card, order numbers).
const DIGITS_MIN: usize = 7;
/// After a number these make it an amount, which is no identity.
const MEASURES: &str = "元万亿平吨人户米千公斤块";
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄柏宁柯阮桂闵解强丛娄肖";
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
    let chars: Vec<char> = mask_people(text).chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        match email(&chars, at).map(|end| (end, "***@***")).or_else(|| plate(&chars, at).map(|end| (end, "*****"))) {
            Some((end, stars)) => {
                if stars == "*****" {
                    out.extend(&chars[at..at + 2]);
                }
                out.push_str(stars);
                at = end;
            }
            None if chars[at].is_ascii_digit() => {
                let end = number(&chars, at);
                if is_private(&chars, at, end) {
                    out.push_str("*******");
                } else {
                    out.extend(&chars[at..end]);
                }
                at = end;
            }
            None => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

/// End of the number that begins at `at`: digits, with single dashes or spaces between groups of three or more.
fn number(chars: &[char], at: usize) -> usize {
    let digits = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = at + digits(at);
    let mut group = end - at;
    while end < chars.len() && matches!(chars[end], '-' | ' ') && group >= 3 {
        group = digits(end + 1);
        if group < 3 {
            break;
        }
        end += 1 + group;
    }
    if matches!(chars.get(end), Some('x' | 'X')) && end - at == 17 { end + 1 } else { end }
}

/// Whether the number is long, and neither an amount nor a date or a span of years.
fn is_private(chars: &[char], begin: usize, end: usize) -> bool {
    let text: String = chars[begin..end].iter().collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let amount = chars.get(end).is_some_and(|next| MEASURES.contains(*next)) && text == digits && digits.len() < 10;
    let dated = digits.len() == 8
        && (digits.starts_with("19") || digits.starts_with("20"))
        && (text != digits || matches!(digits[4..6].parse(), Ok(1..=12u8)));
    digits.len() >= DIGITS_MIN && !amount && !dated
}

/// End of the e-mail address that begins at `at`.
fn email(chars: &[char], at: usize) -> Option<usize> {
    let part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    if !part(&chars[at]) || (at > 0 && part(&chars[at - 1])) {
        return None;
    }
    let local = chars[at..].iter().take_while(|c| part(c)).count();
    if chars.get(at + local) != Some(&'@') {
        return None;
    }
    let domain = chars[at + local + 1..].iter().take_while(|c| part(c)).count();
    (domain > 2).then_some(at + local + 1 + domain)
}

/// End of the number plate that begins at `at`: province, letter, five or six letters and digits with a digit among them.
fn plate(chars: &[char], at: usize) -> Option<usize> {
    if !PROVINCES.contains(chars[at]) || !chars.get(at + 1)?.is_ascii_uppercase() {
        return None;
    }
    let begin = at + 2 + usize::from(matches!(chars.get(at + 2), Some('·' | '.' | ' ' | '-')));
    let rest = chars.get(begin..)?;
    let length = rest.iter().take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || **c == '*').count();
    let digits = rest[..length].iter().any(|c| c.is_ascii_digit() || *c == '*');
    (matches!(length, 5 | 6) && digits).then_some(begin + length)
}

/// `text` with the given names of people as 某: 张三丰 → 张某某; `Mr Smith` → `Mr ***`.
fn mask_people(text: &str) -> String {
    let places = places::names(text);
    let tags = tagged(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (index, tag) in tags.iter().enumerate() {
        let (start, end) = (tag.byte_start, tag.byte_end);
        let Some(surname) = tag.word.chars().next().filter(|c| SURNAMES.contains(*c)) else { continue };
        let length = tag.word.chars().count();
        let in_place = places.iter().any(|&(from, to)| from < end && start < to);
        let addressed = HONORIFICS.split('|').any(|word| text[end..].starts_with(word));
        let introduced = INTRODUCERS.split('|').any(|word| text[..start].ends_with(word));
        let follows = tags.get(index + 1).is_some_and(|next| next.tag.starts_with("ns") || next.word == "路")
            || FIRMS.split('|').any(|firm| text[end..].starts_with(firm));
        let known = tag.tag.starts_with("nr") && (length == 3 || addressed || introduced);
        if known && (2..=3).contains(&length) && tag.word.chars().all(is_han) && !follows && (!in_place || introduced) {
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
mod tests {
    use super::*;

    #[test]
    fn numbers_that_identify_are_masked_and_amounts_and_dates_are_not() {
        assert_eq!(mask("电话13912345678或0731-88886666"), "电话*******或*******");
        assert_eq!(mask("身份证43010219900101123X"), "身份证*******");
        assert_eq!(
            mask("2019-11-02欠1200000元，107国道20190503，2019-2020年"),
            "2019-11-02欠1200000元，107国道20190503，2019-2020年"
        );
    }

    #[test]
    fn addresses_and_plates_are_masked() {
        assert_eq!(mask("写信a.b@x.com，车牌湘A12345停在路口"), "写信***@***，车牌湘A*****停在路口");
        assert_eq!(mask("A3区G2栋320"), "A3区G2栋320");
    }

    #[test]
    fn people_are_masked_and_places_are_not() {
        assert_eq!(mask("我叫王小明，住洪山公园旁"), "我叫王某某，住洪山公园旁");
        assert_eq!(mask("张国强先生欠薪"), "张某某先生欠薪");
        assert_eq!(mask("丽发新城搅拌站"), "丽发新城搅拌站");
        assert_eq!(mask("call Mr. Smith now"), "call Mr. *** now");
        assert_eq!(mask(""), "");
    }
}
