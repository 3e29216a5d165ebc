-- street_unit_week: demands.  grain: street, unit category, week, of one month (a week that two months share counts in
-- each with its own days).
select
    district_id,
    street_id,
    unit_id,
    week,
    count(*) as orders
from stg_orders
group by district_id, street_id, unit_id, week
