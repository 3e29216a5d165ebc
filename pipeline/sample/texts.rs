//! What the operator wrote down: Chinese sentences from a grammar of openings, places, wordings and
//! requests.

use std::fmt::Write;

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use super::city::{self, Street};
use super::draw::{Order, RequestType};
use super::world::World;

const OPENINGS: [&str; 12] = [
    "市民来电反映，",
    "来电人反映：",
    "居民反映，",
    "您好，",
    "网友留言：",
    "市民称，",
    "来电人表示，",
    "本人反映，",
    "",
    "",
    "",
    "诉求人称，",
];
const SINCE: [&str; 8] = [
    "近一个月以来",
    "长期以来",
    "最近一周",
    "从上个月开始",
    "入住以来",
    "这两天",
    "今年以来",
    "昨天起",
];
const HOME_EFFECTS: [&str; 6] = [
    "，严重影响居民正常生活",
    "，老人孩子受不了",
    "，邻居们意见很大",
    "，存在安全隐患",
    "，影响休息",
    "，大家都很着急",
];
const ROAD_EFFECTS: [&str; 5] = [
    "，影响周边居民出行",
    "，存在安全隐患",
    "，行人车辆都不方便",
    "，老人孩子经过很危险",
    "，影响市容环境",
];
const SHOP_EFFECTS: [&str; 5] = [
    "，侵害消费者权益",
    "，涉及多名消费者",
    "，沟通多次没有结果",
    "，金额虽不大但很气愤",
    "，怀疑存在欺骗",
];
const OFFICE_EFFECTS: [&str; 5] = [
    "，影响正常生活",
    "，多次沟通没有结果",
    "，不知道该找谁",
    "，一直没有明确答复",
    "，家里等着用",
];
const HOME_TRIES: [&str; 5] = [
    "，多次找物业未解决",
    "，向居委会反映过没有结果",
    "，打过几次电话都说在协调",
    "，物业让等通知",
    "，此前反映过仍未处理",
];
const ROAD_TRIES: [&str; 4] =
    ["，多次反映没有改善", "，一直没有人管", "，处理后几天又反弹", "，几个部门互相推诿"];
const SHOP_TRIES: [&str; 5] = [
    "，联系商家一直推托",
    "，客服答复不予处理",
    "，对方电话无人接听",
    "，协商几次未达成一致",
    "，已保留付款凭证和聊天记录",
];
const OFFICE_TRIES: [&str; 5] = [
    "，去过两次窗口没有办成",
    "，单位让再等等",
    "，咨询电话打不通",
    "，得到的说法不一致",
    "，材料已全部提交",
];
const DEMANDS: [&str; 8] = [
    "，希望尽快处理并回复。",
    "，要求相关部门核实处理。",
    "，请求解决。",
    "，盼有关部门协调解决。",
    "，希望上门查看并给出解决时间。",
    "，要求给个明确答复。",
    "，请尽快派人处理。",
    "，希望彻底解决，不要反复。",
];
const QUESTIONS: [&str; 4] = [
    "，想咨询应该找哪个部门办理。",
    "，咨询相关规定和办理时限。",
    "，请问这种情况如何处理？",
    "，想了解有没有解决计划。",
];
const SUGGESTIONS: [&str; 3] =
    ["，建议统筹考虑，加强日常管理。", "，建议增加巡查并公示进度。", "，建议研究长效办法。"];

/// Writes the text of an order into an empty buffer.
pub fn write_text(out: &mut String, world: &World, order: &Order, rng: &mut ChaCha8Rng) {
    let street = &world.city.streets[order.street];
    let kind = world.tree.place(order.category);
    out.push_str(one(rng, &OPENINGS));
    if order.request == RequestType::Praise {
        praise(out, street, world.tree.categories[order.category].name, rng);
        return;
    }
    let matter = order.plant.and_then(|index| world.plants[index].matter.as_ref());
    match matter {
        Some(matter) => out.push_str(matter.wordings.choose(rng).map_or("", String::as_str)),
        None => {
            since(out, rng);
            place(out, kind, street, rng);
            out.push_str(one(rng, &world.tree.categories[order.category].wordings));
        }
    }
    effects(out, kind, rng);
    out.push_str(match order.request {
        RequestType::Demand | RequestType::Praise => one(rng, &DEMANDS),
        RequestType::Question => one(rng, &QUESTIONS),
        RequestType::Suggestion => one(rng, &SUGGESTIONS),
    });
    particulars(out, rng);
}

