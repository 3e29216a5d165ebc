-- place_item_week: demands.  grain: place, item, week, stat_month (a week that two months share has a row for each).
select
    place_id,
    item_id,
    week,
    stat_month,
    count(*) as orders
from stg_orders
group by place_id, item_id, week, stat_month
