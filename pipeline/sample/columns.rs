//! The sample's own columns, named as a Chinese hotline would, and a day's orders in them.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, BooleanBuilder, DictionaryArray, Int32Array, Int64Array, RecordBatch,
    StringArray, StringBuilder, TimestampMillisecondArray,
};
use arrow::datatypes::{DataType, Field, Int32Type, Schema, SchemaRef, TimeUnit};
use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::draw::{self, Order, RequestType};
use super::outcomes::{Case, Outcome};
use super::season::Calendar;
use super::world::{self, World};
use super::{categories::Rhythm, reporters, rng, texts};

const REQUESTS: [&str; 4] = ["诉求", "咨询", "建议", "表扬"];
const CHANNELS: [&str; 6] = ["12345电话", "微信", "政务APP", "网站", "微博", "人民网留言"];
/// Cumulative shares of the channels.
const CHANNEL_SHARES: [f64; 6] = [0.70, 0.82, 0.90, 0.95, 0.98, 1.0];

/// Positions of the columns that are changed when data is made dirty.
pub mod position {
    /// 工单编号
    pub const ORDER_ID: usize = 0;
    /// 受理时间
    pub const RECEIVED_AT: usize = 1;
    /// 所属区
    pub const DISTRICT: usize = 4;
    /// 街道乡镇
    pub const STREET: usize = 5;
}

/// Shared names behind the dictionary columns.
#[derive(Debug, Clone)]
pub struct Names {
    groups: Arc<StringArray>,
    categories: Arc<StringArray>,
    districts: Arc<StringArray>,
    streets: Arc<StringArray>,
    communities: Arc<StringArray>,
    /// The streets first, then the city's departments.
    departments: Arc<StringArray>,
    /// By group: position in `departments`.
    department_of_group: Vec<usize>,
    requests: Arc<StringArray>,
    channels: Arc<StringArray>,
}

impl Names {
    /// Collects them once.
    pub fn new(world: &World) -> Self {
        let mut departments: Vec<&str> = world.city.streets.iter().map(|s| s.name).collect();
        let mut department_of_group = Vec::new();
        for group in &world.tree.groups {
            let known = departments.iter().position(|name| *name == group.department);
            department_of_group.push(known.unwrap_or(departments.len()));
            if known.is_none() {
                departments.push(group.department);
            }
        }
        Self {
            groups: strings(world.tree.groups.iter().map(|g| g.name)),
            categories: strings(world.tree.categories.iter().map(|c| c.name)),
            districts: strings(world.city.districts.iter().map(|d| d.name)),
            streets: strings(world.city.streets.iter().map(|s| s.name)),
            communities: strings(world.city.communities.iter().map(|c| c.name.as_str())),
            departments: strings(departments.into_iter()),
            department_of_group,
            requests: strings(REQUESTS.into_iter()),
            channels: strings(CHANNELS.into_iter()),
        }
    }
}

fn strings<'a>(names: impl Iterator<Item = &'a str>) -> Arc<StringArray> {
    Arc::new(StringArray::from_iter_values(names))
}

/// Names and types of the columns.
pub fn schema() -> SchemaRef {
    let name = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let time = || DataType::Timestamp(TimeUnit::Millisecond, None);
    let field =
        |title: &str, data_type: DataType, nullable: bool| Field::new(title, data_type, nullable);
    Arc::new(Schema::new(vec![
        field("工单编号", DataType::Utf8, false),
        field("受理时间", time(), true),
        field("一级分类", name(), false),
        field("二级分类", name(), false),
        field("所属区", name(), false),
        field("街道乡镇", name(), false),
        field("社区村", name(), false),
        field("诉求类型", name(), false),
        field("来源渠道", name(), false),
        field("承办单位", name(), false),
        field("来电人编号", DataType::Int64, false),
        field("诉求内容", DataType::Utf8, false),
        field("办理时限", time(), false),
        field("办结时间", time(), true),
        field("是否响应", DataType::Boolean, true),
        field("是否解决", DataType::Boolean, true),
        field("是否满意", DataType::Boolean, true),
        field("是否提级", DataType::Boolean, false),
    ]))
}

/// A day's orders, and which of them are planted.
pub struct DayOrders {
    /// The rows, earliest first.
    pub batch: RecordBatch,
    /// Which rows are planted.
    pub planted: Vec<Planted>,
}

/// A row that is planted.
#[derive(Debug, Clone, Copy)]
pub struct Planted {
    /// Position in [`World::days`].
    pub day: usize,
    /// Row in the day's batch.
    pub row: usize,
    /// Position in [`World::plants`].
    pub plant: usize,
    /// Position in the tree.
    pub category: usize,
}

/// The identifier of an order.
pub fn order_id(world: &World, day: usize, row: usize) -> String {
    format!("GD{}{:06}", world.days[day].format("%Y%m%d"), row + 1)
}