fn one(rng: &mut ChaCha8Rng, choices: &[&'static str]) -> &'static str {
    choices.choose(rng).copied().unwrap_or_default()
}

fn push(out: &mut String, text: std::fmt::Arguments) {
    out.write_fmt(text).expect("writing to a string cannot fail");
}

fn praise(out: &mut String, street: &Street, category: &str, rng: &mut ChaCha8Rng) {
    let thanks = one(rng, &["特来电表扬", "表示感谢", "希望转达谢意"]);
    let how = one(rng, &["很快上门处理", "耐心解释并跟进", "冒雨赶来解决", "三天内办结"]);
    push(out, format_args!("{}工作人员{how}了{category}的问题，{thanks}。", street.name));
}

fn since(out: &mut String, rng: &mut ChaCha8Rng) {
    match rng.random_range(0..10) {
        0..4 => {}
        4..7 => {
            out.push_str(one(rng, &SINCE));
            out.push('，');
        }
        7 => push(
            out,
            format_args!("从{}月{}日开始，", rng.random_range(1..=12), rng.random_range(1..=28)),
        ),
        8 => push(out, format_args!("昨晚{}点左右，", rng.random_range(7..=11))),
        _ => push(out, format_args!("今天上午{}点多，", rng.random_range(7..=11))),
    }
}

fn place(out: &mut String, kind: &str, street: &Street, rng: &mut ChaCha8Rng) {
    let name = city::brand(rng.random());
    let estate = street.estates.choose(rng).map_or("", String::as_str);
    let road = street.roads.choose(rng).map_or("", String::as_str);
    let number = rng.random_range(1..=30);
    match kind {
        "estate" if rng.random_bool(0.5) => {
            push(out, format_args!("{}{estate}{number}号楼", street.name))
        }
        "estate" => push(out, format_args!("{estate}{number}号楼{}单元", rng.random_range(1..=6))),
        "compound" if rng.random_bool(0.6) => push(out, format_args!("{}{estate}", street.name)),
        "compound" => push(out, format_args!("{road}{estate}")),
        "near" => push(
            out,
            format_args!(
                "{}{estate}{}，",
                street.name,
                one(rng, &["附近", "北侧", "旁边", "门口"])
            ),
        ),
        "newestate" => push(out, format_args!("{name}置业开发的{estate}，")),
        "agency" => push(out, format_args!("租住在{estate}，")),
        "village" => push(out, format_args!("{}{name}村，", street.name)),
        "line" => push(out, format_args!("{road}站{}路，", rng.random_range(1..=990))),
        "metro" => push(out, format_args!("地铁{road}站，")),
        "river" => push(out, format_args!("{}{name}河段，", street.name)),
        "road" => {
            let spot = one(rng, &["路口", "辅路", "地铁站口", "公交站旁", "桥下", "北侧", "东段"]);
            push(out, format_args!("{}{road}{spot}", street.name));
        }
        "store" => push(out, format_args!("{road}“{name}”店，")),
        "restaurant" => push(
            out,
            format_args!("{road}{name}{}，", one(rng, &["餐厅", "小吃店", "火锅店", "食府"])),
        ),
        "hotel" => push(out, format_args!("{road}{name}{}，", one(rng, &["酒店", "民宿", "宾馆"]))),
        "park" => push(out, format_args!("{}{name}{}，", street.name, one(rng, &["公园", "景区"]))),
        "online" => push(out, format_args!("在“{name}”网店消费，")),
        "company" => push(out, format_args!("在{road}{name}公司工作，")),
        "platform" => {
            push(out, format_args!("{name}{}，", one(rng, &["配送站", "速运网点", "出行平台"])))
        }
        "kindergarten" => push(out, format_args!("{estate}旁{name}幼儿园，")),
        "school" => push(out, format_args!("{road}{name}小学，")),
        "training" => push(out, format_args!("{road}{name}培训中心，")),
        "hospital" => push(out, format_args!("{road}{name}医院，")),
        "carehome" => push(out, format_args!("{}{name}养老院，", street.name)),
        "gym" => push(out, format_args!("{road}{name}体育中心，")),
        _ => push(out, format_args!("{}居民，", street.name)),
    }
}

fn effects(out: &mut String, kind: &str, rng: &mut ChaCha8Rng) {
    let (effects, tries): (&[&str], &[&str]) = match kind {
        "estate" | "compound" | "near" => (&HOME_EFFECTS, &HOME_TRIES),
        "road" | "line" | "river" | "metro" | "park" => (&ROAD_EFFECTS, &ROAD_TRIES),
        "store" | "restaurant" | "hotel" | "online" | "training" | "gym" => {
            (&SHOP_EFFECTS, &SHOP_TRIES)
        }
        _ => (&OFFICE_EFFECTS, &OFFICE_TRIES),
    };
    if rng.random_bool(0.7) {
        out.push_str(one(rng, effects));
    }
    if rng.random_bool(0.45) {
        out.push_str(one(rng, tries));
    }
}

/// A few texts carry made-up numbers of the kind that must be masked before anything is published.
fn particulars(out: &mut String, rng: &mut ChaCha8Rng) {
    let number = rng.random_range(0..10_000);
    match rng.random_range(0..200) {
        0..3 => push(out, format_args!("联系电话1380000{number:04}。")),
        3 => push(out, format_args!("车牌号京A{number:04}X。")),
        // District code 110199 and the year 1900 belong to nobody.
        4 => push(out, format_args!("身份证号11019919000101{number:04}。")),
        _ => {}
    }
}
