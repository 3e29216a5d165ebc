-- levels_add_up: in no month do districts, or streets, hold more than the city.  Rows are errors.
with cells as (
    select
        area_category_month.stat_month,
        dim_area.area_level,
        area_category_month.category_key,
        sum(area_category_month.orders) as orders
    from area_category_month
    inner join dim_area on area_category_month.area_key = dim_area.area_key
    group by area_category_month.stat_month, dim_area.area_level, area_category_month.category_key
)
select
    city.stat_month,
    city.category_key,
    city.orders as city_orders,
    parts.area_level,
    parts.orders as part_orders
from cells as city
inner join cells as parts
    on city.stat_month = parts.stat_month and city.category_key = parts.category_key
where city.area_level = 'city' and parts.area_level <> 'city' and parts.orders > city.orders
