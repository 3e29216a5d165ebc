-- levels_add_up: districts, and streets, never hold more than the city.  Rows are errors.
with cells as (
    select
        areas.area_level,
        panel_cells.category_id,
        sum(panel_cells.orders) as orders
    from panel_cells
    inner join areas on panel_cells.area_id = areas.area_id
    group by areas.area_level, panel_cells.category_id
)
select
    city.category_id,
    city.orders as city_orders,
    parts.area_level,
    parts.orders as part_orders
from cells as city
inner join cells as parts on city.category_id = parts.category_id
where city.area_level = 'city' and parts.area_level <> 'city' and parts.orders > city.orders
