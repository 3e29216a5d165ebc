//! The words of the caveats about names.

use super::feed::{NAMED, quoted};
use super::level_name;
use crate::language::{Language, count, counted, fill, percent};
use crate::panel::AddressLike;
use crate::report::caveat::Caveat;

pub(super) fn about_names(caveat: &Caveat, language: Language) -> String {
    match caveat {
        Caveat::UnknownNames { orders, share, spellings } => {
            let (orders, share, list) =
                (count(*orders), percent(*share), quoted(spellings, language));
            match language {
                Language::Zh => {
                    format!(
                        "{orders} 处名称（相当于工单的 {share}）写作{list}，按未知处理（[names] placeholders）。"
                    )
                }
                Language::En => {
                    let told = "{orders} {orders?name:names} ({share} of the orders) \
                                {orders?reads:read} {list} and {orders?counts:count} as unknown \
                                ([names] placeholders).";
                    fill(told, &[("orders", &orders), ("share", &share), ("list", &list)])
                }
            }
        }
        Caveat::Addresses(found) => addresses(found, language),
        Caveat::Spellings(names) => {
            let n = names.len();
            let one = |(name, others): &(String, Vec<String>)| {
                format!("{name} ({})", quoted(&others[..others.len().min(3)], language))
            };
            let list = names
                .iter()
                .take(NAMED)
                .map(one)
                .collect::<Vec<_>>()
                .join(language.pick("；", "; "));
            match language {
                Language::Zh => format!("{n} 个名称有几种写法，各按一个名称计：{list}。"),
                Language::En => {
                    let told = counted(n as u64, "name is", "names are");
                    format!("{told} spelt in several ways and count as one each: {list}.")
                }
            }
        }
        _ => String::new(),
    }
}

/// The question whether a column holds places at all.
fn addresses(found: &AddressLike, language: Language) -> String {
    let (key, level) = (found.level.name(), level_name(found.level, language));
    let (names, orders) = (count(found.names as u64), count(found.orders));
    let mean = found.orders as f64 / found.names.max(1) as f64;
    match language {
        Language::Zh => format!(
            "映射为 {key}（{level}）的列，近十二个月 {orders} 件诉求有 {names} 个名称，平均每个 {mean:.1} 件：它记的是地点，\
             还是门牌地址或单个设施？后者之间无法比较，请在 [columns] {key} 改用更粗的一列，或不写这一行。"
        ),
        Language::En => format!(
            "The column mapped as {key} has {} for {orders} demands of the last twelve months, \
             {mean:.1} each: does it hold places, or addresses and single objects? Those cannot be \
             compared; map a coarser column in [columns] {key}, or leave it out.",
            counted(found.names as u64, "name", "names")
        ),
    }
}
