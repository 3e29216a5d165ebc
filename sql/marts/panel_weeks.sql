-- panel_weeks: demands.  grain: area, unit category, week, of one month.
-- params: $city_id (the whole city's area_id), $stat_month
select
    $city_id as area_id,
    unit_id as category_id,
    $stat_month as stat_month,
    week,
    sum(orders) as orders
from street_unit_week
group by unit_id, week
union all
select
    district_id as area_id,
    unit_id as category_id,
    $stat_month as stat_month,
    week,
    sum(orders) as orders
from street_unit_week
where district_id is not null
group by district_id, unit_id, week
union all
select
    street_id as area_id,
    unit_id as category_id,
    $stat_month as stat_month,
    week,
    orders
from street_unit_week
where street_id is not null