/// Draws a day and writes it into columns; depends on seed and day alone.
pub fn draw_day(world: &World, names: &Names, calendar: &Calendar, day: usize) -> DayOrders {
    let mut rng = rng::stream(world.seed, &[41, day as u64]);
    let orders = draw::orders_of_day(world, day, &mut rng);
    let midnight = world.days[day].and_time(chrono::NaiveTime::MIN).and_utc();
    let end = world::end_of(&world.days).and_time(chrono::NaiveTime::MIN).and_utc();
    let is_working_day = calendar.is_working_day(world.days[day]);
    let mut columns = Columns::with_capacity(orders.len());
    for (row, order) in orders.iter().enumerate() {
        columns.ids.append_value(order_id(world, day, row));
        let received = midnight + TimeDelta::seconds(i64::from(order.second));
        columns.push(world, names, day, order, received, end, is_working_day, &mut rng);
    }
    let planted = orders.iter().enumerate().filter_map(|(row, order)| {
        order.plant.map(|plant| Planted { day, row, plant, category: order.category })
    });
    let planted = planted.collect();
    DayOrders { batch: columns.finish(world, names, &orders), planted }
}

#[derive(Default)]
struct Columns {
    ids: StringBuilder,
    received: Vec<i64>,
    communities: Vec<i32>,
    channels: Vec<i32>,
    departments: Vec<i32>,
    reporters: Vec<i64>,
    texts: StringBuilder,
    text: String,
    outcomes: Vec<Outcome>,
}

impl Columns {
    fn with_capacity(rows: usize) -> Self {
        Self {
            ids: StringBuilder::with_capacity(rows, rows * 16),
            texts: StringBuilder::with_capacity(rows, rows * 180),
            received: Vec::with_capacity(rows),
            outcomes: Vec::with_capacity(rows),
            ..Self::default()
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one order with its surroundings")]
    fn push(
        &mut self,
        world: &World,
        names: &Names,
        day: usize,
        order: &Order,
        received: DateTime<Utc>,
        end: DateTime<Utc>,
        is_working_day: bool,
        rng: &mut ChaCha8Rng,
    ) {
        let group = world.tree.group(order.category);
        self.received.push(received.timestamp_millis());
        self.communities.push(community(world, order.street, rng));
        self.channels.push(channel(rng));
        let to_street = match group.rhythm {
            _ if world.tree.categories[order.category].is_bucket => 0.0,
            Rhythm::Home | Rhythm::Night => 0.55,
            _ if is_working_day => 0.2,
            _ => 0.3,
        };
        let group_index = world.tree.categories[order.category].group;
        let city_department = names.department_of_group[group_index];
        let department = if rng.random_bool(to_street) { order.street } else { city_department };
        self.departments.push(department as i32);
        self.reporters.push(reporters::reporter(world, rng, day, order));
        self.text.clear();
        texts::write_text(&mut self.text, world, order, rng);
        self.texts.append_value(&self.text);
        let case = Case {
            category: order.category,
            street: order.street,
            plant: order.plant.map(|index| &world.plants[index]),
            is_demand: order.request == RequestType::Demand,
            received,
            deadline_hours: group.deadline_hours,
            end,
        };
        self.outcomes.push(world.outcomes.draw(rng, &case));
    }

    fn finish(mut self, world: &World, names: &Names, orders: &[Order]) -> RecordBatch {
        let by_order = |values: &Arc<StringArray>, key: &dyn Fn(&Order) -> usize| {
            named(values, orders.iter().map(|order| key(order) as i32).collect())
        };
        let bools = |get: fn(&Outcome) -> Option<bool>| -> ArrayRef {
            Arc::new(self.outcomes.iter().map(get).collect::<BooleanArray>())
        };
        let mut escalated = BooleanBuilder::with_capacity(orders.len());
        self.outcomes.iter().for_each(|outcome| escalated.append_value(outcome.escalated));
        let closed = self.outcomes.iter().map(|o| o.closed.map(|at| at.timestamp_millis()));
        let due = self.outcomes.iter().map(|o| o.due.timestamp_millis());
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.ids.finish()),
            Arc::new(TimestampMillisecondArray::from(self.received)),
            by_order(&names.groups, &|o| world.tree.categories[o.category].group),
            by_order(&names.categories, &|o| o.category),
            by_order(&names.districts, &|o| world.city.streets[o.street].district),
            by_order(&names.streets, &|o| o.street),
            named(&names.communities, self.communities),
            by_order(&names.requests, &|o| o.request as usize),
            named(&names.channels, self.channels),
            named(&names.departments, self.departments),
            Arc::new(Int64Array::from(self.reporters)),
            Arc::new(self.texts.finish()),
            Arc::new(TimestampMillisecondArray::from_iter_values(due)),
            Arc::new(closed.collect::<TimestampMillisecondArray>()),
            bools(|o| o.responded),
            bools(|o| o.resolved),
            bools(|o| o.satisfied),
            Arc::new(escalated.finish()),
        ];
        RecordBatch::try_new(schema(), columns).expect("columns are built to the schema")
    }
}

fn named(values: &Arc<StringArray>, keys: Vec<i32>) -> ArrayRef {
    let keys = Int32Array::from(keys);
    Arc::new(
        DictionaryArray::<Int32Type>::try_new(keys, values.clone())
            .expect("keys are positions of values"),
    )
}

fn channel(rng: &mut ChaCha8Rng) -> i32 {
    let draw: f64 = rng.random();
    CHANNEL_SHARES.partition_point(|&share| share <= draw).min(CHANNELS.len() - 1) as i32
}

fn community(world: &World, street: usize, rng: &mut ChaCha8Rng) -> i32 {
    rng.random_range(world.city.streets[street].communities.clone()) as i32
}
