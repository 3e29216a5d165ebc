-- place_item_month: demands, call-back answers and reporters.  grain: place, item, stat_month.
-- Computed a month at a time and kept while the month's inputs are unchanged.
-- "first" counts a reporter once in its month: it is counted at each level on its own and adds up over places.
select
    place_id,
    item_id,
    stat_month,
    count(*) as orders,
    count(responded) as responded_known,    -- null = not asked
    count(*) filter (where responded) as responded,
    count(resolved) as resolved_known,
    count(*) filter (where resolved) as resolved,
    count(satisfied) as satisfied_known,
    count(*) filter (where satisfied) as satisfied,
    count(*) filter (where escalated) as escalated,
    count(first_in_city_item) as reported,   -- null = reporter not known
    count(*) filter (where first_in_street_item) as reporters_street_item,
    count(*) filter (where first_in_street_l1) as reporters_street_l1,
    count(*) filter (where first_in_district_item) as reporters_district_item,
    count(*) filter (where first_in_district_l1) as reporters_district_l1,
    count(*) filter (where first_in_city_item) as reporters_city_item,
    count(*) filter (where first_in_city_l1) as reporters_city_l1
from stg_orders
group by place_id, item_id, stat_month
