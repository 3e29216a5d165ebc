//! Wordings of the deliverables, Chinese beside English. `{…}` are filled in where they are used.

use crate::language::Language;
use crate::publish::Kind;
use crate::report::wordings;

wordings! {
    /// The wordings of one language.
    Words:
    // the workbook
    cover: "封面", "Cover";
    contents: "目录", "Contents";
    notes: "说明", "Notes";
    charts: "图", "Charts";
    untitled: "市民诉求分析", "Analysis of citizens’ demands";
    subject: "接诉即办 · 每月一题", "Each Month, One Topic";
    period: "统计期", "Period";
    as_of: "数据截至", "Data as of";
    unit: "编制单位", "Issued by";
    edition: "版次", "Edition";
    made_by: "由 yiti {version} 生成，运行编号 {run}", "Made by yiti {version}, run {run}";
    cover_lead: "本工作簿的数字与同一文件夹中的网页、表格、文稿一致。请先看“说明”。",
        "The figures are those of the page, the tables and the documents in the same folder. Read \
         the notes first.";
    contents_lead: "每张工作表只有一个表。点击名称可跳转。", "Each sheet has one table. Click a name to go there.";
    sheet: "工作表", "Sheet";
    rows: "行数", "Rows";
    content: "内容", "Content";
    one_table: "本工作表有一个表，共 {rows} 行。", "This sheet has one table of {rows} {rows?row:rows}.";
    no_rows: "本期没有内容，下表为空。", "The period has nothing to show here; the table is empty.";
    rows_cut: "另有诉求较少或排名靠后的 {cut} 行未列，电子表格放不下这么多，见 tables/ 中的数据文件。",
        "{cut} more rows, of fewest demands or last in rank, are too many for a spreadsheet; they \
         are in the files of tables/.";
    no_rows_because: "下表为空：{why}。", "The table is empty: {why}.";
    from_table: "完整数据见 tables/{table}.csv。", "All of it is in tables/{table}.csv.";
    to_fill_in: "没有数字来源的栏目为空，由工作人员填写。",
        "Columns that no data can fill are empty, for people to fill in.";
    back: "返回目录", "Back to the contents";
    number: "序号", "No.";
    note: "说明事项", "Note";
    notes_lead: "看数字之前请先看这些说明。", "Read these before any figure.";
    note_blank: "空单元格表示数据无法给出，不等于 0。",
        "An empty cell means that the data cannot say; it is never 0.";
    note_rates: "比率为 0 到 1 之间的小数，以百分数显示；件数为整数；日期首尾均含。",
        "Rates are fractions shown as percentages, counts are whole numbers, days are inclusive at \
         both ends.";
    note_lights: "进展灯：● 低于预期，▲ 与预期无明显差别，■ 高于预期，○ 无法判断。",
        "Lights: ● below what was expected, ▲ as expected, ■ above, ○ cannot tell.";
    note_text: "所有文字单元格都是文字，不是公式。", "Every text is stored as text and never as a formula.";
    note_panel: "地区×类别×月的明细太长，不在本工作簿中，见 tables/panel_month.csv（{rows} 行）。",
        "Area by category by month is too long for a workbook: see tables/panel_month.csv ({rows} \
         {rows?row:rows}).";
    definitions: "口径", "Definitions";
    definitions_title: "口径与方法", "Definitions and methods";
    definitions_lead: "本次运行所用的定义。", "The definitions used in this run.";
    term: "名称", "Term";
    meaning: "含义", "Meaning";
    source: "出处", "Source";
    headings: "栏目", "Headings";
    headings_title: "栏目说明", "What the headings mean";
    headings_lead: "每行一个工作表的一个栏目。", "One row a heading of a sheet.";
    heading: "栏目名", "Heading";
    values: "取值", "Values";
    in_tables: "数据文件中的列名", "Column in the data files";
    yes: "是", "yes";
    no: "否", "no";
    chart_list: "建议列入的问题：诉求量（件）", "Proposed topics: demands";
    chart_list_alt: "条形图：{n} 个建议列入的问题的诉求量，最多的是“{first}”。数据见工作表“{sheet}”。",
        "Bar chart of the demands of {n} proposed topics; the largest is “{first}”. The figures \
         are in the sheet “{sheet}”.";
    chart_progress_alt: "折线图：“{title}”逐月诉求量和若与全市同步的范围。数据见工作表“{sheet}”。",
        "Line chart of the demands of “{title}” by month, with the range had it moved with the \
         city. The figures are in the sheet “{sheet}”.";
    charts_lead: "图由工作表中的数字画成，改动数字，图随之改变。",
        "Charts are drawn from the cells of the sheets and follow them.";
    observed: "实际", "observed";
    notebook_period: "{period} 期主要数字的复算", "The main figures of {period}, redone";
    notebook_topic: "{title}（{period} 期）", "{title} ({period})";
    package: "每行含义、栏目含义和取值见各表的说明；空值表示数据无法给出，不等于 0。",
        "What a row, a column and a value mean is said with each table. An empty value means that \
         the data cannot say; it is never 0.";
    logo_alt: "{unit}标志", "Logo of {unit}";
}

/// What the values of a column are, in words.
pub const fn kind_words(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Id | Kind::Name | Kind::Text => language.pick("文字", "text"),
        Kind::Code => language.pick("若干固定词之一", "one of a few words"),
        Kind::Flag => language.pick("是或否", "yes or no"),
        Kind::Day => language.pick("日期", "day"),
        Kind::Month => language.pick("月份", "month"),
        Kind::Count => language.pick("整数", "whole number"),
        Kind::Rank => language.pick("名次或月份序号", "place in an order, or number of a month"),
        Kind::Share => language.pick("比例", "part of a whole"),
        Kind::Change => language.pick("增减幅度", "relative change"),
        Kind::Score => language.pick("0—1 的分值", "from 0 to 1"),
        Kind::P => language.pick("概率", "probability"),
        Kind::Number => language.pick("数", "number"),
        Kind::Json => "JSON",
    }
}
