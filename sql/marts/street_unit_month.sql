-- street_unit_month: demands, call-back answers and reporters.  grain: street, unit category, of one month.
-- "first" marks a reporter's first order of the month at each level on its own, so that the marks add up over streets.
select
    district_id,
    street_id,
    unit_id,
    l1_id,
    count(*) as orders,
    count(responded) as responded_known,    -- null = not asked
    count(*) filter (where responded) as responded,
    count(resolved) as resolved_known,
    count(*) filter (where resolved) as resolved,
    count(satisfied) as satisfied_known,
    count(*) filter (where satisfied) as satisfied,
    count(*) filter (where escalated) as escalated,
    count(first_in_city_unit) as reported,   -- null = reporter not known
    count(*) filter (where first_in_street_unit) as reporters_street_unit,
    count(*) filter (where first_in_street_l1) as reporters_street_l1,
    count(*) filter (where first_in_district_unit) as reporters_district_unit,
    count(*) filter (where first_in_district_l1) as reporters_district_l1,
    count(*) filter (where first_in_city_unit) as reporters_city_unit,
    count(*) filter (where first_in_city_l1) as reporters_city_l1
from stg_orders
group by district_id, street_id, unit_id, l1_id
