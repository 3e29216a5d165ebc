//! What no text may keep: telephone, identity, passport, bank card and other long numbers, e-mail
//! addresses, number plates.
//!
//! Masked when orders are read, before anything is written to disk.

use std::borrow::Cow;

/// Runs of digits from this length on are masked (telephone, identity, bank card, order numbers).
const DIGITS_MIN: usize = 7;
/// After a number these make it an amount, which is no identity.
const MEASURES: &str = "元万亿平吨人户米千公斤块";
/// First character of a number plate.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

/// `text` with private numbers, addresses and plates as stars.
pub fn mask_numbers(text: &str) -> Cow<'_, str> {
    // All of them have a digit, a star or an at sign; digits of full width begin with this byte.
    if !text.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'@' | b'*' | 0xEF)) {
        return Cow::Borrowed(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let address = email(&chars, at).map(|end| (end, "***@***"));
        match address.or_else(|| plate(&chars, at).map(|end| (end, "*****"))) {
            Some((end, stars)) => {
                if stars == "*****" {
                    out.extend(&chars[at..at + 2]);
                }
                out.push_str(stars);
                at = end;
            }
            None if is_digit(chars[at]) => {
                let end = number(&chars, at);
                match is_private(&chars, at, end) {
                    true => out.push_str("*******"),
                    false => out.extend(&chars[at..end]),
                }
                at = end;
            }
            None => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    Cow::Owned(out)
}

/// A digit of any width.
const fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '０'..='９')
}

/// End of the number that begins at `at`: digits, with single dashes or spaces between groups of
/// three or more.
fn number(chars: &[char], at: usize) -> usize {
    let digits = |from: usize| chars[from..].iter().take_while(|c| is_digit(**c)).count();
    if let Some(end) = social_security(chars, at) {
        return end;
    }
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

/// End of a number of the form 123-45-6789, whose groups are too short for others.
fn social_security(chars: &[char], at: usize) -> Option<usize> {
    const FORM: [usize; 3] = [3, 2, 4];
    let mut end = at;
    for (position, length) in FORM.into_iter().enumerate() {
        if position > 0 {
            if *chars.get(end)? != '-' {
                return None;
            }
            end += 1;
        }
        if chars[end..].iter().take_while(|c| is_digit(**c)).count() != length {
            return None;
        }
        end += length;
    }
    Some(end)
}

/// Names before a number that say it names an order and nobody.
const ORDER_NUMBERS: [&str; 6] =
    ["工单编号", "工单号", "受理编号", "受理号", "案件编号", "case no."];

/// Whether such a name stands before `at`.
fn is_order_number(chars: &[char], at: usize) -> bool {
    let before: String = chars[at.saturating_sub(12)..at].iter().collect();
    let before = before.trim_end_matches([' ', ':', '：', '为', '是']).to_lowercase();
    ORDER_NUMBERS.iter().any(|name| before.ends_with(name))
}

/// Whether the number is long, and neither an amount nor a date, a span of years or an order's own.
fn is_private(chars: &[char], begin: usize, end: usize) -> bool {
    let text: String = chars[begin..end].iter().collect();
    let digits: String = text.chars().filter(|letter| is_digit(*letter)).collect();
    let amount = chars.get(end).is_some_and(|next| MEASURES.contains(*next))
        && text == digits
        && digits.len() < 10;
    // A passport has a letter before its digits.
    let lettered = begin > 0 && chars[begin - 1].is_ascii_alphabetic();
    let dated = digits.len() == 8
        && !lettered
        && (digits.starts_with("19") || digits.starts_with("20"))
        && (text != digits
            || digits.get(4..6).is_some_and(|month| matches!(month.parse(), Ok(1..=12u8))));
    let digit_count = digits.chars().count();
    digit_count >= DIGITS_MIN && !amount && !dated && !is_order_number(chars, begin)
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

/// End of the number plate that begins at `at`: province, letter, five or six letters and digits
/// with a digit among them.
fn plate(chars: &[char], at: usize) -> Option<usize> {
    if !PROVINCES.contains(chars[at]) || !chars.get(at + 1)?.is_ascii_uppercase() {
        return None;
    }
    let begin = at + 2 + usize::from(matches!(chars.get(at + 2), Some('·' | '.' | ' ' | '-')));
    let rest = chars.get(begin..)?;
    let length = rest
        .iter()
        .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || **c == '*')
        .count();
    let digits = rest[..length].iter().any(|c| c.is_ascii_digit() || *c == '*');
    (matches!(length, 5 | 6) && digits).then_some(begin + length)
}

#[cfg(test)]
mod tests;
