//! The list of the workbook's sheets: a new published table becomes a sheet by a line here.

/// Where the rows of a sheet come from.
pub(super) struct Spec {
    /// Key of the sheet; table names in the workbook and links are made of it.
    pub key: &'static str,
    /// The published table.
    pub table: &'static str,
    /// Chinese and English name of the sheet's tab.
    pub name: (&'static str, &'static str),
    /// Only rows in which this column has one of these values.
    pub only: Option<(&'static str, &'static [&'static str])>,
    /// These columns come first, in this order.
    pub first: &'static [Lead],
    /// What becomes of the table's other columns.
    pub others: Others,
}

/// A column that comes first.
pub(super) enum Lead {
    /// A column of the table.
    Own(&'static str),
    /// A column of another table, in the last complete row of the same topic, with its own heading.
    Of(&'static str, &'static str, Option<(&'static str, &'static str)>),
    /// An empty column for people to fill in.
    Blank(&'static str, &'static str),
}

/// What becomes of the columns that are not named.
pub(super) enum Others {
    /// They follow, but for those named.
    FollowBut(&'static [&'static str]),
    /// They stay out.
    StayOut,
}

use Lead::{Blank, Of, Own};
use Others::{FollowBut, StayOut};

const AREA: &[Lead] = &[Own("month"), Own("area"), Own("parent_area"), Own("orders")];

/// The sheets, in the order of the workbook.
pub(super) const SPECS: &[Spec] = &[
    Spec {
        key: "list",
        table: "proposal",
        name: ("清单", "List"),
        only: None,
        first: &[
            Own("month"),
            Own("theme_name"),
            Own("title"),
            Own("orders"),
            Own("lead_department"),
            Own("causes"),
            Of("candidates", "score", None),
            Of("candidates", "selection_frequency", None),
            Of("candidates", "stability", None),
            Of("candidates", "standing", None),
            Own("why"),
        ],
        others: FollowBut(&["theme"]),
    },
    Spec {
        key: "ledger",
        table: "proposal",
        name: ("台账", "Ledger"),
        only: None,
        first: &[
            Own("rank"),
            Own("theme_name"),
            Own("title"),
            Own("month"),
            Own("lead_department"),
            Blank("主管领导", "Leader in charge"),
            Blank("配合单位", "Helpers"),
            Blank("年度目标", "Goal for the year"),
            Blank("主要任务", "Main tasks"),
            Blank("完成时限", "Due"),
            Of("progress", "month", Some(("最近完整月", "Last complete month"))),
            Of("progress", "orders", Some(("该月诉求量", "Demands in that month"))),
            Of("progress", "mom", None),
            Of("progress", "yoy", None),
            Of("progress", "resolution_rate", None),
            Of("progress", "light", None),
            Blank("办理情况", "What was done"),
            Blank("是否销账", "Closed"),
            Own("topic_id"),
        ],
        others: StayOut,
    },
    Spec {
        key: "candidates",
        table: "candidates",
        name: ("候选问题", "Candidates"),
        only: None,
        first: &[Own("rank"), Own("title"), Own("theme_name"), Own("status"), Own("orders")],
        others: FollowBut(&["theme", "inputs"]),
    },
    Spec {
        key: "findings",
        table: "findings",
        name: ("发现", "Findings"),
        only: None,
        first: &[
            Own("kind"),
            Own("area_level"),
            Own("area"),
            Own("parent_area"),
            Own("category"),
            Own("first_day"),
            Own("peak_day"),
            Own("last_day"),
            Own("orders"),
        ],
        others: FollowBut(&[]),
    },
    Spec {
        key: "watch_list",
        table: "watch_list",
        name: ("关注名单", "Watch list"),
        only: None,
        first: &[Own("kind"), Own("state"), Own("area"), Own("category"), Own("orders")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "progress",
        table: "progress",
        name: ("逐月进展", "Progress"),
        only: None,
        first: &[Own("title"), Own("month"), Own("light"), Own("orders")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "months",
        table: "summary_month",
        name: ("每月小结", "Months"),
        only: None,
        first: &[],
        others: FollowBut(&[]),
    },
    Spec {
        key: "effects",
        table: "effects",
        name: ("措施成效", "Effects"),
        only: None,
        first: &[Own("title"), Own("measure_start"), Own("verdict")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "outlook",
        table: "outlook",
        name: ("展望", "Outlook"),
        only: None,
        first: &[Own("title"), Own("month")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "districts",
        table: "areas_month",
        name: ("各区", "Districts"),
        only: Some(("area_level", &["district"])),
        first: AREA,
        others: FollowBut(&["area_level"]),
    },
    Spec {
        key: "streets",
        table: "areas_month",
        name: ("街道乡镇", "Streets"),
        only: Some(("area_level", &["street"])),
        first: AREA,
        others: FollowBut(&["area_level"]),
    },
    Spec {
        key: "governance",
        table: "governance_month",
        name: ("治理类街乡镇", "Most demands"),
        only: None,
        first: &[Own("month"), Own("rank"), Own("area"), Own("parent_area"), Own("orders")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "departments",
        table: "departments_month",
        name: ("承办单位", "Departments"),
        only: None,
        first: &[Own("month"), Own("department"), Own("orders")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "channels",
        table: "channels_month",
        name: ("渠道", "Channels"),
        only: None,
        first: &[Own("month"), Own("channel"), Own("orders")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "request_types",
        table: "request_types_month",
        name: ("诉求类型", "Kinds of requests"),
        only: None,
        first: &[Own("month"), Own("request_type"), Own("orders")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "dispatch",
        table: "dispatches_month",
        name: ("派单方式", "Dispatch"),
        only: None,
        first: &[Own("month"), Own("dispatch"), Own("orders")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "communities",
        table: "communities_month",
        name: ("治理类社区", "Communities"),
        only: None,
        first: &[Own("month"), Own("rank"), Own("community"), Own("parent_area"), Own("orders")],
        others: FollowBut(&[]),
    },
    Spec {
        key: "deadlines",
        table: "deadlines_month",
        name: ("办理时限", "Deadlines"),
        only: None,
        first: &[Own("month"), Own("department"), Own("deadline_class")],
        others: FollowBut(&[]),
    },
    // Of departments the curves are in the table alone: some hundred times as many rows.
    Spec {
        key: "completion",
        table: "completion",
        name: ("办结进度", "Completion"),
        only: Some(("handler_level", &["city", "district"])),
        first: &[
            Own("handler"),
            Own("handler_level"),
            Own("month"),
            Own("age_days"),
            Own("closed_share"),
            Own("closed"),
            Own("at_risk"),
        ],
        others: FollowBut(&[]),
    },
    Spec {
        key: "reporting",
        table: "reporting_rates",
        name: ("谁在反映", "Who reports"),
        only: None,
        first: &[
            Own("area"),
            Own("relative_rate"),
            Own("rate_low"),
            Own("rate_high"),
            Own("orders"),
            Own("orders_at_city_rate"),
            Own("orders_low"),
            Own("orders_high"),
            Own("band"),
            Own("band_at_city_rate"),
        ],
        others: FollowBut(&["area_level"]),
    },
    Spec {
        key: "movers",
        table: "movers",
        name: ("变化最大的", "What moved"),
        only: None,
        first: &[],
        others: FollowBut(&[]),
    },
    Spec {
        key: "topics",
        table: "topics",
        name: ("全部问题", "All topics"),
        only: None,
        first: &[Own("title"), Own("orders"), Own("areas"), Own("keywords"), Own("categories")],
        others: FollowBut(&["finding_ids", "area_names"]),
    },
    Spec {
        key: "restatements",
        table: "restatements",
        name: ("更正", "Restatements"),
        only: None,
        first: &[],
        others: FollowBut(&[]),
    },
];
