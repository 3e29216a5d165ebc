-- levels_add_up: districts never hold more than the city.  Rows are errors.
with cells as (
    select
        areas.area_level,
        panel_cells.category_id,
        panel_cells.stat_month,
        sum(panel_cells.orders) as orders
    from panel_cells
    inner join areas on panel_cells.area_id = areas.area_id
    group by areas.area_level, panel_cells.category_id, panel_cells.stat_month
)
select
    city.category_id,
    city.stat_month,
    city.orders as city_orders,
    parts.area_level,
    parts.orders as part_orders
from cells as city
inner join cells as parts on city.category_id = parts.category_id and city.stat_month = parts.stat_month
where city.area_level = 'city' and parts.area_level <> 'city' and parts.orders > city.orders
