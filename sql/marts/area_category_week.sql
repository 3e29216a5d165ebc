-- area_category_week: demands.  grain: area, category, week, of one month: a week that two months
-- share counts in each with its own days.
-- params: $city_key (the whole city's area_key), $stat_month (the month's name, its first calendar
--         day)
with street_category_week as (
    select district_key, street_key, category_key, week, count(*) as orders
    from stg_demands
    group by district_key, street_key, category_key, week
),
levels as (
    select $city_key as area_key, category_key, week, sum(orders) as orders
    from street_category_week
    group by category_key, week
    union all
    select district_key as area_key, category_key, week, sum(orders) as orders
    from street_category_week
    where district_key is not null
    group by district_key, category_key, week
    union all
    select street_key as area_key, category_key, week, sum(orders) as orders
    from street_category_week
    where street_key is not null
    group by street_key, category_key, week
)
select
    area_key,
    category_key,
    week,
    $stat_month as stat_month,
    orders
from levels
