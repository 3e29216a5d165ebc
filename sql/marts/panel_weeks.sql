-- panel_weeks: demands.  grain: area, unit category, week.
with weeks as (
    select
        places.city_id,
        places.district_id,
        places.street_id,
        items.unit_id,
        place_item_week.week,
        sum(place_item_week.orders) as orders
    from place_item_week
    inner join stg_places as places on place_item_week.place_id = places.place_id
    inner join stg_items as items on place_item_week.item_id = items.item_id
    group by places.city_id, places.district_id, places.street_id, items.unit_id, place_item_week.week
)
select
    city_id as area_id,
    unit_id as category_id,
    week,
    sum(orders) as orders
from weeks
group by city_id, unit_id, week
union all
select
    district_id as area_id,
    unit_id as category_id,
    week,
    sum(orders) as orders
from weeks
where district_id is not null
group by district_id, unit_id, week
union all
select
    street_id as area_id,
    unit_id as category_id,
    week,
    sum(orders) as orders
from weeks
where street_id is not null
group by street_id, unit_id, week
