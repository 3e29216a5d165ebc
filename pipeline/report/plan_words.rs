//! The wordings of 一方案三清单, the plan and the three lists of a topic, Chinese beside English.

use super::wording::wordings;

wordings! {
    /// The wordings of one language.
    PlanWords:
    plan: "工作方案", "Plan";
    plan_status: "现状：诉求 {orders} 件，解决率 {rate}。",
        "Today: {orders} {orders?demand:demands}, resolved {rate}.";
    plan_goal: "目标：________", "Goal: ________";
    plan_goal_suggested: "目标（参考）：{aim}；本年目标：________",
        "Goal (for reference): {aim}; this year’s goal: ________";
    plan_time: "进度：1月启动，{month}市领导专题研究，年底总结。",
        "Course: starts in January, reviewed by the city leadership in {month}, summed up at the \
         year’s end.";
    plan_duties: "责任清单", "Responsibilities";
    plan_lead: "牵头：{name}；主管副市长：________", "Lead: {name}; vice-mayor: ________";
    plan_helpers: "配合：{names}", "Helpers: {names}";
    plan_areas: "重点地区：{names}", "Areas with most demands: {names}";
    plan_policies: "政策清单", "Policies";
    plan_policies_now: "现行政策：________", "In force: ________";
    plan_policies_new: "需修改或新定：________", "To change or to make: ________";
    plan_tasks: "任务清单", "Tasks";
    plan_tasks_blank: "其他任务、责任人和时限：________", "Other tasks, who and by when: ________";
    blank: "________", "________";
}
