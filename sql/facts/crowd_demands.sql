-- crowd_demands: who asked about some categories of an area on some days.  grain: crowd, demand.
-- crowd_cells: crowd, area_key, category_key, first_day, last_day (both inclusive).
-- params: $city_key (the area of an order that names none)
select
    crowd_cells.crowd,
    stg_demands.day,
    stg_demands.category_key,
    stg_demands.reporter,
    stg_demands.resolved
from crowd_cells
inner join stg_demands
    on coalesce(stg_demands.street_key, stg_demands.district_key, $city_key) = crowd_cells.area_key
    and stg_demands.category_key = crowd_cells.category_key
where stg_demands.day between crowd_cells.first_day and crowd_cells.last_day
